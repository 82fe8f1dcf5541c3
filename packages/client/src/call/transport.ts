import { hasMethods } from '../input/values.ts';
import type { RequestHeaders } from './build-request.ts';
import { loadFailures } from './load-failures.ts';

/** What sends a request: the global `fetch`, or anything that behaves like it. */
export type Fetch = typeof globalThis.fetch;

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly signal: AbortSignal;
}

/**
 * Sends a request. Redirects are followed within its origin only, because the request carries a token.
 * @throws {ForeignOriginProblem} when a redirect leaves the origin, or there are too many.
 * @throws {ConfigurationError} when `fetch` resolves to something other than a response.
 */
export async function send(fetch: Fetch, { url, ...init }: OutgoingRequest): Promise<Response> {
  const sendTo = async (to: string) => {
    const response = await fetch(to, { ...init, redirect: 'manual' });
    if (isResponse(response)) return response;
    throw (await loadFailures()).createNoResponseError(response);
  };
  const response = await sendTo(url);
  const isRedirect = response.type === 'opaqueredirect' || (response.status >= 300 && response.status <= 399);
  if (!isRedirect) return response;
  const { followRedirects } = await loadFailures();
  return followRedirects({ response, url, signal: init.signal }, sendTo);
}

/** Checked by shape: the response may come from another copy of undici or from another realm. */
function isResponse(value: unknown): boolean {
  const isObject = hasMethods(value, []) && 'status' in value && 'headers' in value;
  return isObject && typeof value.status === 'number' && hasMethods(value.headers, ['get']);
}
