import { createHistory, type History } from '../history.ts';
import { migrate } from './migrate.ts';
import type { PostgresPool } from './pool.ts';
import { PostgresStore } from './postgres-store.ts';

export type { History } from '../history.ts';
export type { PostgresClient, PostgresPool } from './pool.ts';

/**
 * Opens the history in the schema `licenses_usage` of a Postgres database (15 or newer), and creates or updates the
 * schema. `pool` is a `Pool` of `pg`, which you close yourself. A recording uses one connection for each service in
 * the answer, and one more.
 *
 * Its user needs `create` on the database once, to create the schema. Afterwards `usage` on the schema and its
 * sequences and `select`, `insert` and `delete` on its tables are enough to record; `select` to ask; `update` on
 * `snapshots` to forget.
 * @throws {HistoryError} `newer-format` when a later version of this package has changed the schema.
 */
export async function openPostgresHistory(pool: PostgresPool): Promise<History> {
  await migrate(pool);
  return createHistory(new PostgresStore(pool));
}
