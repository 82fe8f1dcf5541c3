import type { Emulator } from '@licenses-usage/emulator';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The text, with its byte order mark if there was one. */
  readonly text: string;
  /** The parsed text; `undefined` when it is not JSON. */
  readonly body: unknown;
}

const token = { Authorization: 'Bearer demo-token' };

/** Sends a request to an emulator in process, with a token by default. */
export async function ask(
  emulator: Emulator,
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const url = new URL(address, 'https://api.partnercenter.microsoft.com');
  return read(await emulator.fetch(url, { headers: { ...token, ...headers } }));
}

async function read(response: Response): Promise<Answered> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { status: response.status, headers: response.headers, text, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** The address of the superseding operation with a query. */
export function usage(query: Readonly<Record<string, string | number>> = {}): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/v1/analytics/commercial/usage/license/?${pairs.join('&')}`;
}
