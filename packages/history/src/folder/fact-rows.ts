import { DOUBLE, INTEGER } from '@duckdb/node-api';

import { chunkSize, copyNumbers, type SourceColumn } from './row-source.ts';

/** The numbers of a row. */
export interface FactRow {
  /** The numbers of the texts of the row in their dictionaries. */
  readonly customer: number;
  readonly line: number;
  readonly extra: number;
  readonly active: number;
  readonly qualified: number;
}

/** The place of each number in a row. */
const places = { customer: 0, line: 1, extra: 2, active: 3, qualified: 4 } satisfies Record<
  keyof FactRow,
  number
>;
const width = 5;
/** How many rows a block holds, and that as a power of two. */
const blockBits = 14;
const blockSize = 2 ** blockBits;
const largest = 2 ** 31 - 1;
/** In place of the counts of a row, if one of them is larger. */
const isElsewhere = -1;

/**
 * Rows of numbers. The numbers of a row are adjacent, because rows are read in another order than they are added in.
 * Blocks avoid copying a growing array.
 */
export class FactRows {
  readonly #blocks: Int32Array[] = [];
  #block = new Int32Array();
  /** The rows with counts that 31 bits don't hold. */
  readonly #large = new Map<number, FactRow>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(row: FactRow): void {
    const first = (this.#size & (blockSize - 1)) * width;
    if (first === 0) this.#blocks.push((this.#block = new Int32Array(blockSize * width)));
    const isLarge = row.active > largest || row.qualified > largest;
    if (isLarge) this.#large.set(this.#size, row);
    this.#block[first] = row.customer;
    this.#block[first + places.line] = row.line;
    this.#block[first + places.extra] = row.extra;
    this.#block[first + places.active] = isLarge ? isElsewhere : row.active;
    this.#block[first + places.qualified] = isLarge ? isElsewhere : row.qualified;
    this.#size += 1;
  }

  at(index: number, name: keyof FactRow): number {
    const number = this.#blocks[index >>> blockBits]?.[(index & (blockSize - 1)) * width + places[name]] ?? 0;
    return number === isElsewhere ? (this.#large.get(index)?.[name] ?? number) : number;
  }

  column(name: keyof FactRow): SourceColumn {
    const isCount = name === 'active' || name === 'qualified';
    const numbers = isCount ? new Float64Array(chunkSize) : new Int32Array(chunkSize);
    const offset = places[name];
    const blocks = this.#blocks;
    return {
      type: isCount ? DOUBLE : INTEGER,
      fill: (chunk, position, first, order) => {
        const count = chunk.rowCount;
        for (let place = 0; place < count; place += 1) {
          const index = order === undefined ? first + place : (order[first + place] ?? 0);
          const number = blocks[index >>> blockBits]?.[(index & (blockSize - 1)) * width + offset] ?? 0;
          numbers[place] = number === isElsewhere ? this.at(index, name) : number;
        }
        copyNumbers(chunk, position, numbers);
      },
    };
  }

  /**
   * The indexes of all rows, ordered by customer; undefined if they are in that order.
   * @param ranks The rank of each customer, by its number.
   */
  orderBy(ranks: Uint32Array): Uint32Array | undefined {
    /** The position of the next row of each rank. */
    const next = new Uint32Array(ranks.length + 1);
    let isOrdered = true;
    let last = 0;
    for (let index = 0; index < this.#size; index += 1) {
      const rank = (ranks[this.at(index, 'customer')] ?? 0) + 1;
      next[rank] = (next[rank] ?? 0) + 1;
      isOrdered &&= last <= rank;
      last = rank;
    }
    if (isOrdered) return undefined;
    for (let rank = 1; rank < next.length; rank += 1) next[rank] = (next[rank] ?? 0) + (next[rank - 1] ?? 0);
    const order = new Uint32Array(this.#size);
    for (let index = 0; index < this.#size; index += 1) {
      const rank = ranks[this.at(index, 'customer')] ?? 0;
      const place = next[rank] ?? 0;
      order[place] = index;
      next[rank] = place + 1;
    }
    return order;
  }
}
