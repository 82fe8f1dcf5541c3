import { changesOf, isZeroForNull, type FieldKinds } from './compare-values.ts';
import type { Entry } from './entry.ts';
import { pairEntries } from './pair-entries.ts';
import type {
  ParityKey,
  ParityLeftover,
  ParityReport,
  ParitySnapshot,
  ParityVerdict,
} from './parity-report.ts';
import { foldedService, snapshotsOf } from './snapshots.ts';
import type { ParityTolerance } from './tolerance.ts';

/** Compares both sides, each service for itself: one that is of another snapshot on each side is left out. */
export function compareEntries<Key extends ParityKey, Field extends string>(
  legacy: readonly Entry<Key, Field>[],
  current: readonly Entry<Key, Field>[],
  fields: FieldKinds<Field>,
  tolerance: ParityTolerance,
): ParityReport<Key, Field> {
  const asOf = snapshotsOf(legacy, current);
  const apart = new Set(asOf.filter(isApart).map(({ serviceCode }) => serviceCode));
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

function isApart({ snapshots }: ParitySnapshot): boolean {
  return snapshots === 'different';
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
