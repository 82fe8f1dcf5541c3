import { absentFields } from '../generated/decoders.ts';
import type { ResourceCollection } from '../decode/collection.ts';
import { refuse } from '../errors/configuration-error.ts';

/**
 * 100 × active ÷ qualified, not rounded. Above 100 when more licences are active than qualified; `null` when none is
 * qualified, because there is then no entitlement to compare with.
 */
export function usagePercent(licensesActive: number, licensesQualified: number): number | null {
  return licensesQualified === 0 ? null : (100 * licensesActive) / licensesQualified;
}

/**
 * Rounds a percentage half up to two decimals, the precision of every recorded answer of the superseded operations.
 * For display and comparison. `null` stays `null`.
 * @throws {ConfigurationError} for anything but a finite number or `null`.
 */
export function roundPercent(percent: number | null): number | null {
  if (percent === null) return null;
  if (Number.isFinite(percent)) return roundHalfUp(percent, 2);
  return refuse('percent', 'a finite number or null', percent, 'roundPercent(2.135)');
}

/**
 * Rounds a finite number half up to `decimals` places, by its decimal digits: 1.005 becomes 1.01, although the
 * nearest binary fraction is smaller. A number with no more decimals stays unchanged.
 */
export function roundHalfUp(value: number, decimals: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const surplus = fraction.length - Number(exponent) - decimals;
  // Adding 0 turns -0 into 0.
  if (surplus <= 0) return value + 0;
  const divisor = 2n * 10n ** BigInt(surplus);
  const doubled = 2n * BigInt(whole + fraction) + divisor / 2n;
  const quotient = doubled / divisor - (doubled % divisor < 0n ? 1n : 0n);
  return Number(`${quotient}e-${decimals}`) + 0;
}

/**
 * An answer in the form of a superseded operation, computed from rows of the superseding one. It has no `context`,
 * because it was not requested.
 */
export interface RecomputedLicensesUsage<Insight> extends Omit<ResourceCollection<Insight>, 'context'> {}

/** Wraps insights as the superseded operations do. */
export function recomputedCollection<Insight>(items: Insight[]): RecomputedLicensesUsage<Insight> {
  return {
    totalCount: items.length,
    items,
    attributes: { ...absentFields.ResourceAttributes, objectType: 'Collection' },
  };
}
