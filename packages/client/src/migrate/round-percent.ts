import { ConfigurationError } from '../errors/configuration-error.ts';

/**
 * Rounds a percentage half up to two decimals, the precision of every recorded answer of the superseded operations.
 * For display and comparison; `null`, which stands for no percentage, stays `null`.
 * @throws {ConfigurationError} for anything but a finite number or `null`.
 */
export function roundPercent(percent: number | null): number | null {
  if (percent === null) return null;
  if (!Number.isFinite(percent)) {
    throw new ConfigurationError({
      argument: 'percent',
      expected: 'a finite number or null',
      received: percent,
      example: 'roundPercent(2.135)',
    });
  }
  return shiftDecimals(Math.round(shiftDecimals(percent, 2)), -2);
}

/** Moves the decimal point in the number's own digits: 1.005 × 100 is 100.49999999999999, which rounds down. */
function shiftDecimals(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
