import type { HistoryKind } from './kinds.ts';
import type { Fact } from './read-fact.ts';
import type { Snapshot, SnapshotKey } from './snapshot.ts';

/** The format of a file of exported rows. */
export type ExportFormat = 'parquet' | 'csv' | 'ndjson';

/** The verification of one snapshot. */
export interface Verification {
  /** The file, or the name of the snapshot in Postgres. */
  readonly name: string;
  /** The recorded facts; undefined if they can't be read. */
  readonly snapshot: Snapshot | undefined;
  /** The fault, as a sentence; undefined if there is none. */
  readonly fault: string | undefined;
}

/**
 * How tenant ids of customers are written, where all of them are written in one way. The service does, mostly, and a comparison
 * that takes this into account need not look at every row.
 */
export type TenantIdCase = 'lower' | 'upper' | 'mixed';

/** A value of a query's parameter. */
export type SqlValue = string | number | boolean | null;

/** A store of snapshots. Questions use the same SQL in every store. */
export interface HistoryStore {
  /** The place of the store, for messages. */
  readonly place: string;
  /** The completely recorded snapshots. */
  snapshots(): Promise<readonly Snapshot[]>;
  /** Opens a snapshot for writing. It is invisible until it is committed. */
  begin(key: SnapshotKey): Promise<SnapshotWriter>;
  /** The rows of these snapshots, as an SQL source. */
  sourceOf(kind: HistoryKind, snapshots: readonly Snapshot[]): string;
  /** How the rows of these snapshots write the tenant ids of customers. */
  tenantIdCaseOf(snapshots: readonly Snapshot[]): TenantIdCase;
  /** A condition that is true where two expressions are equal or both null. A full join can use it. */
  sameOrNull(left: string, right: string): string;
  /** Writes the result of a query into a file. Returns the number of rows. */
  copyTo(path: string, format: ExportFormat, sql: string, values: readonly SqlValue[]): Promise<number>;
  /** Removes the rows of one customer from every snapshot. Returns their number. */
  forget(customerTenantId: string): Promise<number>;
  /** Reads every snapshot in full, and compares it with its recorded facts. */
  verify(): Promise<Verification[]>;
  select(sql: string, values: readonly SqlValue[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

/** A snapshot that is being written. */
export interface SnapshotWriter extends AsyncDisposable {
  add(fact: Fact): void;
  /** Waits until the added rows have been written, so that they need not be held. */
  flush(): Promise<void>;
  /** Atomically replaces a snapshot of the same key. Durable when it resolves. */
  commit(): Promise<Snapshot>;
}
