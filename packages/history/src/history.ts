import { exportSnapshots, type ExportOptions } from './export.ts';
import { HistoryError } from './history-error.ts';
import type { HistoryRow } from './kinds.ts';
import type { RecordedClient } from './lists.ts';
import { askAtRisk, type AtRisk, type AtRiskOptions } from './questions/at-risk.ts';
import { askChanges, type Change, type ChangesOptions } from './questions/changes.ts';
import { askTrend, type TrendOptions, type TrendPoint } from './questions/trend.ts';
import {
  record,
  recordRows,
  type RecordOptions,
  type RecordResult,
  type RecordRowsOptions,
} from './record.ts';
import type { Snapshot } from './snapshot.ts';
import type { HistoryStore, Verification } from './store.ts';

/**
 * The recorded snapshots of licence usage and deployment, and the questions that they can answer.
 *
 * Percentages come from sums. Sums stay within a workload: one licence qualifies for several. A customer without rows
 * has no data, which is not 0. Every method rejects with a `HistoryError` that says what to do, or with what the
 * client, the database or the caller's abort reported.
 */
export type History = AsyncDisposing & {
  /** The folder, or the place of the database. */
  readonly place: string;
  /**
   * Reads the latest snapshots with `client`, and those of earlier weeks, and records them. Repeating it changes
   * nothing.
   */
  record(client: RecordedClient, options?: RecordOptions): Promise<RecordResult>;
  /** Records the rows of a complete list that was neither filtered nor grouped. */
  recordRows(
    batches: AsyncIterable<readonly HistoryRow[]> | Iterable<readonly HistoryRow[]>,
    options?: RecordRowsOptions,
  ): Promise<RecordResult>;
  /** The recorded snapshots, by partner, kind, service and date. */
  snapshots(): Promise<Snapshot[]>;
  /** The percentages over time, oldest first. */
  trend(options?: TrendOptions): Promise<TrendPoint[]>;
  /** What fell, rose, came or went between two snapshots, the largest difference first. */
  changes(options?: ChangesOptions): Promise<Change[]>;
  /** Customers that use few of their licences, the most unused licences first. */
  atRisk(options?: AtRiskOptions): Promise<AtRisk[]>;
  /** Writes rows into a file, which appears when it is complete. Returns their number. */
  export(options: ExportOptions): Promise<number>;
  /**
   * Removes the rows of one customer from every snapshot, for instance at the customer's request. Returns their
   * number.
   */
  forget(customerTenantId: string): Promise<number>;
  /** Reads every snapshot in full, and compares rows and sums with those at its recording. */
  verify(): Promise<Verification[]>;
  /** Waits for running operations and closes the history; `await using` does the same. May be called again. */
  close(): Promise<void>;
};

/** `Symbol.asyncDispose`, where the compiler knows it. */
type AsyncDisposing = typeof Symbol extends { readonly asyncDispose: infer Key extends symbol }
  ? { readonly [Name in Key]: () => Promise<void> }
  : unknown;

/** The methods of every history, for any store. */
export function createHistory(store: HistoryStore): History {
  return {
    place: store.place,
    record: (client, options = {}) => record(store, client, options),
    recordRows: (batches, options = {}) => recordRows(store, batches, options),
    snapshots: async () => (await store.snapshots()).toSorted(bySnapshot),
    trend: (options = {}) => askTrend(store, options),
    changes: (options = {}) => askChanges(store, options),
    atRisk: (options = {}) => askAtRisk(store, options),
    export: (options) => exportSnapshots(store, options),
    forget: async (customerTenantId) => store.forget(requireCustomer(customerTenantId)),
    verify: () => store.verify(),
    close: () => store.close(),
    [Symbol.asyncDispose]: () => store.close(),
  };
}

function bySnapshot(left: Snapshot, right: Snapshot): number {
  const keyOf = ({ partner, kind, serviceCode, processedDateTime }: Snapshot) =>
    [partner, kind, serviceCode ?? '', processedDateTime].join('\u0000');
  return keyOf(left) < keyOf(right) ? -1 : 1;
}

function requireCustomer(customerTenantId: unknown): string {
  if (typeof customerTenantId === 'string' && customerTenantId.trim() !== '') return customerTenantId;
  throw new HistoryError(
    'input',
    'customerTenantId: expected the tenant id of a customer. Nothing was removed.',
  );
}
