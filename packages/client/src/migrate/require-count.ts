import { ConfigurationError } from '../errors/configuration-error.ts';

const wholeNumber = /^\d+(?:\.0+)?$/;

/**
 * Requires a count of licences. Answers that were saved as they came may have it as text, as the service's grouped
 * answers do.
 * @param argument Names the value, as the caller would write it.
 * @throws {ConfigurationError} for anything else.
 */
export function requireCount(argument: () => string, value: unknown): number {
  const count = typeof value === 'string' && wholeNumber.test(value) ? Number(value) : value;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count + 0;
  throw new ConfigurationError({
    argument: argument(),
    expected: 'a whole number from 0 to 2^53 - 1',
    received: value,
    example: '5',
  });
}
