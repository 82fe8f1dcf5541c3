import { ConfigurationError } from '../errors/configuration-error.ts';
import { roundHalfUp } from './round-half-up.ts';

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
