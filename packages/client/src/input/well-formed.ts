import { ConfigurationError } from '../errors/configuration-error.ts';

const halfCharacter = /\p{Surrogate}/u;

/** Requires text that can stand in a URL: no half of a surrogate pair without the other. */
export function requireWellFormed(argument: string, value: unknown, example: string): string {
  if (typeof value === 'string' && !halfCharacter.test(value)) return value;
  throw new ConfigurationError({ argument, expected: 'well-formed text', received: value, example });
}
