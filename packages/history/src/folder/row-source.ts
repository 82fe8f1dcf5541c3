import { DuckDBTableFunction, INTEGER, type DuckDBConnection, type DuckDBDataChunk } from '@duckdb/node-api';

import type { NumberColumn } from './number-column.ts';

/** The most rows in a data chunk of DuckDB. */
const chunkSize = 2_048;

/** Rows of numbers in memory, in the order of writing. */
export class OrderedRows {
  readonly columns: ReadonlyMap<string, NumberColumn>;
  readonly order: Uint32Array;

  /** @param order The indexes of the rows. */
  constructor(columns: ReadonlyMap<string, NumberColumn>, order: Uint32Array) {
    this.columns = columns;
    this.order = order;
  }
}

/**
 * Lets a database select from rows in JavaScript: `recorded_rows(7)` are the rows offered as number 7. DuckDB reads
 * them chunk by chunk as it writes, without a table for them.
 */
export class RowSource {
  readonly #offered = new Map<unknown, OrderedRows>();
  #last = 0;

  constructor(connection: DuckDBConnection) {
    connection.registerTableFunction(
      DuckDBTableFunction.create({
        name: 'recorded_rows',
        parameterTypes: [INTEGER],
        bindFunction: (info) => {
          const rows = this.#offered.get(info.getParameter(0));
          if (rows === undefined) throw new Error('These rows are not offered.');
          for (const [name, { type }] of rows.columns) info.addResultColumn(name, type);
          info.setCardinality(rows.order.length, true);
          info.setBindData(rows);
        },
        initFunction: (info) => {
          const rows = info.getBindData();
          info.setMaxThreads(1);
          if (rows instanceof OrderedRows) info.setInitData(new Scan(rows));
        },
        mainFunction: (info, output) => {
          const scan = info.getInitData();
          if (!(scan instanceof Scan)) throw new Error('The scan has not begun.');
          scan.writeTo(output);
        },
      }),
    );
  }

  /** Offers rows while `use` runs. `use` gets their number. */
  async offer(rows: OrderedRows, use: (number: number) => Promise<void>): Promise<void> {
    this.#last += 1;
    const number = this.#last;
    this.#offered.set(number, rows);
    try {
      await use(number);
    } finally {
      this.#offered.delete(number);
    }
  }
}

class Scan {
  readonly #columns: readonly NumberColumn[];
  readonly #order: Uint32Array;
  #done = 0;

  constructor({ columns, order }: OrderedRows) {
    this.#columns = [...columns.values()];
    this.#order = order;
  }

  /** Writes the next rows, or none at the end. */
  writeTo(output: DuckDBDataChunk): void {
    const indexes = this.#order.subarray(this.#done, this.#done + chunkSize);
    this.#done += indexes.length;
    output.rowCount = indexes.length;
    if (indexes.length === 0) return;
    for (const [number, column] of this.#columns.entries()) {
      const vector = output.getColumnVector(number);
      for (const [place, index] of indexes.entries()) vector.setItem(place, column.at(index));
      vector.flush();
    }
  }
}
