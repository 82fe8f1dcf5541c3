import { HistoryError } from './history-error.ts';
import type { HistoryKind } from './kinds.ts';

/**
 * What identifies a snapshot. The services in one answer may have different dates, so each is a snapshot of its own.
 */
export interface SnapshotKey {
  /** The name of the partner at its recording. */
  readonly partner: string;
  /** Usage or deployment. */
  readonly kind: HistoryKind;
  /** `serviceCode` of the rows; null when the service did not say. */
  readonly serviceCode: string | null;
  /** `processedDateTime` of the rows, as the client delivers it: UTC, with `Z`. */
  readonly processedDateTime: string;
}

/** A snapshot that was recorded completely. */
export interface Snapshot extends SnapshotKey {
  /** How many rows it has. */
  readonly rows: number;
  /** Sum of active (or deployed) licences over all rows: a checksum, not a figure to show. */
  readonly active: number;
  /** Sum of qualified (or sold) licences over all rows: a checksum, not a figure to show. */
  readonly qualified: number;
  /** The file that holds it; undefined in Postgres. */
  readonly file?: string | undefined;
}

/** A unique name for a key. */
export function nameOf({ partner, kind, serviceCode, processedDateTime }: SnapshotKey): string {
  const stamp = new Date(processedDateTime).toISOString();
  const date = stamp.endsWith('T00:00:00.000Z') ? stamp.slice(0, 10) : stamp.replaceAll(':', '-');
  return [kind, encode(partner), serviceCode === null ? '' : encode(serviceCode), date].join('_');
}

/** Percent-encodes separators, and characters that file systems don't accept. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[_*'()!~]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
}

const longestPartner = 100;

export function requirePartner(partner: unknown): string {
  if (typeof partner === 'string' && partner !== '' && partner.length <= longestPartner) return partner;
  throw new HistoryError(
    'input',
    `partner: expected a name of 1 to ${longestPartner} characters. Nothing was recorded.`,
  );
}

/** The latest snapshot of each partner and service that is not later than `until`. */
export function latestOf(snapshots: readonly Snapshot[], until = Infinity): readonly Snapshot[] {
  const latest = new Map<string, Snapshot>();
  for (const snapshot of snapshots) {
    const line = JSON.stringify([snapshot.partner, snapshot.serviceCode]);
    const known = latest.get(line);
    const time = Date.parse(snapshot.processedDateTime);
    if (time <= until && (known === undefined || Date.parse(known.processedDateTime) < time))
      latest.set(line, snapshot);
  }
  return [...latest.values()];
}
