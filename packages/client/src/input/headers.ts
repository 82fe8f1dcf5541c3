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

/** Headers that are the client's or the connection's own. */
const reserved = new Set([
  'accept',
  'authorization',
  'connection',
  'content-length',
  'host',
  'ms-contract-version',
  'ms-continuationtoken',
  'ms-correlationid',
  'ms-partnercenter-application',
  'ms-partnercenter-client',
  'ms-requestid',
  'transfer-encoding',
  'x-locale',
]);

const headerName = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Requires headers that the caller may add to a request. Returns them by names in lower case. Errors name a header and
 * never its value, which may be a key.
 */
export function requireExtraHeaders(argument: string, headers: unknown): Readonly<Record<string, string>> {
  if (typeof headers !== 'object' || headers === null || Symbol.iterator in headers) {
    throw new ConfigurationError({
      argument,
      expected: 'an object with a value for each header name',
      received: typeof headers === 'object' ? headers : typeof headers,
      example: `{ 'Ocp-Apim-Subscription-Key': readKey() }`,
    });
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      requireName(argument, name),
      requireValue(argument, name, value),
    ]),
  );
}

function requireName(argument: string, name: string): string {
  const lowerCase = name.toLowerCase();
  if (headerName.test(name) && !reserved.has(lowerCase)) return lowerCase;
  throw new ConfigurationError({
    argument,
    expected: 'header names other than those the client sets itself',
    received: name,
    example: `{ 'Ocp-Apim-Subscription-Key': readKey() }`,
  });
}

function requireValue(argument: string, name: string, value: unknown): string {
  if (isHeaderValue(value)) return value;
  throw new ConfigurationError({
    argument: `${argument}['${name}']`,
    expected: 'printable ASCII text for a request header',
    received: typeof value === 'string' ? 'text with other characters' : typeof value,
    example: `'a key'`,
  });
}
