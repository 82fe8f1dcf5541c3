import { INTEGER, VARCHAR } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

import type { Fields, Texts, Tuple } from '../tuples.ts';
import { copyNumbers, SourceRows, type SourceColumn } from './row-source.ts';

/**
 * Numbers the distinct tuples of texts, so that a row needs one number in place of several texts. Most rows have the
 * tuple of the previous row, or the one that followed it last time. These are tried first, because comparing texts
 * costs less than hashing them. A `Map` takes several times as long to add a text.
 */
export class Dictionary {
  readonly #tuple: Tuple;
  /** The numbers of tuples, each plus one, at the place of their hash or after it; 0 where there is none. */
  #places = new Int32Array(64);
  /** The hash of each tuple. */
  readonly #hashes: number[] = [];
  readonly #tuples: Texts[] = [];
  /** For the number of a tuple, the number of the one that last followed it. */
  readonly #following: number[] = [];
  #last = -1;

  constructor(tuple: Tuple) {
    this.#tuple = tuple;
  }

  get columns(): readonly string[] {
    return this.#tuple.columns;
  }

  get size(): number {
    return this.#tuples.length;
  }

  /** The number of a row's tuple. */
  numberOf(row: Fields): number {
    let guess = this.#last;
    // In a loop, because V8 compiles each place that compares anew, which takes longer than the comparisons save.
    for (let guesses = 0; guesses < 2; guesses += 1) {
      const tuple = guess < 0 ? undefined : this.#tuples[guess];
      if (tuple !== undefined && this.#tuple.isSame(row, tuple)) return this.#follow(guess);
      guess = (guess < 0 ? undefined : this.#following[guess]) ?? -1;
    }
    return this.#follow(this.#find(row) ?? this.#add(row));
  }

  #follow(number: number): number {
    if (this.#last !== number && this.#last >= 0) this.#following[this.#last] = number;
    this.#last = number;
    return number;
  }

  #find(row: Fields): number | undefined {
    const hash = this.#tuple.hashOf(row);
    const last = this.#places.length - 1;
    for (let place = hash & last; ; place = (place + 1) & last) {
      const found = this.#places[place] ?? 0;
      if (found === 0) return undefined;
      const tuple = this.#hashes[found - 1] === hash ? this.#tuples[found - 1] : undefined;
      if (tuple !== undefined && this.#tuple.isSame(row, tuple)) return found - 1;
    }
  }

  #add(row: Fields): number {
    const texts = this.#tuple.textsOf(row);
    // A field that is missing is the same as null.
    const known = this.#tuple.isSame(row, texts) ? undefined : this.#find(texts);
    if (known !== undefined) return known;
    const number = this.#tuples.push(texts) - 1;
    this.#hashes.push(this.#tuple.hashOf(texts));
    if (this.#tuples.length * 2 > this.#places.length) {
      this.#places = new Int32Array(this.#places.length * 4);
      for (const other of this.#tuples.keys()) this.#place(other);
    } else {
      this.#place(number);
    }
    return number;
  }

  #place(number: number): void {
    const last = this.#places.length - 1;
    let place = (this.#hashes[number] ?? 0) & last;
    while (this.#places[place] !== 0) place = (place + 1) & last;
    this.#places[place] = number + 1;
  }

  /** The texts of a column, by the number of their tuple. */
  textsOf(column: string): readonly (string | null)[] {
    return this.#tuples.map((tuple) => tuple[column] ?? null);
  }

  /** A column of rows. @param numberOf The number of the tuple of a row, by its index. */
  columnOf(column: string, numberOf: (index: number) => number): SourceColumn {
    const texts = this.textsOf(column);
    return {
      type: VARCHAR,
      fill(chunk, position, first, order) {
        const count = chunk.rowCount;
        const vector = chunk.getColumnVector(position);
        const target = duckdb.data_chunk_get_vector(chunk.chunk, position);
        let hasNull = false;
        for (let place = 0; place < count; place += 1) {
          const index = order === undefined ? first + place : (order[first + place] ?? 0);
          const text = texts[numberOf(index)] ?? null;
          // Setting the item of a vector, which holds it until it is flushed, takes longer.
          if (text !== null) duckdb.vector_assign_string_element(target, place, text);
          else {
            vector.setItem(place, null);
            hasNull = true;
          }
        }
        if (hasNull) vector.flush();
      },
    };
  }

  /** The tuples as rows: their number as `id`, and the columns. */
  toRows(): SourceRows {
    const texts = this.columns.map((column) => [column, this.columnOf(column, (index) => index)] as const);
    return new SourceRows(new Map([['id', ascending], ...texts]), this.size);
  }
}

/** The index of each row. */
const ascending: SourceColumn = {
  type: INTEGER,
  fill(chunk, position, first) {
    const numbers = Int32Array.from({ length: chunk.rowCount }, (_, place) => first + place);
    copyNumbers(chunk, position, numbers);
  },
};
