import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths } from '../generated/schema.ts';
import { serialiseQuery } from './serialise-query.ts';

/**
 * Builds typed requests from the generated paths. This is the only file that knows openapi-fetch: its types stay out
 * of the public declarations, and replacing it means replacing this file.
 */
export type Http = Client<paths>;

/** What openapi-fetch makes of a path and its parameters. */
export type BuiltRequest = Pick<Request, 'method' | 'redirect' | 'signal' | 'url'>;

export function createHttp(): Http {
  return createFetchClient<paths>({
    Request: new Proxy(globalThis.Request, { construct: (_, [url, init]) => buildRequest(url, init) }),
    querySerializer: serialiseQuery,
  });
}

/** A `Request` costs as much as all that the client does for a call, and `fetch` makes one of its own. */
function buildRequest(url: string, init: Omit<BuiltRequest, 'url'>): BuiltRequest {
  const { method, redirect, signal } = init;
  return { method, redirect, signal, url };
}

/** Keeps openapi-fetch from the answer: it would buffer a body of any size and parse it unchecked. */
export function unanswered(): Promise<Response> {
  return new Promise(() => {});
}
