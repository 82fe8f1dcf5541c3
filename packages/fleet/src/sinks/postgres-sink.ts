import type { CustomerUsage } from '../customer-usage.ts';
import { FleetError } from '../fleet-error.ts';
import type { FleetSink } from './sink.ts';

/** The part of a `pg` `Pool` that is used. */
export interface PostgresPool {
  /** Runs one statement. */
  query(
    text: string,
    values?: unknown[],
  ): Promise<{
    /** The rows found. */
    rows: Record<string, unknown>[];
  }>;
}

/** The options of a Postgres sink. */
export interface PostgresSinkOptions {
  /** A pool of `pg`. It stays open; its owner closes it. */
  readonly pool: PostgresPool;
  /** The table, created if it is missing. Default: `licenses_usage_scan`. */
  readonly table?: string | undefined;
}

/** A sink whose rows can be read back. */
export interface PostgresSink extends FleetSink {
  /** Yields the usage of each customer of a scan, in the order of their ids. */
  read(scan: string): AsyncGenerator<CustomerUsage, void, undefined>;
}

const rowsPerQuery = 500;

/**
 * Keeps the usage of customers in a table of Postgres, one row for each scan and customer, with the items as `jsonb`.
 * A repeated customer replaces its earlier row.
 *
 * ```sql
 * select customer_id, item ->> 'workloadName', (item ->> 'licensesActive')::int
 * from licenses_usage_scan, jsonb_array_elements(items) as item where scan = 'contoso'
 * ```
 *
 * @throws {FleetError} `input` for an invalid table name.
 */
export async function createPostgresSink(options: PostgresSinkOptions): Promise<PostgresSink> {
  const { pool, table = 'licenses_usage_scan' } = options;
  const name = requireTable(table);
  await makeTable(pool, name);
  return {
    async save({ customerId, totalCount, items }, scan) {
      await pool.query(
        `insert into ${name} (scan, customer_id, total_count, items) values ($1, $2, $3, $4::jsonb)
         on conflict (scan, customer_id)
         do update set total_count = excluded.total_count, items = excluded.items, saved_at = now()`,
        [scan, customerId, totalCount, JSON.stringify(items)],
      );
    },
    async *read(scan) {
      let after = '';
      for (;;) {
        const { rows } = await pool.query(
          `select customer_id, total_count, items from ${name}
           where scan = $1 and customer_id > $2 order by customer_id limit ${rowsPerQuery}`,
          [scan, after],
        );
        for (const row of rows) {
          const usage = readRow(row);
          after = usage.customerId;
          yield usage;
        }
        if (rows.length < rowsPerQuery) return;
      }
    },
  };
}

/** Workers may start together, and two that create one table at the same time would conflict. */
async function makeTable(pool: PostgresPool, name: string): Promise<void> {
  const statement = `create table if not exists ${name} (
    scan text not null,
    customer_id text not null,
    total_count integer not null,
    items jsonb not null,
    saved_at timestamptz not null default now(),
    primary key (scan, customer_id)
  )`;
  const exists = await pool.query('select to_regclass($1) as found', [name]);
  if (exists.rows[0]?.['found'] !== null) return;
  await pool.query(statement).catch(async (error: unknown) => {
    const again = await pool.query('select to_regclass($1) as found', [name]);
    if (again.rows[0]?.['found'] === null) throw error;
  });
}

function requireTable(table: string): string {
  if (/^[a-z_][a-z0-9_]{0,62}(\.[a-z_][a-z0-9_]{0,62})?$/.test(table)) return table;
  throw new FleetError(
    'input',
    `table: expected a name of small letters, digits and underscores, with or without a schema, received "${table}". ` +
      'For example: "licenses_usage_scan".',
  );
}

function readRow(row: Record<string, unknown>): CustomerUsage {
  const { customer_id: customerId, total_count: totalCount, items } = row;
  const usage: unknown = { customerId, status: 'ok', totalCount, items };
  if (isUsage(usage)) return usage;
  throw new FleetError(
    'input',
    'Read a saved row: it is not one that this sink has written. Use a table of its own.',
  );
}

function isUsage(value: unknown): value is CustomerUsage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'customerId' in value &&
    typeof value.customerId === 'string' &&
    'totalCount' in value &&
    typeof value.totalCount === 'number' &&
    'items' in value &&
    Array.isArray(value.items)
  );
}
