import { roundHalfUp } from '../recompute.ts';
import { type Entry, pairEntries } from './pair-entries.ts';
import type {
  ParityChange,
  ParityKey,
  ParityLeftover,
  ParityReport,
  ParityTolerance,
  ParityValue,
  ParityVerdict,
} from './parity-report.ts';
import { foldedService, snapshotsOf } from './snapshots.ts';

/** Compares both sides, service by service. A service whose snapshots differ is left out. */
export function compareEntries<Key extends ParityKey, Field extends string>(
  legacy: readonly Entry<Key, Field>[],
  current: readonly Entry<Key, Field>[],
  fields: FieldKinds<Field>,
  tolerance: ParityTolerance,
): ParityReport<Key, Field> {
  const asOf = snapshotsOf(legacy, current);
  const apart = new Set(
    asOf.filter(({ snapshots }) => snapshots === 'different').map(({ serviceCode }) => serviceCode),
  );
  const isComparable = (entry: Entry<Key, Field>) => !apart.has(foldedService(entry));
  const pairing = pairEntries(legacy.filter(isComparable), current.filter(isComparable));

  const changes = pairing.pairs.map(([one, other]) => changesOf(one, other, fields, tolerance));
  const changed = changes.flat();
  const onlyInLegacy = pairing.onlyInLegacy.map(toLeftover);
  const onlyInCurrent = pairing.onlyInCurrent.map(toLeftover);
  const percents = fields.filter(([, kind]) => kind === 'percent');
  const nothingQualified = pairing.pairs
    .filter(([one, other]) =>
      percents.some(
        ([field]) => tolerance.zeroIsNull && isZeroForNull(one.values[field], other.values[field]),
      ),
    )
    .map(([{ key }]) => key);
  const differences = changed.length + onlyInLegacy.length + onlyInCurrent.length;
  return {
    verdict: verdictOf(legacy.length + current.length, differences, apart.size),
    asOf,
    matched: pairing.pairs.length,
    agreed: changes.filter((own) => own.length === 0).length,
    changed,
    onlyInLegacy,
    onlyInCurrent,
    duplicates: [...pairing.duplicates],
    nothingQualified,
    tolerance,
  };
}

function verdictOf(insights: number, differences: number, servicesApart: number): ParityVerdict {
  if (differences > 0) return 'differ';
  if (servicesApart > 0) return 'not-comparable';
  return insights === 0 ? 'no-data' : 'agree';
}

function toLeftover<Key extends ParityKey, Field extends string>({
  key,
  values,
}: Entry<Key, Field>): ParityLeftover<Key, Field> {
  return { key, values };
}

/** How the values of a field compare. */
type FieldKind = 'count' | 'percent' | 'text';

export type FieldKinds<Field extends string> = readonly (readonly [field: Field, kind: FieldKind])[];

/** The fields in which a pair differs, in the order of the fields. */
function changesOf<Key extends ParityKey, Field extends string>(
  legacy: Entry<Key, Field>,
  current: Entry<Key, Field>,
  fields: FieldKinds<Field>,
  tolerance: ParityTolerance,
): ParityChange<Key, Field>[] {
  const changes: ParityChange<Key, Field>[] = [];
  for (const [field, kind] of fields) {
    const [before, after] = [legacy.values[field], current.values[field]];
    if (before === undefined || after === undefined || agree(before, after, kind, tolerance)) continue;
    const delta = deltaOf(before, after, kind, tolerance);
    changes.push({ key: legacy.key, field, legacy: before, current: after, delta });
  }
  return changes;
}

/** Whether a 0 of the superseded operation stands for a percentage that can't be computed. */
function isZeroForNull(before: ParityValue | undefined, after: ParityValue | undefined): boolean {
  return before === 0 && after === null;
}

function agree(
  before: ParityValue,
  after: ParityValue,
  kind: FieldKind,
  tolerance: ParityTolerance,
): boolean {
  if (kind === 'text' || before === null || after === null) {
    if (kind === 'percent' && tolerance.zeroIsNull && isZeroForNull(before, after)) return true;
    return fold(before) === fold(after);
  }
  const delta = deltaOf(before, after, kind, tolerance);
  return delta !== null && Math.abs(delta) <= (kind === 'percent' ? tolerance.percentagePoints : 0);
}

function fold(value: ParityValue): ParityValue {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function deltaOf(
  before: ParityValue,
  after: ParityValue,
  kind: FieldKind,
  { decimals }: ParityTolerance,
): number | null {
  if (typeof before !== 'number' || typeof after !== 'number') return null;
  if (kind !== 'percent') return after - before;
  // Rounded once more: 0.3 - 0.1 is 0.19999999999999998.
  return roundHalfUp(roundHalfUp(after, decimals) - roundHalfUp(before, decimals), decimals);
}
