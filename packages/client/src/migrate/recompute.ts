import type { ResourceCollection } from '../decode/collection.ts';
import { refuse } from '../errors/configuration-error.ts';

/**
 * 100 × active ÷ qualified, not rounded. Above 100 when more licences are active than qualified; `null` when none is
 * qualified, because nothing then says how much of the entitlement is used.
 */
export function usagePercent(licensesActive: number, licensesQualified: number): number | null {
  return licensesQualified === 0 ? null : (100 * licensesActive) / licensesQualified;
}

/**
 * Rounds a percentage half up to two decimals, the precision of every recorded answer of the superseded operations.
 * For display and comparison; `null`, which stands for no percentage, stays `null`.
 * @throws {ConfigurationError} for anything but a finite number or `null`.
 */
export function roundPercent(percent: number | null): number | null {
  if (percent === null) return null;
  if (Number.isFinite(percent)) return roundHalfUp(percent, 2);
  return refuse('percent', 'a finite number or null', percent, 'roundPercent(2.135)');
}

/**
 * Rounds a finite number half up to `decimals` places, by the digits that it is written with: 1.005 becomes 1.01, although
 * the nearest binary fraction lies below. A number that has no more decimals than that stays as it is.
 */
export function roundHalfUp(value: number, decimals: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const surplus = fraction.length - Number(exponent) - decimals;
  // The sum turns -0 into 0.
  if (surplus <= 0) return value + 0;
  const divisor = 2n * 10n ** BigInt(surplus);
  const doubled = 2n * BigInt(whole + fraction) + divisor / 2n;
  const quotient = doubled / divisor - (doubled % divisor < 0n ? 1n : 0n);
  return Number(`${quotient}e-${decimals}`) + 0;
}

/**
 * What a superseded operation would have answered, computed from rows of the superseding one. It has no `context`, since
 * it was not requested.
 */
export interface RecomputedLicensesUsage<Insight> extends Omit<ResourceCollection<Insight>, 'context'> {}

/** Wraps insights as the superseded operations do. */
export function recomputedCollection<Insight>(items: Insight[]): RecomputedLicensesUsage<Insight> {
  return { totalCount: items.length, items, attributes: { objectType: 'Collection' } };
}
