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
export function toOutgoing(input: Input, init: RequestInit = {}): Outgoing | Promise<Outgoing> {
  if (input instanceof Request || init.body != null) return ofRequest(new Request(input, init));
  return build(String(input), init, null);
}

async function ofRequest(request: Request): Promise<Outgoing> {
  const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
  return build(request.url, request, body);
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
  };
}

const defaultHeaders = { accept: '*/*', 'accept-encoding': acceptEncoding, 'user-agent': 'node' };

function listHeaders(init: RequestInit['headers']): string[] {
  const list: string[] = [];
  const names = new Set<string>();
  for (const [name, value] of isClean(init) ? Object.entries(init) : new Headers(init)) {
    list.push(name, value);
    names.add(name.toLowerCase());
  }
  for (const [name, value] of Object.entries(defaultHeaders)) if (!names.has(name)) list.push(name, value);
  return list;
}

const cleanName = /^[\w-]+$/;
const cleanValue = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Whether `Headers` would take every header as it is. */
function isClean(init: RequestInit['headers']): init is Record<string, string> {
  if (init === undefined || init instanceof Headers || Array.isArray(init)) return false;
  return Object.entries(init).every(
    ([name, value]: [string, unknown]) =>
      cleanName.test(name) && typeof value === 'string' && cleanValue.test(value),
  );
}
