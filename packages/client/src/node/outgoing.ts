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

const defaultHeaders = Object.entries({
  accept: '*/*',
  'accept-encoding': acceptEncoding,
  'user-agent': 'node',
});

function listHeaders(init: RequestInit['headers']): string[] {
  const list = listClean(init) ?? [...new Headers(init)].flat();
  for (const [name, value] of defaultHeaders) if (!holds(list, name)) list.push(name, value);
  return list;
}

const cleanName = /^[\w-]+$/;
const cleanValue = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Lists the headers of an object which `Headers` would take as they are: making one costs more than the rest. */
function listClean(init: RequestInit['headers']): string[] | undefined {
  if (init === undefined || init instanceof Headers || Array.isArray(init)) return undefined;
  const list: string[] = [];
  for (const name of Object.keys(init)) {
    const value: unknown = init[name];
    if (typeof value !== 'string' || !cleanName.test(name) || !cleanValue.test(value)) return undefined;
    list.push(name, value);
  }
  return list;
}

/** Whether a header is in a list of names and values. */
function holds(list: readonly string[], wanted: string): boolean {
  return list.some(
    (name, index) => index % 2 === 0 && name.length === wanted.length && name.toLowerCase() === wanted,
  );
}
