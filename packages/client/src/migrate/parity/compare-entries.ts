import { refuse } from '../../errors/configuration-error.ts';
import { requireInteger } from '../../input/values.ts';
import { roundHalfUp } from '../recompute.ts';
import { type Entry, pairEntries } from './pair-entries.ts';
import type {
  ParityOptions,
  ParityReport,
  ParityTolerance,
  ParityValue,
  ParityVerdict,
} from './parity-report.ts';
import { serviceOf, snapshotsOf } from './snapshots.ts';

/** Which fields of an insight are compared, in the order of the report. */
export interface ComparedFields<Field extends string> {
  readonly fields: readonly Field[];
  /** The one that is a percentage. The numbers in other fields are counts. */
  readonly percentField: Field;
}

/** @throws {ConfigurationError} naming the first value at fault. */
export function resolveTolerance({ tolerance = {} }: ParityOptions): ParityTolerance {
  const { decimals = 2, percentagePoints = 0, zeroIsNull = true } = tolerance;
  requireInteger('tolerance.decimals', decimals, { min: 0, max: 10, example: 2 });
  if (!(percentagePoints >= 0 && Number.isFinite(percentagePoints))) {
    return refuse('tolerance.percentagePoints', 'a finite number, 0 or more', percentagePoints, '0.01');
  }
  return { decimals, percentagePoints, zeroIsNull };
}

/** Compares both sides. A service whose snapshots differ is left out. */
export function compareEntries<Key extends Entry['key'], Field extends string>(
  legacy: readonly Entry<Key, Field>[],
  current: readonly Entry<Key, Field>[],
  { fields, percentField }: ComparedFields<Field>,
  tolerance: ParityTolerance,
): ParityReport<Key, Field> {
  const asOf = snapshotsOf(legacy, current);
  const apart = new Set(
    asOf.filter(({ snapshots }) => snapshots === 'different').map(({ serviceCode }) => serviceCode),
  );
  const isComparable = (entry: Entry<Key, Field>) => !apart.has(serviceOf(entry));
  const { pairs, ...others } = pairEntries({
    legacy: legacy.filter(isComparable),
    current: current.filter(isComparable),
  });
  const onlyInLegacy = others.onlyInLegacy.map(toLeftover);
  const onlyInCurrent = others.onlyInCurrent.map(toLeftover);

  const changes = pairs.map(([one, other]) =>
    fields.flatMap((field) => {
      const [before, after] = [one.values[field], other.values[field]];
      if (before === undefined || after === undefined) return [];
      const compare = field === percentField ? comparePercentages : compareValues;
      const { agree, delta } = compare(before, after, tolerance);
      return agree ? [] : [{ key: one.key, field, legacy: before, current: after, delta }];
    }),
  );
  const changed = changes.flat();
  const differences = changed.length + onlyInLegacy.length + onlyInCurrent.length;
  return {
    verdict: verdictOf(legacy.length + current.length, differences, apart.size),
    asOf,
    matched: pairs.length,
    agreed: changes.filter((own) => own.length === 0).length,
    changed,
    onlyInLegacy,
    onlyInCurrent,
    duplicates: others.duplicates,
    nothingQualified: pairs
      .filter(([one, other]) =>
        isZeroForNull(one.values[percentField], other.values[percentField], tolerance),
      )
      .map(([{ key }]) => key),
    tolerance,
  };
}

function verdictOf(insights: number, differences: number, servicesApart: number): ParityVerdict {
  if (differences > 0) return 'differ';
  if (servicesApart > 0) return 'not-comparable';
  return insights === 0 ? 'no-data' : 'agree';
}

const worstFirst = ['differ', 'not-comparable', 'agree', 'no-data'] as const;

/**
 * The combined verdict of several reports, such as those of a fleet: the first of differ, not-comparable, agree and
 * no-data that occurs. `no-data` when there are no reports.
 */
export function overallVerdict(verdicts: Iterable<ParityVerdict>): ParityVerdict {
  const given = new Set(verdicts);
  return worstFirst.find((verdict) => given.has(verdict)) ?? 'no-data';
}

function toLeftover<Key extends Entry['key'], Field extends string>({ key, values }: Entry<Key, Field>) {
  return { key, values };
}

/** Whether a 0 of the superseded operation stands for a percentage that can't be computed. */
function isZeroForNull(
  before: ParityValue | undefined,
  after: ParityValue | undefined,
  { zeroIsNull }: ParityTolerance,
): boolean {
  return zeroIsNull && before === 0 && after === null;
}

interface Comparison {
  readonly agree: boolean;
  readonly delta: number | null;
}

function comparePercentages(before: ParityValue, after: ParityValue, tolerance: ParityTolerance): Comparison {
  if (typeof before !== 'number' || typeof after !== 'number') {
    return { agree: before === after || isZeroForNull(before, after, tolerance), delta: null };
  }
  const { decimals, percentagePoints } = tolerance;
  // Rounded once more: 0.3 - 0.1 is 0.19999999999999998.
  const delta = roundHalfUp(roundHalfUp(after, decimals) - roundHalfUp(before, decimals), decimals);
  return { agree: Math.abs(delta) <= percentagePoints, delta };
}

/** Compares counts exactly, and text without regard to case. */
function compareValues(before: ParityValue, after: ParityValue): Comparison {
  if (typeof before === 'number' && typeof after === 'number') {
    return { agree: before === after, delta: after - before };
  }
  return { agree: fold(before) === fold(after), delta: null };
}

function fold(value: ParityValue): ParityValue {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
