import { INTEGER, VARCHAR } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

import type { Fields, Tuple } from '../tuples.ts';
import type { ByteTexts } from './rank.ts';
import { copyNumbers, SourceRows, type SourceColumn } from './row-source.ts';
import { TextList } from './text-list.ts';

/** Only the first tuples have a sample, because it holds a whole row. */
const mostSamples = 1_000;
/** The places for samples, a power of two. Two samples of the same place take turns. */
const samplePlaces = 4_096;

/**
 * Numbers the distinct tuples of texts, so that a row needs one number in place of several texts. Most rows have the
 * tuple of the previous row, or of a sample with the same hint. These are tried first, because comparing texts costs
 * less than writing and hashing them.
 */
export class Dictionary {
  readonly #tuple: Tuple;
  /** The texts of all tuples. */
  readonly #texts = new TextList();
  #size = 0;
  /** The hash of a tuple, and its number plus one, at the place of its hash or after it; 0 where there is none. */
  #places = new Int32Array(2 ** 7);
  /** A row for some tuples, and their number, by the hint of the row. */
  readonly #samples = Array.from<Sample | undefined>({ length: samplePlaces });
  #lastRow: Fields | undefined;
  #lastNumber = -1;

  constructor(tuple: Tuple) {
    this.#tuple = tuple;
  }

  get columns(): readonly string[] {
    return this.#tuple.columns;
  }

  get size(): number {
    return this.#size;
  }

  /** The number of a row's tuple. */
  numberOf(row: Fields): number {
    const { isSame, hintOf } = this.#tuple;
    if (this.#lastRow !== undefined && isSame(row, this.#lastRow)) return this.#lastNumber;
    const hint = hintOf(row) & (samplePlaces - 1);
    const sample = this.#samples[hint];
    const isSample = sample !== undefined && isSame(row, sample.row);
    const number = isSample ? sample.number : this.#findOrAdd(row);
    if (!isSample && number < mostSamples) this.#samples[hint] = { row, number };
    this.#lastRow = row;
    this.#lastNumber = number;
    return number;
  }

  #findOrAdd(row: Fields): number {
    const { columns, textsOf } = this.#tuple;
    const width = columns.length;
    const first = this.#size * width;
    const texts = textsOf(row);
    for (const column of columns) this.#texts.push(texts[column] ?? null);
    const hash = this.#texts.hashOf(first, width);
    const mask = this.#places.length - 1;
    let place = (hash * 2) & mask;
    for (;;) {
      const found = (this.#places[place + 1] ?? 0) - 1;
      if (found < 0) break;
      if (this.#places[place] === hash && this.#texts.areSame(found * width, first, width)) {
        this.#texts.truncate(first);
        return found;
      }
      place = (place + 2) & mask;
    }
    this.#places[place] = hash;
    this.#places[place + 1] = this.#size += 1;
    if (this.#size * 4 > this.#places.length) this.#enlarge();
    return this.#size - 1;
  }

  #enlarge(): void {
    const places = new Int32Array(this.#places.length * 4);
    const mask = places.length - 1;
    for (let from = 0; from < this.#places.length; from += 2) {
      const found = this.#places[from + 1] ?? 0;
      if (found === 0) continue;
      const hash = this.#places[from] ?? 0;
      let place = (hash * 2) & mask;
      while (places[place + 1] !== 0) place = (place + 2) & mask;
      places[place] = hash;
      places[place + 1] = found;
    }
    this.#places = places;
  }

  /** The texts of a column, by the number of their tuple. */
  textsOf(column: string): readonly (string | null)[] {
    const [offset, width] = [this.columns.indexOf(column), this.columns.length];
    return Array.from({ length: this.#size }, (_, number) => this.#texts.at(number * width + offset));
  }

  /** The texts of a column as UTF-8, by the number of their tuple. */
  bytesOf(column: string): ByteTexts {
    const [offset, width] = [this.columns.indexOf(column), this.columns.length];
    return {
      size: this.#size,
      byteAt: (number, position) => this.#texts.byteAt(number * width + offset, position),
    };
  }

  /** A column of rows. @param numberOf The number of the tuple of a row, by its index. */
  columnOf(column: string, numberOf: (index: number) => number): SourceColumn {
    const [offset, width] = [this.columns.indexOf(column), this.columns.length];
    const texts = this.#texts;
    return {
      type: VARCHAR,
      fill(chunk, position, first, order) {
        const count = chunk.rowCount;
        const vector = chunk.getColumnVector(position);
        const target = duckdb.data_chunk_get_vector(chunk.chunk, position);
        let hasNull = false;
        for (let place = 0; place < count; place += 1) {
          const index = order === undefined ? first + place : (order[first + place] ?? 0);
          const text = texts.bytesAt(numberOf(index) * width + offset);
          // Setting the item of a vector, which holds it until it is flushed, takes longer.
          if (text !== undefined) duckdb.vector_assign_string_element_len(target, place, text);
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

interface Sample {
  readonly row: Fields;
  readonly number: number;
}

/** The index of each row. */
const ascending: SourceColumn = {
  type: INTEGER,
  fill(chunk, position, first) {
    const numbers = Int32Array.from({ length: chunk.rowCount }, (_, place) => first + place);
    copyNumbers(chunk, position, numbers);
  },
};
