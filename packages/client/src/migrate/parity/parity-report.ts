/**
 * The result of a comparison, the first of these that applies:
 *
 * - `differ`: something of the same snapshot differs, or is on one side only.
 * - `not-comparable`: nothing differs, but the snapshots of some service do, so it was not compared.
 * - `agree`: every insight has a counterpart that agrees.
 * - `no-data`: both sides are empty, which says nothing about usage.
 */
export type ParityVerdict = 'agree' | 'differ' | 'not-comparable' | 'no-data';

/** The parts of a key by name. Text keeps its spelling; ids are in lower case. */
export type ParityKey = Readonly<Record<string, string | null>>;

/** The value of a field on one side. `null` if it has none. */
export type ParityValue = string | number | null;

/** A field of an insight that differs between the sides. */
export interface ParityChange<Key extends ParityKey, Field extends string> {
  /** The insight that differs. */
  readonly key: Key;
  /** The field that differs. */
  readonly field: Field;
  /** The value of the superseded operation. */
  readonly legacy: ParityValue;
  /** The value of the superseding operation, recomputed if it sends no percentage. */
  readonly current: ParityValue;
  /** `current` minus `legacy`, with percentages as they were compared; `null` unless both are numbers. */
  readonly delta: number | null;
}

/** An insight that the other side lacks. Missing is not zero. */
export interface ParityLeftover<Key extends ParityKey, Field extends string> {
  /** The insight that only one side has. */
  readonly key: Key;
  /** Its compared fields. */
  readonly values: Readonly<Partial<Record<Field, ParityValue>>>;
}

/** A key that occurs several times on one side. Its insights were paired by their values, equal ones first. */
export interface ParityDuplicate<Key extends ParityKey> {
  /** The key that occurs several times. */
  readonly key: Key;
  /** How many insights of the superseded operation have it. */
  readonly legacy: number;
  /** How many insights of the superseding operation have it. */
  readonly current: number;
}

/** One side's insights of a service. */
export interface ParitySide {
  /** How many insights. */
  readonly insights: number;
  /** Their snapshots, ISO 8601 in UTC, oldest first. Empty if no insight has a date. */
  readonly dates: readonly string[];
}

/** How the snapshots of one service compare: each service has its own. */
export interface ParitySnapshot {
  /** In lower case. */
  readonly serviceCode: string | null;
  /**
   * `different`: the service was not compared. `unknown`: at least one side has no date; the service was compared, and a
   * difference may come from different snapshots.
   */
  readonly snapshots: 'same' | 'different' | 'unknown';
  /** The insights of the superseded operation. */
  readonly legacy: ParitySide;
  /** The insights of the superseding operation. */
  readonly current: ParitySide;
}

/**
 * How an answer of a superseded operation compares with the rows of the superseding one. Plain data that survives
 * `JSON.stringify`. The order of the insights does not affect it.
 */
export interface ParityReport<Key extends ParityKey = ParityKey, Field extends string = string> {
  /** The result in one word. */
  readonly verdict: ParityVerdict;
  /** The snapshots, by service. */
  readonly asOf: readonly ParitySnapshot[];
  /** How many insights have a counterpart and were compared with it. */
  readonly matched: number;
  /** How many of these agree in all fields. */
  readonly agreed: number;
  /** The fields that differ, of insights that both sides have. */
  readonly changed: readonly ParityChange<Key, Field>[];
  /** Insights that the superseding operation lacks. */
  readonly onlyInLegacy: readonly ParityLeftover<Key, Field>[];
  /** Insights that the superseded operation lacks. */
  readonly onlyInCurrent: readonly ParityLeftover<Key, Field>[];
  /** Keys that occur several times on one side. */
  readonly duplicates: readonly ParityDuplicate<Key>[];
  /**
   * Insights without a qualified licence. Their percentage is 0 in the superseded operation and `null` when
   * recomputed, and the two count as equal.
   */
  readonly nothingQualified: readonly Key[];
  /** The tolerance of the comparison. */
  readonly tolerance: ParityTolerance;
}

/** What counts as agreement. Counts of licences are whole and always compared exactly. */
export interface ParityTolerance {
  /** Percentages are first rounded half up to this many decimals. Default: 2, as in every recorded answer. */
  readonly decimals: number;
  /** How far apart they may then be. Default: 0. */
  readonly percentagePoints: number;
  /**
   * Whether a 0 of the superseded operation agrees with `null`, the recomputed percentage when nothing is qualified:
   * that operation can't express it otherwise. Default: true.
   */
  readonly zeroIsNull: boolean;
}

/** How to compare. */
export interface ParityOptions {
  /** What counts as agreement. Omitted fields have their defaults. */
  readonly tolerance?: Partial<ParityTolerance> | undefined;
}
