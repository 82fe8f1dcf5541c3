import { DuckDBDataChunk, DOUBLE, INTEGER, type DuckDBAppender, type DuckDBValue } from '@duckdb/node-api';

import { kinds, type HistoryKind } from '../kinds.ts';
import type { Fact } from '../read-fact.ts';
import type { SnapshotKey } from '../snapshot.ts';
import { literal, parquetOptions, type Database } from './database.ts';
import { Dictionary } from './dictionary.ts';

/** What a data chunk of DuckDB holds at most. */
const chunkSize = 2_048;
const types = [INTEGER, INTEGER, INTEGER, DOUBLE, DOUBLE];

/**
 * The rows of one snapshot on their way into a file. A row is appended as five short values, and its texts are joined when
 * the file is written: appending twelve texts a row costs five times the CPU.
 */
export class FactTable implements AsyncDisposable {
  readonly #kind: HistoryKind;
  readonly #database: Database;
  readonly #appender: DuckDBAppender;
  readonly #customers: Dictionary;
  readonly #lines: Dictionary;
  readonly #extras: Dictionary;
  /** The number of a row that has no unknown fields, as nearly all rows. */
  readonly #noExtra: number;
  #columns: DuckDBValue[][] = types.map(() => []);
  rows = 0;
  active = 0;
  qualified = 0;

  private constructor(
    kind: HistoryKind,
    database: Database,
    appender: DuckDBAppender,
    dictionaries: Record<'customers' | 'lines' | 'extras', Dictionary>,
  ) {
    this.#kind = kind;
    this.#database = database;
    this.#appender = appender;
    this.#customers = dictionaries.customers;
    this.#lines = dictionaries.lines;
    this.#extras = dictionaries.extras;
    this.#noExtra = this.#extras.numberOf({ extra: null });
  }

  /** Takes over a connection, whose temporary tables it uses. */
  static async create(kind: HistoryKind, database: Database): Promise<FactTable> {
    const customers = new Dictionary(kinds[kind].customer);
    const lines = new Dictionary(kinds[kind].line);
    const extras = new Dictionary(['extra']);
    await database.run(
      `create temp table facts (customer integer, line integer, extra integer, active double, qualified double);
       create temp table customers (${customers.tableColumns});
       create temp table lines (${lines.tableColumns});
       create temp table extras (${extras.tableColumns})`,
    );
    const appender = await database.connection.createAppender('facts');
    return new FactTable(kind, database, appender, { customers, lines, extras });
  }

  add(fact: Fact): void {
    const [customers, lines, extras, active, qualified] = this.#columns;
    customers?.push(this.#customers.numberOf(fact.fields));
    lines?.push(this.#lines.numberOf(fact.fields));
    extras?.push(fact.extra === null ? this.#noExtra : this.#extras.numberOf({ extra: fact.extra }));
    active?.push(fact.active);
    qualified?.push(fact.qualified);
    this.rows += 1;
    this.active += fact.active;
    this.qualified += fact.qualified;
    if (customers?.length === chunkSize) this.#flush();
  }

  /** Writes all rows into a Parquet file. Their order is not kept. */
  async writeTo(path: string, key: SnapshotKey, metadata: Readonly<Record<string, string>>): Promise<void> {
    this.#flush();
    this.#appender.flushSync();
    await this.#customers.writeTo(this.#database.connection, 'customers');
    await this.#lines.writeTo(this.#database.connection, 'lines');
    await this.#extras.writeTo(this.#database.connection, 'extras');
    const { customer, line, active, qualified } = kinds[this.#kind];
    const serviceCode = key.serviceCode === null ? 'null::varchar' : literal(key.serviceCode);
    await this.#database.run(
      `copy (
        select ${literal(key.partner)} as "partner",
          ${literal(new Date(key.processedDateTime).toISOString())}::timestamptz as "processedDateTime",
          ${serviceCode} as "serviceCode",
          ${[...customer, ...line].map((column) => `"${column}"`).join(', ')},
          facts.active::bigint as "${active}", facts.qualified::bigint as "${qualified}", extras.extra as "extra"
        from facts join customers on customers.id = facts.customer join lines on lines.id = facts.line join extras on extras.id = facts.extra
      ) to ${literal(path)} (${parquetOptions(metadata)})`,
    );
  }

  #flush(): void {
    const size = this.#columns[0]?.length ?? 0;
    if (size === 0) return;
    const chunk = DuckDBDataChunk.create(types, size);
    chunk.setColumns(this.#columns);
    this.#appender.appendDataChunk(chunk);
    this.#columns = types.map(() => []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#appender.closeSync();
    await this.#database[Symbol.asyncDispose]();
  }
}
