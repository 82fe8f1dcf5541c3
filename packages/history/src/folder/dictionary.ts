import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Numbers the different tuples of texts, so that a row needs one number in the place of several texts. Most rows have the tuple
 * of the row before, or the one that followed it the last time: that is looked at first, since a key made of all texts costs more
 * than comparing them.
 */
export class Dictionary {
  readonly #columns: readonly string[];
  readonly #numbers = new Map<string, number>();
  readonly #tuples: (string | null)[][] = [];
  /** By the number of a tuple, the one that came after it. */
  readonly #following: number[] = [];
  #last = -1;

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  /** The number of the tuple that a row holds. */
  numberOf(row: Readonly<Record<string, unknown>>): number {
    if (this.#isTuple(this.#last, row)) return this.#last;
    const expected = this.#following[this.#last] ?? -1;
    const number = this.#isTuple(expected, row) ? expected : this.#lookUp(row);
    if (this.#last !== -1) this.#following[this.#last] = number;
    this.#last = number;
    return number;
  }

  #isTuple(number: number, row: Readonly<Record<string, unknown>>): boolean {
    const tuple = this.#tuples[number];
    if (tuple === undefined) return false;
    for (let index = 0; index < this.#columns.length; index += 1) {
      if (textOf(row[this.#columns[index] ?? '']) !== tuple[index]) return false;
    }
    return true;
  }

  #lookUp(row: Readonly<Record<string, unknown>>): number {
    const tuple = this.#columns.map((column) => textOf(row[column]));
    const key = JSON.stringify(tuple);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#tuples.push(tuple) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** What a table needs to take the tuples. */
  get tableColumns(): string {
    return ['id integer', ...this.#columns.map((column) => `"${column}" varchar`)].join(', ');
  }

  /** Appends the tuples to a table that has `tableColumns`. */
  async writeTo(connection: DuckDBConnection, table: string): Promise<void> {
    const appender = await connection.createAppender(table);
    for (const [id, tuple] of this.#tuples.entries()) {
      appender.appendInteger(id);
      for (const text of tuple) {
        if (text === null) appender.appendNull();
        else appender.appendVarchar(text);
      }
      appender.endRow();
    }
    appender.closeSync();
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
