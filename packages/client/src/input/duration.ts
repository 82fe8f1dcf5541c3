import { ConfigurationError } from '../errors/configuration-error.ts';

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
