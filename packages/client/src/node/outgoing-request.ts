import * as zlib from 'node:zlib';
import { headerName } from '../input/headers.ts';

/** A request in the form that undici takes. */
export interface Outgoing {
  readonly origin: string;
  readonly path: string;
  readonly url: string;
  readonly method: string;
  /** Names and values, alternating. */
  readonly headers: string[];
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal | undefined;
  readonly isRedirectAnAnswer: boolean;
  /** Held until the answer has arrived: the signal of a `Request` is lost when the `Request` is garbage-collected. */
  readonly input: unknown;
}

type Input = Parameters<typeof globalThis.fetch>[0];
type Init = Pick<RequestInit, 'body' | 'headers' | 'method' | 'redirect' | 'signal'>;

/** Reads the arguments of `fetch`. Neither `Request` nor `Headers` needs to be a global. */
export function toOutgoing(input: Input, init: Init = {}): Outgoing | Promise<Outgoing> {
  if (typeof input === 'object' && 'url' in input) return ofRequest(input, init);
  return init.body == null ? build(input, String(input), init, null) : withBody(input, String(input), init);
}

/** Also accepts a `Request` from another copy of undici, which the global one would not recognise. */
async function ofRequest(request: Exclude<Input, string | URL>, init: Init): Promise<Outgoing> {
  const { url, method, headers, redirect, signal } = request;
  const merged = { method, headers, redirect, signal, ...init };
  if (init.body != null) return withBody(request, url, merged);
  const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
  return build(request, url, merged, body);
}

/** A `Response` serialises every kind of body and names its content type. */
async function withBody(input: Input, address: string, init: Init): Promise<Outgoing> {
  const whole = new Response(init.body);
  const outgoing = build(input, address, init, new Uint8Array(await whole.arrayBuffer()));
  const type = whole.headers.get('content-type');
  if (type !== null && !includesName(outgoing.headers, 'content-type')) {
    outgoing.headers.push('content-type', type);
  }
  return outgoing;
}

function build(input: Input, address: string, init: Init, body: Uint8Array | null): Outgoing {
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new TypeError('fetch failed', { cause: new Error('unknown scheme') });
  }
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('fetch failed', { cause: new Error('a URL with credentials') });
  }
  const path = `${url.pathname}${url.search}`;
  if (url.hash !== '') url.hash = '';
  return {
    origin: url.origin,
    path,
    url: url.href,
    method: init.method ?? 'GET',
    headers: listHeaders(init.headers),
    body,
    signal: init.signal ?? undefined,
    isRedirectAnAnswer: init.redirect === 'manual',
    input,
  };
}

const defaultHeaders = Object.entries({
  accept: '*/*',
  'accept-encoding': 'createZstdDecompress' in zlib ? 'zstd, br, gzip, deflate' : 'br, gzip, deflate',
  'user-agent': 'node',
});

const valueCharacters = /^[\t\x20-\x7e\x80-\xff]*$/;

/** @throws {TypeError} when a header can't be sent. Its value is not quoted: it may be a secret. */
function listHeaders(init: Init['headers']): string[] {
  const list: string[] = [];
  const pairs: Iterable<readonly [string, unknown]> =
    init !== undefined && Symbol.iterator in init ? pairsOf(init) : Object.entries(init ?? {});
  for (const [name, value] of pairs) {
    const text = String(value).trim();
    if (!headerName.test(name) || !valueCharacters.test(text)) {
      throw new TypeError(
        `The header ${JSON.stringify(name.slice(0, 60))} has a name or value that can't be sent`,
      );
    }
    list.push(name, text);
  }
  for (const [name, value] of defaultHeaders) if (!includesName(list, name)) list.push(name, value);
  return list;
}

function* pairsOf(entries: Iterable<readonly string[]>): Iterable<readonly [string, unknown]> {
  for (const [name = '', value = ''] of entries) yield [name, value];
}

/** Whether a header is in a list of names and values. */
function includesName(list: readonly string[], wanted: string): boolean {
  return list.some(
    (name, index) => index % 2 === 0 && name.length === wanted.length && name.toLowerCase() === wanted,
  );
}
