import { isRecord } from '../decode/is-record.ts';
import { fromBase64Url, toBase64Url } from '../call/base64-url.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';

const version = 1;

/** Packs a position so that another process can go on from it. `query` ties it to what was asked for. */
export function writeContinuationToken(query: string, position: object): string {
  return toBase64Url(JSON.stringify({ version, query: fingerprint(query), position }));
}

/**
 * Unpacks a position.
 * @throws {ConfigurationError} when the token is not ours, or belongs to another query.
 */
export function readContinuationToken<Position>(
  token: string,
  query: string,
  isPosition: (value: unknown) => value is Position,
): Position {
  const content = parse(token);
  if (!isRecord(content) || content['version'] !== version || !isPosition(content['position'])) {
    throw refusal('the continuationToken of a page, unchanged', token);
  }
  if (content['query'] !== fingerprint(query)) {
    throw refusal('a continuationToken that came from the same query', token);
  }
  return content['position'];
}

function refusal(expected: string, received: string): ConfigurationError {
  return new ConfigurationError({
    argument: 'continuationToken',
    expected,
    received,
    example: 'client.listLicensesUsage(sameQuery).byPage({ continuationToken: page.continuationToken })',
  });
}

function parse(token: string): unknown {
  try {
    return JSON.parse(fromBase64Url(token));
  } catch {
    return undefined;
  }
}

/** FNV-1a: short, and enough to notice a mistaken token. The token is no secret and guards nothing. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}
