import { INTEGER, VARCHAR } from '@duckdb/node-api';

import type { Fields } from '../kinds.ts';
import { textOf } from '../read-fact.ts';
import { SourceRows, type SourceColumn } from './row-source.ts';

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

  /** A column of the rows whose tuples have these numbers. */
  columnOf(column: string, numbers: SourceColumn): SourceColumn {
    const texts = this.textsOf(column);
    return { type: VARCHAR, at: (index) => texts[Number(numbers.at(index))] ?? null };
  }

  /** The tuples as rows: their number as `id`, and the columns. */
  toRows(): SourceRows {
    const id: SourceColumn = { type: INTEGER, at: (index) => index };
    const texts = this.#columns.map((column) => [column, this.columnOf(column, id)] as const);
    return new SourceRows(new Map([['id', id], ...texts]), this.size);
  }
}
