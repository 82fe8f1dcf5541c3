import { discardBody } from './direct-response.ts';
import type { BuiltRequest } from './http.ts';

export type Fetch = typeof globalThis.fetch;

export interface OutgoingRequest extends BuiltRequest {
  readonly headers: NonNullable<RequestInit['headers']>;
}

/** The service pointed somewhere the token must not go. */
export class ForeignOriginProblem extends Error {
  override readonly name = 'ForeignOriginProblem';
}

const maxRedirects = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request and follows redirects within its origin only: the request carries a token.
 * @throws {ForeignOriginProblem} when a redirect leaves the origin, or redirects don't end.
 */
export async function send(fetch: Fetch, request: OutgoingRequest): Promise<Response> {
  const { headers, method, redirect, signal } = request;
  const init = { headers, method, redirect, signal };
  let { url } = request;
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(url, init);
    if (response.type === 'opaqueredirect') throw new ForeignOriginProblem('a redirect that a browser hides');
    const location = redirectStatuses.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return response;
    discardBody(response);
    signal.throwIfAborted();
    const target = URL.canParse(location, url) ? new URL(location, url) : undefined;
    if (target === undefined) throw new ForeignOriginProblem('a redirect to no readable place');
    if (target.origin !== new URL(url).origin) throw new ForeignOriginProblem('a redirect to another origin');
    // No request can be made with a user in its URL, and the refusal would quote it.
    if (target.username !== '' || target.password !== '')
      throw new ForeignOriginProblem('a redirect with a user');
    if (redirects === maxRedirects) throw new ForeignOriginProblem(`more than ${maxRedirects} redirects`);
    url = target.href;
  }
}
