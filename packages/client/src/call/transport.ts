import { ConfigurationError } from '../errors/configuration-error.ts';
import { discardBody, headersOf } from './direct-response.ts';
import type { RequestHeaders } from './build-request.ts';

/** What sends a request: the global `fetch`, or anything that behaves like it. */
export type Fetch = typeof globalThis.fetch;

/** The service redirected to a place that must not get the token. */
export class ForeignOriginProblem extends Error {
  override readonly name = 'ForeignOriginProblem';
}

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
    const response = requireResponse(await fetch(url, { ...rest, redirect: 'manual' }));
    if (response.type === 'opaqueredirect') throw new ForeignOriginProblem('a redirect that a browser hides');
    const location = redirectStatuses.has(response.status) ? headersOf(response).get('location') : null;
    if (location === null) return response;
    discardBody(response);
    rest.signal.throwIfAborted();
    url = resolveRedirect(location, url);
    if (redirects === maxRedirects) throw new ForeignOriginProblem(`more than ${maxRedirects} redirects`);
  }
}

function resolveRedirect(location: string, from: string): string {
  const target = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (target === undefined) throw new ForeignOriginProblem('a redirect to no readable place');
  // The origin of a `blob:` URL is that of the page which made it.
  const isHttp = target.protocol === 'https:' || target.protocol === 'http:';
  if (!isHttp || target.origin !== new URL(from).origin)
    throw new ForeignOriginProblem('a redirect to another origin');
  // `fetch` refuses URLs with a user in them, and its refusal would quote the URL.
  if (target.username !== '' || target.password !== '')
    throw new ForeignOriginProblem('a redirect with a user');
  return target.href;
}

function requireResponse(response: Response): Response {
  if (isResponse(response)) return response;
  throw new ConfigurationError({
    argument: 'fetch',
    expected: 'a function that resolves to a Response',
    received: response,
    example: '(input, init) => globalThis.fetch(input, init)',
    wasSent: true,
  });
}

/** By shape: the response may be of another copy of undici, or of another realm. */
function isResponse(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('status' in value) || !('headers' in value))
    return false;
  const { status, headers } = value;
  return (
    typeof status === 'number' &&
    typeof headers === 'object' &&
    headers !== null &&
    'get' in headers &&
    typeof headers.get === 'function'
  );
}
