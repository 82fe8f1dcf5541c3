import { ConfigurationError } from '../errors/configuration-error.ts';

const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Requires an absolute URL that a token may be sent to: https, or http to this machine.
 * Returns it without the slash at its end.
 */
export function requireBaseUrl(argument: string, value: unknown): string {
  const text = value instanceof URL ? value.href : value;
  if (typeof text === 'string' && URL.canParse(text)) {
    const url = new URL(text);
    const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
    const isBare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
    if (isPrivate && isBare) return url.origin + url.pathname.replace(/(?<!\/)\/+$/, '');
  }
  throw new ConfigurationError({
    argument,
    expected: 'an https URL (http only to this machine) without credentials, query or fragment',
    received: shownUrl(text),
    example: `'https://api.partnercenter.microsoft.com'`,
  });
}

/** A URL may hold a password before its `@`, or a key in its query, whether or not it parses. */
function shownUrl(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^.*@/s, '…@').replace(/[?#].*$/s, '…') : value;
}
