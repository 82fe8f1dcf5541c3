import type { IncomingMessage } from 'node:http';

import type { Call } from './call.ts';

/** More than any token request needs; the rest of a longer body is not read. */
const maxBodyLength = 65_536;

/** @returns `undefined` when the request line holds no usable address. */
export function callFromIncoming(incoming: IncomingMessage, fallbackHost: string): Call | undefined {
  const url = parseUrl(incoming.url ?? '/', incoming.headers.host ?? fallbackHost);
  if (url === undefined) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method?.toUpperCase() ?? 'GET',
    url,
    headers,
    readBody: () => readText(incoming),
  };
}

/** A request line may hold a path, or a whole address when a proxy is in between. */
function parseUrl(target: string, host: string): URL | undefined {
  const address = target.startsWith('/') ? `http://${host}${target}` : target;
  return URL.canParse(address) ? new URL(address) : undefined;
}

async function readText(incoming: IncomingMessage): Promise<string> {
  let text = '';
  incoming.setEncoding('utf8');
  for await (const piece of incoming) {
    text += String(piece);
    if (text.length > maxBodyLength) break;
  }
  return text;
}
