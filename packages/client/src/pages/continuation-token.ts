import { isRecord } from '../input/values.ts';
import { refuse } from '../errors/configuration-error.ts';

const version = 2;

/** The source and query to which a continuation token belongs. A token holds only fingerprints of them. */
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
 * @throws {ConfigurationError} when the text is no such token, or belongs to another service, partner or query.
 */
export function readContinuationToken<Position>(
  token: unknown,
  { source, query }: TokenScope,
  isPosition: (value: unknown) => value is Position,
): Position {
  const content = typeof token === 'string' ? parse(token) : undefined;
  if (!isRecord(content) || content['version'] !== version || !isPosition(content['position'])) {
    return refuseToken('the continuationToken of a page or of error.resume, unchanged', token);
  }
  if (content['source'] !== fingerprintOf(source)) {
    const expected = 'a token from the same service and partner (baseUrl, credential, throttle.partnerKey)';
    return refuseToken(`${expected}; start the list anew`, token);
  }
  if (content['query'] !== fingerprintOf(query)) {
    const expected = 'a token from the same operation and query';
    return refuseToken(`${expected}; pass the query that it came from, or start the list anew`, token);
  }
  return content['position'];
}

function refuseToken(expected: string, token: unknown): never {
  const example = 'client.listLicensesUsage(sameQuery).byPage({ continuationToken: page.continuationToken })';
  return refuse('continuationToken', expected, token, example);
}

const nonAscii = /[^\0-\x7f]/g;

function parse(token: string): unknown {
  try {
    const json = atob(token.replaceAll('-', '+').replaceAll('_', '/'));
    return json.search(nonAscii) === -1 ? JSON.parse(json) : undefined;
  } catch {
    return undefined;
  }
}

/** Encodes JSON so that a URL can hold it unchanged. `btoa` takes Latin-1 only, so JSON escapes the rest. */
function toBase64Url(json: string): string {
  const ascii = json.replace(nonAscii, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return btoa(ascii).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A running FNV-1a hash. It detects mistakes; it is no protection against forgery. */
export class Fingerprint {
  #hash = 0x811c9dc5;
  /** How many bytes were added. */
  length = 0;

  add(bytes: Uint8Array): this {
    this.length += bytes.length;
    for (const byte of bytes) this.#hash = Math.imul(this.#hash ^ byte, 0x01000193);
    return this;
  }

  get value(): string {
    return (this.#hash >>> 0).toString(36);
  }
}

/** The fingerprint of a text's UTF-8 bytes. */
export function fingerprintOf(text: string): string {
  return new Fingerprint().add(new TextEncoder().encode(text)).value;
}
