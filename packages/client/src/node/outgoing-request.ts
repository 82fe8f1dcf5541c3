import * as zlib from 'node:zlib';
import type { Dispatcher } from 'undici';
import { headerName } from '../input/headers.ts';

/** A request in the form that undici takes. */
export interface Outgoing {
  /** Its headers are names and values, alternating. */
  readonly options: Dispatcher.DispatchOptions;
  readonly url: string;
  readonly signal: AbortSignal | undefined;
  readonly isRedirectAnAnswer: boolean;
  /** Held until the answer has arrived: the signal of a `Request` is lost when the `Request` is garbage-collected. */
  readonly input: unknown;
}

type Input = Parameters<typeof globalThis.fetch>[0];
type Init = Pick<RequestInit, 'body' | 'headers' | 'method' | 'redirect' | 'signal'>;

/**
 * Reads the arguments of `fetch`. Neither `Request` nor `Headers` needs to be a global, and a `Request` may come from
 * another copy of undici, which the global one would not recognise.
 */
export async function toOutgoing(input: Input, init: Init = {}): Promise<Outgoing> {
  const isRequest = typeof input === 'object' && 'url' in input;
  const { method = 'GET', headers, redirect, signal } = isRequest ? merge(input, init) : init;
  // A `Response` serialises every kind of body and names its content type.
  const written = init.body == null ? undefined : new Response(init.body);
  const source = written ?? (isRequest && input.body !== null ? input : undefined);
  const body = source === undefined ? null : new Uint8Array(await source.arrayBuffer());
  const url = parseUrl(isRequest ? input.url : String(input));
  return {
    options: {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: listHeaders(headers, written?.headers.get('content-type')),
      body,
    },
    url: url.href,
    signal: signal ?? undefined,
    isRedirectAnAnswer: redirect === 'manual',
    input,
  };
}

function merge({ method, headers, redirect, signal }: Exclude<Input, string | URL>, init: Init): Init {
  return { method, headers, redirect, signal, ...init };
}

/** @throws {TypeError} for a URL that can't be requested. */
function parseUrl(address: string): URL {
  const url = new URL(address);
  const isHttp = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isHttp) throw new TypeError('fetch failed', { cause: new Error('unknown scheme') });
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('fetch failed', { cause: new Error('a URL with credentials') });
  }
  if (url.hash !== '') url.hash = '';
  return url;
}

const defaultHeaders = Object.entries({
  accept: '*/*',
  'accept-encoding': 'createZstdDecompress' in zlib ? 'zstd, br, gzip, deflate' : 'br, gzip, deflate',
  'user-agent': 'node',
});

const valueCharacters = /^[\t\x20-\x7e\x80-\xff]*$/;

/** @throws {TypeError} when a header can't be sent. Its value is not quoted: it may be a secret. */
function listHeaders(headers: Init['headers'], contentType: string | null | undefined): string[] {
  const list: string[] = [];
  const names = new Set<string>();
  const pairs: Iterable<readonly unknown[]> =
    headers !== undefined && Symbol.iterator in headers ? headers : Object.entries(headers ?? {});
  for (const [key = '', value = ''] of pairs) {
    const [name, text] = [String(key), String(value).trim()];
    if (!headerName.test(name) || !valueCharacters.test(text)) {
      throw new TypeError(
        `The header ${JSON.stringify(name.slice(0, 60))} has a name or value that can't be sent`,
      );
    }
    list.push(name, text);
    names.add(name.toLowerCase());
  }
  const defaults = contentType == null ? [] : [['content-type', contentType] as const];
  for (const [name, value] of [...defaultHeaders, ...defaults]) {
    if (!names.has(name)) list.push(name, value);
  }
  return list;
}
