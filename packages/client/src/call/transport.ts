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
  const sendTo = (to: string) => fetch(to, { ...init, redirect: 'manual' });
  const response = await sendTo(url);
  if (isResponse(response) && !isRedirect(response)) return response;
  const { followRedirects } = await loadFailures();
  return followRedirects({ response, url, signal: init.signal }, sendTo);
}

/** A browser hides a redirect: its response has the type `opaqueredirect` and no status. */
export function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status <= 399);
}

/** Checked by shape: the response may come from another copy of undici or from another realm. */
export function isResponse(value: unknown): boolean {
  const isObject = hasMethods(value, []) && 'status' in value && 'headers' in value;
  return isObject && typeof value.status === 'number' && hasMethods(value.headers, ['get']);
}
