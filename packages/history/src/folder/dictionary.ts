import type { DuckDBConnection } from '@duckdb/node-api';

import type { Fields } from '../kinds.ts';
import { textOf } from '../read-fact.ts';

type Texts = Readonly<Record<string, string | null>>;

/**
 * Numbers the distinct tuples of texts, so that a row needs one number in place of several texts. Most rows have the
 * tuple of the previous row, or the one that followed it last time. These are tried first, because building a key of
 * all texts costs more than comparing them.
 */
export class Dictionary {
  readonly #columns: readonly string[];
  readonly #isSame: (left: Fields, right: Fields) => boolean;
  readonly #numbers = new Map<string, number>();
  readonly #tuples: Texts[] = [];
  /** For the number of a tuple, the number of the one that last followed it. */
  readonly #following: number[] = [];
  #last = -1;

  /**
   * @param isSame Whether two rows have the same texts in these columns. It reads each column by a constant name,
   * which is fast.
   */
  constructor(columns: readonly string[], isSame: (left: Fields, right: Fields) => boolean) {
    this.#columns = columns;
    this.#isSame = isSame;
  }

  get columns(): readonly string[] {
    return this.#columns;
  }

  get size(): number {
    return this.#tuples.length;
  }

  /** The number of a row's tuple. */
  numberOf(row: Fields): number {
    const last = this.#tuples[this.#last];
    if (last !== undefined && this.#isSame(row, last)) return this.#last;
    const expected = this.#following[this.#last] ?? -1;
    const following = this.#tuples[expected];
    const number = following !== undefined && this.#isSame(row, following) ? expected : this.#lookUp(row);
    if (this.#last !== -1) this.#following[this.#last] = number;
    this.#last = number;
    return number;
  }

  #lookUp(row: Fields): number {
    const tuple = Object.fromEntries(this.#columns.map((column) => [column, textOf(row, column)]));
    const key = JSON.stringify(tuple);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#tuples.push(tuple) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** The texts of a column, by the number of their tuple. */
  textsOf(column: string): readonly (string | null)[] {
    return this.#tuples.map((tuple) => tuple[column] ?? null);
  }

  /** Fills a new temporary table with the tuples: their number as `id`, and the columns. */
  async writeTo(connection: DuckDBConnection, table: string): Promise<void> {
    const columns = this.#columns.map((column) => `"${column}" varchar`).join(', ');
    await connection.run(`create temp table ${table} (id integer, ${columns})`);
    const appender = await connection.createAppender(table);
    for (const [id, tuple] of this.#tuples.entries()) {
      appender.appendInteger(id);
      for (const column of this.#columns) {
        const text = tuple[column] ?? null;
        if (text === null) appender.appendNull();
        else appender.appendVarchar(text);
      }
      appender.endRow();
    }
    appender.closeSync();
  }
}
