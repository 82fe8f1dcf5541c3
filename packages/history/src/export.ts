import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { explainFileFailure, HistoryError } from './history-error.ts';
import type { HistoryKind } from './kinds.ts';
import { conditionsFor, requireTime, type HistoryWhere } from './questions/select.ts';
import type { ExportFormat, HistoryStore, SqlValue } from './store.ts';

/** What to export, and to which file. */
export interface ExportOptions {
  /** The format of the file. */
  readonly format: ExportFormat;
  /** The file to write. It appears when it is complete. */
  readonly out: string;
  /** Default: `usage`. */
  readonly kind?: HistoryKind | undefined;
  /** Which rows. Default: all of the kind. */
  readonly where?: HistoryWhere | undefined;
  /** Leaves out earlier rows. */
  readonly since?: string | Date | undefined;
}

const formats: readonly string[] = ['parquet', 'csv', 'ndjson'] satisfies readonly ExportFormat[];

/** Copies rows into one file. Returns their number. */
export async function exportSnapshots(store: HistoryStore, options: ExportOptions): Promise<number> {
  const { kind = 'usage', format, out, where, since } = options;
  if (!formats.includes(format))
    throw new HistoryError('input', `format: expected one of ${formats.join(', ')}. Nothing was written.`);
  const from = since === undefined ? -Infinity : requireTime('since', since);
  const snapshots = (await store.snapshots()).filter(
    (its) => its.kind === kind && Date.parse(its.processedDateTime) >= from,
  );
  const values: SqlValue[] = [];
  const conditions = conditionsFor({ where }, kind, values, store.tenantIdCaseOf(snapshots));
  const part = join(dirname(out), `.${randomBytes(8).toString('hex')}.part`);
  try {
    const sql = `select * from ${store.sourceOf(kind, snapshots)} r ${conditions}`;
    const rows = await store.copyTo(part, format, sql, values);
    await rename(part, out);
    return rows;
  } catch (error) {
    throw explainFileFailure(error, `Writing ${out}`);
  } finally {
    await rm(part, { force: true });
  }
}
