import type { HistoryKind } from './kinds.ts';
import type { Fact } from './read-fact.ts';
import type { Snapshot, SnapshotKey } from './snapshot.ts';

/** What a file of exported rows looks like. */
export type ExportFormat = 'parquet' | 'csv' | 'ndjson';

/** What was found out about one snapshot. */
export interface Verification {
  /** The file, or the name of the snapshot in Postgres. */
  readonly name: string;
  /** What it says of itself; undefined where it says nothing that can be read. */
  readonly snapshot: Snapshot | undefined;
  /** What is wrong with it, in a sentence; undefined where it is sound. */
  readonly fault: string | undefined;
}

/** A value of a query's parameter. */
export type SqlValue = string | number | boolean | null;

/** Where snapshots are kept. What is asked of them is the same SQL in every place. */
export interface HistoryStore {
  /** Where this is, for messages. */
  readonly place: string;
  /** The snapshots that were recorded whole. */
  snapshots(): Promise<readonly Snapshot[]>;
  /** Opens a snapshot to be written. It is seen by nobody before it is committed. */
  begin(key: SnapshotKey): Promise<SnapshotWriter>;
  /** The rows of these snapshots, as something to select from. */
  sourceOf(kind: HistoryKind, snapshots: readonly Snapshot[]): string;
  /** Writes what a query selects into a file. Returns the number of rows. */
  copyTo(path: string, format: ExportFormat, sql: string, values: readonly SqlValue[]): Promise<number>;
  /** Removes the rows of one customer from every snapshot. Returns how many. */
  forget(customerTenantId: string): Promise<number>;
  /** Reads every snapshot whole, and compares it with what it says of itself. */
  verify(): Promise<Verification[]>;
  select(sql: string, values: readonly SqlValue[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

/** A snapshot on its way into a store. */
export interface SnapshotWriter extends AsyncDisposable {
  add(fact: Fact): void;
  /** Waits until what was added is taken over, so that it need not be held. */
  flush(): Promise<void>;
  /** Puts the snapshot in place of one of the same key, whole or not at all. Durable when it resolves. */
  commit(): Promise<Snapshot>;
}
