import type { LicensesUsageCollection } from '../decode/collection.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';

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
  throw new ConfigurationError({
    argument: 'percent',
    expected: 'a finite number or null',
    received: percent,
    example: 'roundPercent(2.135)',
  });
}

/** Rounds half up to `decimals` places, by the digits that the number is written with. */
export function roundHalfUp(value: number, decimals: number): number {
  // The sum turns -0 into 0.
  return shiftDecimals(Math.round(shiftDecimals(value, decimals)), -decimals) + 0;
}

/** Moves the decimal point in the number's own digits: 1.005 × 100 is 100.49999999999999, which rounds down. */
function shiftDecimals(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

/**
 * What a superseded operation would have answered, made from rows of the superseding one. It has no `context`: no
 * request of its own stands behind it.
 */
export interface RecomputedLicensesUsage<Insight> extends Omit<LicensesUsageCollection<Insight>, 'context'> {}

export function recomputedCollection<Insight>(items: Insight[]): RecomputedLicensesUsage<Insight> {
  return { totalCount: items.length, items, attributes: { objectType: 'Collection' } };
}
