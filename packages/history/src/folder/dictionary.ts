import type { DuckDBConnection } from '@duckdb/node-api';

/** One level of the tree: by the text of a column, the next level. At the last one, the number of the tuple. */
interface Level {
  readonly next: Map<string | null, Level>;
  number: number | undefined;
}

/**
 * Numbers the different tuples of texts, so that a row needs one number in the place of several texts. Most rows have the tuple
 * of the row before, or the one that followed it the last time: that is looked at first. A tree of maps has the others, since one
 * text made of all of them would be built and hashed for every row.
 */
export class Dictionary {
  readonly #columns: readonly string[];
  readonly #root: Level = { next: new Map(), number: undefined };
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
    let level = this.#root;
    for (const column of this.#columns) {
      const text = textOf(row[column]);
      let next = level.next.get(text);
      if (next === undefined) level.next.set(text, (next = { next: new Map(), number: undefined }));
      level = next;
    }
    level.number ??= this.#tuples.push(this.#columns.map((column) => textOf(row[column]))) - 1;
    return level.number;
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
