import { ConfigurationError } from '../../errors/configuration-error.ts';
import { requireInteger } from '../../input/integer.ts';

/** What counts as agreement. Counts of licences are whole and always compared exactly. */
export interface ParityTolerance {
  /** Percentages are rounded half up to this many decimals first. Default: 2, those of every recorded answer. */
  readonly decimals: number;
  /** How far apart they may then be. Default: 0. */
  readonly percentagePoints: number;
  /**
   * Whether the superseded operation's 0 agrees with `null`, which the recomputed percentage is when nothing is
   * qualified: that operation has no way to say so. Default: true.
   */
  readonly zeroIsNull: boolean;
}

/** How to compare. */
export interface ParityOptions {
  readonly tolerance?: Partial<ParityTolerance> | undefined;
}

/** @throws {ConfigurationError} naming the first value at fault. */
export function resolveTolerance({ tolerance = {} }: ParityOptions): ParityTolerance {
  const { decimals = 2, percentagePoints = 0, zeroIsNull = true } = tolerance;
  requireInteger('tolerance.decimals', decimals, { min: 0, max: 10, example: 2 });
  if (!(percentagePoints >= 0 && Number.isFinite(percentagePoints))) {
    throw new ConfigurationError({
      argument: 'tolerance.percentagePoints',
      expected: 'a finite number, 0 or more',
      received: percentagePoints,
      example: '0.01',
    });
  }
  return { decimals, percentagePoints, zeroIsNull };
}
