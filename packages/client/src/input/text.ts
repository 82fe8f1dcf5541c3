import { refuse } from '../errors/configuration-error.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && guid.test(value);
}

/**
 * Requires a GUID. A customer id becomes a segment of the path, and any other text could leave that segment:
 * `customers/..` is the list of all customers.
 */
export function requireGuid(argument: string, value: unknown): string {
  if (isGuid(value)) return value;
  return refuse(argument, 'a GUID', value, `'4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04'`);
}

const printableAscii = /^[\x21-\x7e]+$/;

/**
 * Reads a token or a secret: text that is valid in a header and a form. Surrounding spaces, line ends and a byte
 * order mark, common in files and environment variables, are removed. `undefined` when the value is no such text.
 */
export function readSecret(value: unknown): string | undefined {
  const secret = trimmed(value);
  return typeof secret === 'string' && printableAscii.test(secret) ? secret : undefined;
}

/** Text without surrounding spaces, line ends and byte order mark; any other value unchanged. */
export function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Requires an absolute URL that a token may be sent to: https, or http to this machine. Returns it without a trailing
 * slash.
 */
export function requireBaseUrl(argument: string, value: unknown): string {
  const text = value instanceof URL ? value.href : value;
  if (typeof text === 'string' && URL.canParse(text)) {
    const url = new URL(text);
    const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
    const isBare = url.username + url.password + url.search + url.hash === '';
    if (isPrivate && isBare) return url.origin + url.pathname.replace(/(?<!\/)\/+$/, '');
  }
  return refuse(
    argument,
    'an https URL (http only to this machine) without credentials, query or fragment',
    shownUrl(text),
    `'https://api.partnercenter.microsoft.com'`,
  );
}

/** A URL may hold a password before its `@`, or a key in its query, whether or not it parses. */
function shownUrl(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^.*@/s, '…@').replace(/[?#].*$/s, '…') : value;
}
