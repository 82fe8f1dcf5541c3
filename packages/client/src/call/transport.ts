import { hasMethods } from '../input/values.ts';
import { discardBody, headersOf } from './direct-response.ts';
import type { RequestHeaders } from './build-request.ts';
import { loadFailures } from './load-failures.ts';
import { ForeignOriginProblem } from './outcome.ts';

/** What sends a request: the global `fetch`, or anything that behaves like it. */
export type Fetch = typeof globalThis.fetch;

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly signal: AbortSignal;
}

const maxRedirects = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request and follows redirects within its origin only, because the request carries a token.
 * @throws {ForeignOriginProblem} when a redirect leaves the origin, or redirects don't end.
 * @throws {ConfigurationError} when `fetch` resolves to something that is no response.
 */
export async function send(fetch: Fetch, { url: start, ...rest }: OutgoingRequest): Promise<Response> {
  let url = start;
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(url, { ...rest, redirect: 'manual' });
    if (!isResponse(response)) throw (await loadFailures()).createNoResponseError(response);
    if (response.type === 'opaqueredirect') throw new ForeignOriginProblem('a redirect that a browser hides');
    const location = redirectStatuses.has(response.status) ? headersOf(response).get('location') : null;
    if (location === null) return response;
    discardBody(response);
    rest.signal.throwIfAborted();
    url = (await loadFailures()).resolveRedirect(location, url);
    if (redirects === maxRedirects) throw new ForeignOriginProblem(`more than ${maxRedirects} redirects`);
  }
}

/** By shape: the response may be of another copy of undici, or of another realm. */
function isResponse(value: unknown): boolean {
  const isObject = hasMethods(value, []) && 'status' in value && 'headers' in value;
  return isObject && typeof value.status === 'number' && hasMethods(value.headers, ['get']);
}
