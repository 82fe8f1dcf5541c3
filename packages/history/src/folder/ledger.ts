import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { explainFileFailure, HistoryError, isHistoryError } from '../history-error.ts';
import type { HistoryKind } from '../kinds.ts';
import { nameOf, type Snapshot, type SnapshotKey } from '../snapshot.ts';
import type { TenantIdCase } from '../store.ts';
import { literal, type Database } from './database.ts';

/** Raised when older code can no longer read a file. */
const format = 1;
const prefix = /^(?:usage|deployment)_.*\.parquet$/;

/** What a file says of itself. */
export interface Ledger {
  readonly snapshot: Snapshot;
  readonly tenantIdCase: TenantIdCase;
}

export function fileNameOf(key: SnapshotKey): string {
  return `${nameOf(key)}.parquet`;
}

/** The description of a file in its own metadata, so that it can't be lost or disagree with the file. */
export function ledgerOf(
  key: SnapshotKey,
  sums: Pick<Snapshot, 'rows' | 'active' | 'qualified'>,
  tenantIdCase: TenantIdCase,
): Record<string, string> {
  const { partner, kind, serviceCode, processedDateTime } = key;
  const { rows, active, qualified } = sums;
  const ledger = {
    format,
    partner,
    kind,
    serviceCode,
    processedDateTime,
    rows,
    active,
    qualified,
    tenantIdCase,
  };
  return { licenses_usage: JSON.stringify(ledger) };
}

/** A value that changes when a file is replaced. A rename keeps it. */
export function versionOf({ ino, size, mtimeMs }: Stats): string {
  return [ino, size, mtimeMs].join(' ');
}

/** The files of a folder that are named like snapshots, with their versions. */
export async function listFiles(
  folder: string,
): Promise<readonly { readonly file: string; readonly version: string }[]> {
  try {
    const names = (await readdir(folder)).filter((name) => prefix.test(name)).sort();
    const found = [];
    for (const name of names) {
      const file = join(folder, name);
      found.push({ file, version: versionOf(await stat(file)) });
    }
    return found;
  } catch (error) {
    throw explainFileFailure(error, `Listing the history in ${folder}`);
  }
}

/**
 * Reads the ledger of a file.
 * @throws {HistoryError} `damaged` when it is not a snapshot of this package, `newer-format` when a later version
 * wrote it.
 */
export async function readLedger(database: Database, file: string): Promise<Ledger> {
  const found = await database
    .select(
      `select decode(value) as value from parquet_kv_metadata(${literal(file)}) where decode(key) = 'licenses_usage'`,
    )
    .catch((error: unknown) => {
      if (isHistoryError(error)) throw error;
      throw damaged(file, 'it is not a readable Parquet file', error);
    });
  const text = found[0]?.['value'];
  if (typeof text !== 'string') throw damaged(file, 'it does not say which snapshot it holds');
  const ledger = parse(text);
  if (typeof ledger?.['format'] === 'number' && ledger['format'] > format)
    throw new HistoryError(
      'newer-format',
      `${file} has format ${ledger['format']}, and this version reads up to ${format}. Update @licenses-usage/history.`,
    );
  const snapshot = toSnapshot(ledger, file);
  if (snapshot === undefined) throw damaged(file, 'its metadata is incomplete');
  const { tenantIdCase } = ledger ?? {};
  // Files of earlier versions lack it.
  return {
    snapshot,
    tenantIdCase: tenantIdCase === 'lower' || tenantIdCase === 'upper' ? tenantIdCase : 'mixed',
  };
}

export function damaged(file: string, why: string, cause?: unknown): HistoryError {
  return new HistoryError(
    'damaged',
    `${file} can't be used: ${why}. Move it away and record that snapshot again; \`verify\` names every such file.`,
    { cause },
  );
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function toSnapshot(
  ledger: Readonly<Record<string, unknown>> | undefined,
  file: string,
): Snapshot | undefined {
  const { partner, kind, serviceCode, processedDateTime, rows, active, qualified } = ledger ?? {};
  const isComplete =
    typeof partner === 'string' &&
    isKind(kind) &&
    (typeof serviceCode === 'string' || serviceCode === null) &&
    typeof processedDateTime === 'string' &&
    typeof rows === 'number' &&
    typeof active === 'number' &&
    typeof qualified === 'number';
  return isComplete
    ? { partner, kind, serviceCode, processedDateTime, rows, active, qualified, file }
    : undefined;
}

function isKind(value: unknown): value is HistoryKind {
  return value === 'usage' || value === 'deployment';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
