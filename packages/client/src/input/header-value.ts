import { ConfigurationError } from '../errors/configuration-error.ts';

const visibleAscii = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Whether a value is text that reaches the other side of a header as it is. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && visibleAscii.test(value);
}

/** Requires text that can stand in a header as it is. */
export function requireHeaderValue(argument: string, value: unknown, example: string): string {
  if (isHeaderValue(value)) return value;
  throw new ConfigurationError({
    argument,
    expected: 'printable ASCII text for a request header',
    received: value,
    example: `'${example}'`,
  });
}
