import { ConfigurationError } from '../errors/configuration-error.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Requires a GUID. A customer id becomes a segment of the path, and any other text could leave that segment:
 * `customers/..` is the list of all customers.
 */
export function requireGuid(argument: string, value: unknown): string {
  if (typeof value === 'string' && guid.test(value)) return value;
  throw new ConfigurationError({
    argument,
    expected: 'a GUID',
    received: value,
    example: `'4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04'`,
  });
}
