import { ConfigurationError } from '../errors/configuration-error.ts';

export interface IntegerRange {
  readonly min: number;
  readonly max?: number;
  readonly example: number;
}

/** Requires a whole number within a range. */
export function requireInteger(argument: string, value: unknown, range: IntegerRange): number {
  const { min, max = Number.MAX_SAFE_INTEGER, example } = range;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return value;
  const limits = range.max === undefined ? `${min} or more` : `${min} to ${max}`;
  throw new ConfigurationError({
    argument,
    expected: `a whole number, ${limits}`,
    received: value,
    example: String(example),
  });
}
