import { roundHalfUp } from '../round-half-up.ts';
import type { Entry } from './entry.ts';
import type { ParityChange, ParityKey, ParityValue } from './parity-report.ts';
import type { ParityTolerance } from './tolerance.ts';

/** How the values of a field compare. */
export type FieldKind = 'count' | 'percent' | 'text';

export type FieldKinds<Field extends string> = readonly (readonly [field: Field, kind: FieldKind])[];

/** The fields in which a pair differs, in the order of the fields. */
export function changesOf<Key extends ParityKey, Field extends string>(
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

/** Whether the legacy zero of a pair stands for the percentage that there is none of. */
export function isZeroForNull(before: ParityValue | undefined, after: ParityValue | undefined): boolean {
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
