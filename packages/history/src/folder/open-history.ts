import { createHistory, type History } from '../history.ts';
import { HistoryError } from '../history-error.ts';
import type { SqlValue } from '../store.ts';
import type { QueryOptions, QueryResult } from './query.ts';

/** A history in a folder, which can also be queried with SQL. */
export type FolderHistory = History & {
  /**
   * Runs one `select` over the views `usage` and `deployment`. Their columns are named like the fields of the rows,
   * plus `partner` and `extra` (unknown fields, as JSON). Dates are UTC.
   *
   * Nothing else is reachable: no other file, no network, no writing. A query may use 512 MB and 60 seconds.
   * @throws {HistoryError} `query` when it is refused or fails.
   */
  query(sql: string, parameters?: readonly SqlValue[], options?: QueryOptions): Promise<QueryResult>;
};

/**
 * Opens the history in a folder: one Parquet file for each snapshot. The folder is created if it is missing. Any
 * number of programs may read and record concurrently.
 * @throws {HistoryError} when the folder can't be used.
 */
export async function openHistory(folder: string): Promise<FolderHistory> {
  if (typeof folder !== 'string' || folder === '')
    throw new HistoryError('input', `folder: expected a path, such as './history'. Nothing was opened.`);
  // DuckDB is loaded when the first history is opened.
  const [{ FolderStore }, { runQuery }] = await Promise.all([
    import('./folder-store.ts'),
    import('./query.ts'),
  ]);
  const store = await FolderStore.open(folder);
  return {
    ...createHistory(store),
    query: async (sql, parameters = [], options = {}) =>
      runQuery(folder, await store.snapshots(), sql, parameters, options),
  };
}
