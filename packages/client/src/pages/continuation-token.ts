import { fromBase64Url, toBase64Url } from '../call/base64-url.ts';
import { isRecord } from '../decode/is-record.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { fingerprintOf } from './fingerprint.ts';

const version = 2;

/** What a continuation token belongs to. A token holds fingerprints of it, so it shows neither. */
export interface TokenScope {
  /** The service and the partner. */
  readonly source: string;
  /** The operation and its query. */
  readonly query: string;
}

/** Packs a position, so that another process can continue there. */
export function writeContinuationToken({ source, query }: TokenScope, position: object): string {
  const bound = { source: fingerprintOf(source), query: fingerprintOf(query) };
  return toBase64Url(JSON.stringify({ version, ...bound, position }));
}

/**
 * Unpacks a position.
 * @throws {ConfigurationError} when the token is not one of these, or belongs to another service, partner or query.
 */
export function readContinuationToken<Position>(
  token: unknown,
  { source, query }: TokenScope,
  isPosition: (value: unknown) => value is Position,
): Position {
  const content = typeof token === 'string' ? parse(token) : undefined;
  if (!isRecord(content) || content['version'] !== version || !isPosition(content['position'])) {
    throw refusal('the continuationToken of a page or of error.resume, unchanged', token);
  }
  if (content['source'] !== fingerprintOf(source)) {
    throw refusal(
      'a token from the same service and partner (baseUrl, credential, throttle.partnerKey); start the list anew',
      token,
    );
  }
  if (content['query'] !== fingerprintOf(query)) {
    throw refusal(
      'a token from the same operation and query; pass the query that it came from, or start the list anew',
      token,
    );
  }
  return content['position'];
}

function refusal(expected: string, received: unknown): ConfigurationError {
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
