import * as zlib from 'node:zlib';

/** A request as undici takes it. */
export interface Outgoing {
  readonly origin: string;
  readonly path: string;
  readonly url: string;
  readonly method: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal | undefined;
  readonly isRedirectAnAnswer: boolean;
}

type Input = Parameters<typeof globalThis.fetch>[0];

const acceptEncoding = 'createZstdDecompress' in zlib ? 'zstd, br, gzip, deflate' : 'br, gzip, deflate';

/** Reads what `fetch` was called with. Anything but an address without a body goes through a real `Request`. */
export async function toOutgoing(input: Input, init: RequestInit | undefined): Promise<Outgoing> {
  if (input instanceof Request || init?.body != null) {
    const request = new Request(input, init);
    const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
    return build(request.url, request, body);
  }
  return build(String(input), init ?? {}, null);
}

function build(
  address: string,
  init: Pick<RequestInit, 'headers' | 'method' | 'redirect' | 'signal'>,
  body: Uint8Array | null,
): Outgoing {
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new TypeError('fetch failed', { cause: new Error('unknown scheme') });
  }
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('fetch failed', { cause: new Error('a URL with credentials') });
  }
  const path = `${url.pathname}${url.search}`;
  url.hash = '';
  return {
    origin: url.origin,
    path,
    url: url.href,
    method: init.method ?? 'GET',
    headers: listHeaders(init.headers),
    body,
    signal: init.signal ?? undefined,
    isRedirectAnAnswer: init.redirect === 'manual',
  };
}

function listHeaders(init: RequestInit['headers']): string[] {
  const headers = init instanceof Headers ? init : new Headers(init);
  const list: string[] = [];
  for (const [name, value] of headers) list.push(name, value);
  if (!headers.has('accept')) list.push('accept', '*/*');
  if (!headers.has('accept-encoding')) list.push('accept-encoding', acceptEncoding);
  if (!headers.has('user-agent')) list.push('user-agent', 'node');
  return list;
}
