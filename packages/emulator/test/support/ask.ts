import { request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

import type { Emulator } from '../../src/index.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** With its byte order mark, if it had one. */
  readonly text: string;
  /** Parsed; `undefined` when the text is not JSON. */
  readonly body: unknown;
}

/** The time of the documented answers. By this clock, the latest snapshots are the documented ones. */
export const documentedClock = { now: () => Date.parse('2017-03-15T01:19:58Z') };

export const token = { Authorization: 'Bearer demo-token' };

/** Sends a request to an emulator in this process, by default with a token. */
export async function ask(
  emulator: Emulator,
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const url = new URL(address, 'https://api.partnercenter.microsoft.com');
  return read(await emulator.fetch(url, { headers: { ...token, ...headers } }));
}

export async function read(response: Response): Promise<Answered> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { status: response.status, headers: response.headers, text, body: parse(text) };
}

/** Requests the page of a listening emulator under another host name, as in DNS rebinding. */
export function askAsHost(
  url: string,
  host: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { Host: host } }, (response) => {
      textOf(response).then((body) => resolve({ status: response.statusCode ?? 0, text: body }), reject);
    })
      .on('error', reject)
      .end();
  });
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

export function customerUsage(id: string): string {
  return `/v1/customers/${id}/analytics/licenses/usage`;
}
