import { DOUBLE, INTEGER, type DuckDBType } from '@duckdb/node-api';

/** The size of a block of numbers, as a power of two. Blocks avoid copying a growing array. */
const blockBits = 10;
const blockSize = 2 ** blockBits;

type Block = Int32Array | Float64Array;

/** The numbers of one column, in the smallest type that holds them. */
export class NumberColumn {
  /** The type of the numbers in DuckDB. */
  readonly type: DuckDBType;
  readonly #createBlock: () => Block;
  readonly #blocks: Block[] = [];
  #block: Block;
  #size = 0;

  private constructor(type: DuckDBType, createBlock: () => Block) {
    this.type = type;
    this.#createBlock = createBlock;
    this.#block = createBlock();
    this.#blocks.push(this.#block);
  }

  /** Creates a column of whole numbers up to 2³¹. */
  static ofIntegers(): NumberColumn {
    return new NumberColumn(INTEGER, () => new Int32Array(blockSize));
  }

  static ofDoubles(): NumberColumn {
    return new NumberColumn(DOUBLE, () => new Float64Array(blockSize));
  }

  get size(): number {
    return this.#size;
  }

  push(value: number): void {
    const index = this.#size % blockSize;
    if (index === 0 && this.#size > 0) this.#blocks.push((this.#block = this.#createBlock()));
    this.#block[index] = value;
    this.#size += 1;
  }

  at(index: number): number {
    return this.#blocks[index >>> blockBits]?.[index % blockSize] ?? 0;
  }
}

/**
 * The indexes of all rows, ordered by customer.
 * @param customers The number of each row's customer.
 * @param ranks The rank of each customer, by its number.
 */
export function orderByRank(customers: NumberColumn, ranks: Uint32Array): Uint32Array {
  /** The position of the next row of each rank. */
  const next = new Uint32Array(ranks.length + 1);
  const rankOf = (index: number) => ranks[customers.at(index)] ?? 0;
  for (let index = 0; index < customers.size; index += 1) {
    const rank = rankOf(index) + 1;
    next[rank] = (next[rank] ?? 0) + 1;
  }
  for (let rank = 1; rank < next.length; rank += 1) next[rank] = (next[rank] ?? 0) + (next[rank - 1] ?? 0);
  const order = new Uint32Array(customers.size);
  for (let index = 0; index < customers.size; index += 1) {
    const rank = rankOf(index);
    const place = next[rank] ?? 0;
    order[place] = index;
    next[rank] = place + 1;
  }
  return order;
}
