import type { ParityKey, ParityValue } from './parity-report.ts';

/** One insight of one side, ready to be compared. */
export interface Entry<Key extends ParityKey, Field extends string> {
  readonly key: Key;
  /** Equal for what is to be compared: the key without regard to case. */
  readonly identity: string;
  /** Equal for what says the same: which of several insights of one key are taken for each other. */
  readonly content: string;
  readonly serviceCode: string | null;
  /** When it was processed, in milliseconds since 1970. Several when it sums up rows of several snapshots. */
  readonly instants: readonly number[];
  /** A field that is absent was not told, and is not compared. */
  readonly values: Readonly<Partial<Record<Field, ParityValue>>>;
}

export function identityOf(key: ParityKey): string {
  return JSON.stringify(Object.values(key)).toLowerCase();
}

/** Orders text by its code units: the same on every machine, whatever its language. */
export function byCodeUnits(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
