import { HistoryError } from './history-error.ts';
import type { HistoryKind, HistoryRow } from './kinds.ts';
import { lists, type RecordedClient } from './lists.ts';
import { createFactReader } from './read-fact.ts';
import { nameOf, requirePartner, type Snapshot, type SnapshotKey } from './snapshot.ts';
import type { HistoryStore, SnapshotWriter } from './store.ts';

interface Recorded {
  /** The partner that the rows belong to. Default: `'partner'`. */
  readonly partner?: string | undefined;
  /** What happens to a snapshot that is already recorded: `keep` (default) or `replace`. */
  readonly existing?: 'keep' | 'replace' | undefined;
  /** Ends the recording, which rejects with the signal's own reason. Complete snapshots are kept. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** What to record, and how to report progress. */
export interface RecordOptions extends Recorded {
  /** What to record. Default: `['usage']`. */
  readonly kinds?: readonly HistoryKind[] | undefined;
  /** How many weekly snapshots to record, including the latest. Default: 1. */
  readonly weeks?: number | undefined;
  /** Called after each batch of rows. */
  readonly onProgress?: ((progress: RecordProgress) => void) | undefined;
}

/** How to record rows that were read elsewhere. */
export interface RecordRowsOptions extends Recorded {
  /** What the rows are about. Default: `'usage'`. */
  readonly kind?: HistoryKind | undefined;
}

/** The progress of a recording. */
export interface RecordProgress {
  /** The kind that is being read. */
  readonly kind: HistoryKind;
  /** The requested day; undefined while the latest one is read. */
  readonly processedDateTime: string | undefined;
  /** Rows read so far, of all snapshots of this recording. */
  readonly rows: number;
}

/** The result of a recording. */
export interface RecordResult {
  /** The snapshots that were recorded or replaced. */
  readonly recorded: readonly Snapshot[];
  /** The snapshots that were already recorded, and were kept. */
  readonly kept: readonly SnapshotKey[];
  /** The days without rows: no data, which is not the same as no usage. */
  readonly empty: readonly {
    /** The requested kind. */
    readonly kind: HistoryKind;
    /** The requested day; undefined for the latest one. */
    readonly processedDateTime: string | undefined;
  }[];
}

const week = 7 * 24 * 60 * 60 * 1_000;

/** Reads and records the latest snapshots, and those of earlier weeks. */
export async function record(
  store: HistoryStore,
  client: RecordedClient,
  options: RecordOptions,
): Promise<RecordResult> {
  const { abortSignal, onProgress, weeks = 1, kinds = ['usage'] } = options;
  const partner = requirePartner(options.partner ?? 'partner');
  const replaces = requireExisting(options.existing) === 'replace';
  if (!Number.isInteger(weeks) || weeks < 1)
    throw new HistoryError('input', 'weeks: expected a whole number from 1. Nothing was asked.');
  const result: MutableResult = { recorded: [], kept: [], empty: [] };
  const snapshots = await store.snapshots();
  const there = new Set(snapshots.map(nameOf));
  /** The snapshots that are not recorded again. */
  const kept = replaces ? new Set<string>() : there;
  let rows = 0;

  /** Reads the rows of one day, and commits them after the last one. */
  async function walk(kind: HistoryKind, processedDateTime: string | undefined): Promise<SnapshotKey[]> {
    const found = lists[kind].batches(client, processedDateTime, abortSignal);
    const keys = await keep(
      store,
      { kind, partner, there: kept, result },
      told(found, kind, processedDateTime),
    );
    if (keys.length === 0) result.empty.push({ kind, processedDateTime });
    return keys;
  }

  async function* told(
    batches: AsyncIterable<readonly HistoryRow[]>,
    kind: HistoryKind,
    processedDateTime: string | undefined,
  ) {
    for await (const batch of batches) {
      rows += batch.length;
      onProgress?.({ kind, processedDateTime, rows });
      yield batch;
    }
  }

  for (const kind of kinds) {
    const canKeep = !replaces && snapshots.some((its) => its.kind === kind && its.partner === partner);
    const latest = canKeep ? await latestKeys(client, kind, partner, abortSignal) : undefined;
    const isKept = latest !== undefined && latest.length > 0 && latest.every((key) => there.has(nameOf(key)));
    if (isKept) result.kept.push(...latest);
    const keys = isKept ? latest : await walk(kind, undefined);
    for (let back = 1; back < weeks; back += 1) {
      const wanted = keys.map((key) => ({
        ...key,
        processedDateTime: weeksBefore(key.processedDateTime, back),
      }));
      for (const day of new Set(wanted.map((key) => key.processedDateTime))) {
        const ofDay = wanted.filter((key) => key.processedDateTime === day);
        if (!replaces && ofDay.every((key) => there.has(nameOf(key)))) result.kept.push(...ofDay);
        else await walk(kind, day);
      }
    }
  }
  return result;
}

/** Records rows that were read elsewhere. They must be complete, and neither filtered nor grouped. */
export async function recordRows(
  store: HistoryStore,
  batches: AsyncIterable<readonly HistoryRow[]> | Iterable<readonly HistoryRow[]>,
  options: RecordRowsOptions,
): Promise<RecordResult> {
  const { abortSignal, kind = 'usage' } = options;
  const partner = requirePartner(options.partner ?? 'partner');
  const replaces = requireExisting(options.existing) === 'replace';
  const result: MutableResult = { recorded: [], kept: [], empty: [] };
  async function* untilAborted() {
    for await (const batch of batches) {
      abortSignal?.throwIfAborted();
      yield batch;
    }
  }
  const there = replaces ? new Set<string>() : new Set((await store.snapshots()).map(nameOf));
  const keys = await keep(store, { kind, partner, there, result }, untilAborted());
  if (keys.length === 0) result.empty.push({ kind, processedDateTime: undefined });
  return result;
}

interface MutableResult {
  readonly recorded: Snapshot[];
  readonly kept: SnapshotKey[];
  readonly empty: { readonly kind: HistoryKind; readonly processedDateTime: string | undefined }[];
}

interface Keeping {
  readonly kind: HistoryKind;
  readonly partner: string;
  /** The names of the snapshots that stay unchanged. Each kept or recorded one is added. */
  readonly there: Set<string>;
  readonly result: MutableResult;
}

/**
 * Sorts rows into their snapshots, and commits these after the last row. If the rows end early, nothing is recorded.
 * Returns the keys of the rows.
 */
async function keep(
  store: HistoryStore,
  keeping: Keeping,
  batches: AsyncIterable<readonly HistoryRow[]>,
): Promise<SnapshotKey[]> {
  const { kind, partner, there, result } = keeping;
  const readFact = createFactReader(kind);
  const open: { readonly key: SnapshotKey; readonly writer: SnapshotWriter }[] = [];
  let current: (typeof open)[number] | undefined;
  try {
    for await (const batch of batches) {
      for (const row of batch) {
        // Rows of one snapshot are mostly adjacent.
        if (current === undefined || !isOf(row, current.key)) {
          current = open.find(({ key }) => isOf(row, key));
          if (current === undefined) {
            const key = keyOf(row, kind, partner);
            open.push((current = { key, writer: await store.begin(key) }));
          }
        }
        current.writer.add(readFact(row));
      }
      for (const { writer } of open) await writer.flush();
    }
    for (const { key, writer } of open) {
      if (there.has(nameOf(key))) result.kept.push(key);
      else result.recorded.push(await writer.commit());
      there.add(nameOf(key));
    }
    return open.map(({ key }) => key);
  } finally {
    for (const { writer } of open) await writer[Symbol.asyncDispose]();
  }
}

function isOf(row: HistoryRow, key: SnapshotKey): boolean {
  return row.processedDateTime === key.processedDateTime && row.serviceCode === key.serviceCode;
}

function keyOf(
  { serviceCode, processedDateTime }: HistoryRow,
  kind: HistoryKind,
  partner: string,
): SnapshotKey {
  if (processedDateTime === null || Number.isNaN(Date.parse(processedDateTime)))
    throw new HistoryError(
      'input',
      'A row has no processedDateTime, so it belongs to no snapshot. Grouped rows have none; record rows that are not grouped. Nothing was recorded.',
    );
  return { partner, kind, serviceCode, processedDateTime };
}

/**
 * The keys of the latest snapshots, from one row of each service, which is much less than all rows. Undefined if that
 * is not conclusive.
 */
async function latestKeys(
  client: RecordedClient,
  kind: HistoryKind,
  partner: string,
  abortSignal: AbortSignal | undefined,
): Promise<readonly SnapshotKey[] | undefined> {
  const { services, first } = lists[kind];
  const keys = [];
  for (const serviceCode of await services(client, abortSignal)) {
    if (serviceCode === null) return undefined;
    const filter = `serviceCode eq '${serviceCode.replaceAll("'", "''")}'`;
    const row = await first(client, filter, abortSignal);
    if (row === undefined) return undefined;
    keys.push(keyOf(row, kind, partner));
  }
  return keys;
}

function weeksBefore(processedDateTime: string, weeks: number): string {
  return new Date(Date.parse(processedDateTime) - weeks * week).toISOString().replace('.000Z', 'Z');
}

function requireExisting(existing: unknown): 'keep' | 'replace' {
  if (existing === undefined || existing === 'keep' || existing === 'replace') return existing ?? 'keep';
  throw new HistoryError('input', `existing: expected 'keep' or 'replace'. Nothing was recorded.`);
}
