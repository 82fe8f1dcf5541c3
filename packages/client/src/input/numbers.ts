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

/** Requires a duration in milliseconds. `Infinity` stands for no limit. */
export function requireDurationInMs(argument: string, value: unknown, example: number): number {
  if (typeof value === 'number' && value > 0) return value;
  throw new ConfigurationError({
    argument,
    expected: 'a duration in milliseconds, above 0',
    received: value,
    example: String(example),
  });
}

/** Requires a number of pages to request ahead. Each is held in memory, so that there is a limit. */
export function requirePrefetchPages(argument: string, value: unknown): number {
  return requireInteger(argument, value, { min: 0, max: 32, example: 4 });
}
