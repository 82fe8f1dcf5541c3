import { ConfigurationError } from '../errors/configuration-error.ts';

/**
 * The version of the stored state. Changes with its format: versions of this package that differ in it share nothing.
 */
const format = 1;

/**
 * The keys in Redis of a partner, and of one of its customers. A cluster hashes only the part in braces, so that all
 * keys of a partner are on one node.
 */
export function toRedisKeys(prefix: string, keys: readonly string[]): string[] {
  const [partner = ''] = keys;
  const general = `${prefix}:throttle-${format}:{${partner.replace(/[%{}]/g, encodeURIComponent)}}`;
  return keys.map((key, index) => (index === 0 ? general : `${general}${key.slice(partner.length)}`));
}

/** @throws {ConfigurationError} */
export function requireName(argument: string, value: unknown): string {
  if (typeof value === 'string' && value !== '' && !/[{}]/.test(value)) return value;
  throw new ConfigurationError({
    argument,
    expected: 'text that is not empty, without braces: a cluster reads them',
    received: value,
    example: `'licenses-usage'`,
  });
}
