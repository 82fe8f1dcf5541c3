import {
  DuckDBTableFunction,
  INTEGER,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBType,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

/** The most rows in a data chunk of DuckDB. */
export const chunkSize = 2_048;

/** A column of rows in memory. */
export interface SourceColumn {
  readonly type: DuckDBType;
  /**
   * Writes values into a column of a chunk, one for each of its rows.
   * @param first The place of the first row in the order of delivery.
   * @param order The index of the row at each place; undefined if it is the place itself.
   */
  fill(chunk: DuckDBDataChunk, column: number, first: number, order: Uint32Array | undefined): void;
}

/** Writes numbers into a column of a chunk, from its first row. Setting value by value takes several times as long. */
export function copyNumbers(
  chunk: DuckDBDataChunk,
  column: number,
  numbers: Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>,
): void {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  const size = chunk.rowCount * numbers.BYTES_PER_ELEMENT;
  duckdb.copy_data_to_vector(vector, 0, numbers.buffer, 0, size);
}

/** Rows in memory. */
export class SourceRows {
  readonly columns: ReadonlyMap<string, SourceColumn>;
  readonly size: number;
  /** The indexes of the rows in the order of delivery; undefined for ascending indexes. */
  readonly order: Uint32Array | undefined;

  constructor(columns: ReadonlyMap<string, SourceColumn>, size: number, order?: Uint32Array) {
    this.columns = columns;
    this.size = size;
    this.order = order;
  }
}

/**
 * Lets a database select from rows in JavaScript. DuckDB reads them chunk by chunk, without a table for them.
 */
export class RowSource {
  readonly #offered = new Map<unknown, SourceRows>();
  #last = 0;

  constructor(connection: DuckDBConnection) {
    connection.registerTableFunction(
      DuckDBTableFunction.create({
        name: 'offered_rows',
        parameterTypes: [INTEGER],
        bindFunction: (info) => {
          const rows = this.#offered.get(info.getParameter(0));
          if (rows === undefined) throw new Error('These rows are not offered.');
          for (const [name, { type }] of rows.columns) info.addResultColumn(name, type);
          info.setCardinality(rows.size, true);
          info.setBindData(rows);
        },
        initFunction: (info) => {
          const rows = info.getBindData();
          info.setMaxThreads(1);
          if (rows instanceof SourceRows) info.setInitData(new Scan(rows));
        },
        mainFunction: (info, output) => {
          const scan = info.getInitData();
          if (!(scan instanceof Scan)) throw new Error('The scan has not begun.');
          scan.writeTo(output);
        },
      }),
    );
  }

  /** Offers rows until the result is disposed of. */
  offer(rows: SourceRows): OfferedRows {
    const number = (this.#last += 1);
    this.#offered.set(number, rows);
    return {
      name: `offered_rows(${number})`,
      [Symbol.dispose]: () => this.#offered.delete(number),
    };
  }
}

/** Rows that a database can select from. */
export interface OfferedRows extends Disposable {
  /** The expression of SQL for them. */
  readonly name: string;
}

class Scan {
  readonly #rows: SourceRows;
  readonly #columns: readonly SourceColumn[];
  #done = 0;

  constructor(rows: SourceRows) {
    this.#rows = rows;
    this.#columns = [...rows.columns.values()];
  }

  /** Writes the next rows, or none at the end. */
  writeTo(output: DuckDBDataChunk): void {
    const { order, size } = this.#rows;
    const first = this.#done;
    const count = Math.min(chunkSize, size - first);
    this.#done += count;
    output.rowCount = count;
    if (count === 0) return;
    for (const [number, column] of this.#columns.entries()) column.fill(output, number, first, order);
  }
}
