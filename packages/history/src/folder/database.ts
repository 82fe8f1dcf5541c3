import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';

import { HistoryError } from '../history-error.ts';
import type { ExportFormat } from '../store.ts';

interface SharedInstance {
  readonly instance: DuckDBInstance;
  connections: number;
}

/** A private in-memory DuckDB without network access. */
export class Database implements AsyncDisposable {
  readonly #shared: SharedInstance;
  readonly #connection: DuckDBConnection;
  readonly #running = new Set<Promise<unknown>>();
  #isClosed = false;

  private constructor(shared: SharedInstance, connection: DuckDBConnection) {
    this.#shared = shared;
    this.#connection = connection;
    shared.connections += 1;
  }

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<Database> {
    const instance = await DuckDBInstance.create(':memory:', {
      // Both would download extensions.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      memory_limit: '512MB',
      preserve_insertion_order: 'false',
      // For spilling beyond the memory limit. The default is a folder in the working directory.
      temp_directory: join(tmpdir(), `licenses-usage-history-${randomUUID()}`),
      ...settings,
    });
    const database = await Database.#connect({ instance, connections: 0 });
    // Dates are UTC on every machine and in every connection. Metadata is kept until its file changes.
    await database.run("set global TimeZone = 'UTC'; set global parquet_metadata_cache = true");
    return database;
  }

  /**
   * Opens another connection to the same database, with temporary tables of its own. Each connection is closed
   * separately.
   */
  fork(): Promise<Database> {
    return Database.#connect(this.#shared);
  }

  static async #connect(shared: SharedInstance): Promise<Database> {
    return new Database(shared, await shared.instance.connect());
  }

  /** @throws {HistoryError} when the database is closed, because its native code would crash the process. */
  get connection(): DuckDBConnection {
    if (this.#isClosed) throw closedHistory();
    return this.#connection;
  }

  async run(sql: string): Promise<void> {
    await this.select(sql);
  }

  /** The rows of a query. Sums are doubles, because the queries cast them. */
  async select(
    sql: string,
    values: readonly DuckDBValue[] = [],
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    // A list of values, even an empty one, costs another parsing of the statement.
    const run = values.length === 0 ? this.connection.run(sql) : this.connection.run(sql, [...values]);
    const running = run.then((result) => result.getRowObjectsJS());
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Writes the result of a query into a file. Returns the number of rows. */
  async copyTo(
    path: string,
    format: ExportFormat,
    sql: string,
    values: readonly DuckDBValue[],
  ): Promise<number> {
    const copied = await this.select(
      `copy (${format === 'csv' ? withoutFormulas(sql) : sql}) to ${literal(path)} (${formats[format]}, use_tmp_file false)`,
      values,
    );
    return Number(copied[0]?.['Count']);
  }

  /** Waits for running queries. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
    this.#connection.closeSync();
    this.#shared.connections -= 1;
    if (this.#shared.connections === 0) this.#shared.instance.closeSync();
  }
}

/** The error of a use after `close`. */
export function closedHistory(): HistoryError {
  return new HistoryError('input', 'The history is closed. Open it again to query it.');
}

const formats: Readonly<Record<ExportFormat, string>> = {
  parquet: 'format parquet, compression snappy',
  csv: 'format csv, header',
  ndjson: 'format json',
};

/**
 * Customers choose names, so text that a spreadsheet would read as a formula gets an apostrophe: OWASP's list of characters, and
 * their full-width forms.
 */
function withoutFormulas(sql: string): string {
  const text = 'columns(*)::varchar';
  const formula = String.raw`^[=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]`;
  return `select case when regexp_matches(${text}, '${formula}') then '''' || ${text} else ${text} end as '\\0' from (${sql})`;
}

/**
 * The options for a file of a folder, with these facts in its metadata. Snappy is the compression with the widest
 * support.
 */
export function parquetOptions(metadata: Readonly<Record<string, string>>): string {
  const entries = Object.entries(metadata).map(([name, value]) => `${name}: ${literal(value)}`);
  return `format parquet, compression snappy, row_group_size 65536, use_tmp_file false, kv_metadata {${entries.join(', ')}}`;
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
