import { DOUBLE, INTEGER, type DuckDBDataChunk, type DuckDBType } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

import { chunkBits, chunkSize, type SourceColumn } from './row-source.ts';

/** The numbers of a data chunk, so that it can be copied at once. Blocks avoid copying a growing array. */
type Block = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** The numbers of one column, in the smallest type that holds them. */
export class NumberColumn implements SourceColumn {
  /** The type of the numbers in DuckDB. */
  readonly type: DuckDBType;
  readonly #createBlock: () => Block;
  readonly #blocks: Block[] = [];
  #block: Block;
  /** The numbers of the last chunk that were not in one block. */
  #gathered: Block | undefined;
  #size = 0;

  private constructor(type: DuckDBType, createBlock: () => Block) {
    this.type = type;
    this.#createBlock = createBlock;
    this.#block = createBlock();
    this.#blocks.push(this.#block);
  }

  /** Creates a column of whole numbers up to 2³¹. */
  static ofIntegers(): NumberColumn {
    return new NumberColumn(INTEGER, () => new Int32Array(chunkSize));
  }

  static ofDoubles(): NumberColumn {
    return new NumberColumn(DOUBLE, () => new Float64Array(chunkSize));
  }

  get size(): number {
    return this.#size;
  }

  push(value: number): void {
    const index = this.#size & (chunkSize - 1);
    if (index === 0 && this.#size > 0) this.#blocks.push((this.#block = this.#createBlock()));
    this.#block[index] = value;
    this.#size += 1;
  }

  at(index: number): number {
    return this.#blocks[index >>> chunkBits]?.[index & (chunkSize - 1)] ?? 0;
  }

  toIntegers(): Int32Array {
    const numbers = new Int32Array(this.#size);
    for (const [index, block] of this.#blocks.entries()) {
      const first = index * chunkSize;
      numbers.set(block.subarray(0, this.#size - first), first);
    }
    return numbers;
  }

  fill(chunk: DuckDBDataChunk, column: number, first: number, order: Uint32Array | undefined): void {
    const block =
      order === undefined ? this.#blocks[first / chunkSize] : this.#gather(order, first, chunk.rowCount);
    if (block === undefined) throw new Error(`There is no block from row ${first}.`);
    // Setting a vector value by value takes several times as long.
    duckdb.copy_data_to_vector(
      duckdb.data_chunk_get_vector(chunk.chunk, column),
      0,
      block.buffer,
      0,
      chunk.rowCount * block.BYTES_PER_ELEMENT,
    );
  }

  #gather(order: Uint32Array, first: number, count: number): Block {
    const gathered = (this.#gathered ??= this.#createBlock());
    for (let place = 0; place < count; place += 1) gathered[place] = this.at(order[first + place] ?? 0);
    return gathered;
  }
}

/**
 * The indexes of all rows, ordered by customer; undefined if they are in that order.
 * @param customers The number of each row's customer.
 * @param ranks The rank of each customer, by its number.
 */
export function orderByRank(customers: Int32Array, ranks: Uint32Array): Uint32Array | undefined {
  /** The position of the next row of each rank. */
  const next = new Uint32Array(ranks.length + 1);
  let isOrdered = true;
  let last = 0;
  for (const customer of customers) {
    const rank = (ranks[customer] ?? 0) + 1;
    next[rank] = (next[rank] ?? 0) + 1;
    isOrdered &&= last <= rank;
    last = rank;
  }
  if (isOrdered) return undefined;
  for (let rank = 1; rank < next.length; rank += 1) next[rank] = (next[rank] ?? 0) + (next[rank - 1] ?? 0);
  const order = new Uint32Array(customers.length);
  for (let index = 0; index < customers.length; index += 1) {
    const rank = ranks[customers[index] ?? 0] ?? 0;
    const place = next[rank] ?? 0;
    order[place] = index;
    next[rank] = place + 1;
  }
  return order;
}
