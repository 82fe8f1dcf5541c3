import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths } from '../generated/schema.ts';
import { serialiseQuery } from './serialise-query.ts';

/**
 * Builds typed requests from the generated paths. This is the only file that knows openapi-fetch: its types stay out
 * of the public declarations, and replacing it means replacing this file.
 */
export type Http = Client<paths>;

export function createHttp(): Http {
  return createFetchClient<paths>({ querySerializer: serialiseQuery });
}

/**
 * Stops openapi-fetch from reading the answer: it would buffer a body of any size and parse it unchecked.
 * Made anew each time: the first `Response` of a process loads the whole of `fetch`, which an import must not.
 */
export function createUnread(): Response {
  return new Response(null, { status: 204 });
}
