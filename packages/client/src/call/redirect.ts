import { AnswerProblem, discardBody, headersOf, isResponse } from './response.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';

/** The service redirected to a place that must not get the token. */
export class ForeignOriginProblem extends AnswerProblem {
  override readonly name = 'ForeignOriginProblem';
}

const maxRedirects = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

export interface Redirected {
  readonly response: Response;
  /** The address of the response. */
  readonly url: string;
  readonly signal: AbortSignal;
}

/**
 * Follows redirects within their origin only, because the request carries a token.
 * @throws {ForeignOriginProblem} when a redirect leaves the origin, or there are too many.
 */
export async function followRedirects(
  { response: first, url: start, signal }: Redirected,
  sendTo: (url: string) => Promise<Response>,
): Promise<Response> {
  let [response, url] = [first, start];
  for (let redirects = 0; ; redirects += 1) {
    requireResponse(response);
    if (response.type === 'opaqueredirect') throw new ForeignOriginProblem('a redirect that a browser hides');
    requireStatus(response);
    const location = redirectStatuses.has(response.status) ? headersOf(response).get('location') : null;
    if (location === null) return response;
    discardBody(response);
    signal.throwIfAborted();
    url = resolveRedirect(location, url);
    if (redirects === maxRedirects) throw new ForeignOriginProblem(`more than ${maxRedirects} redirects`);
    response = await sendTo(url);
  }
}

function resolveRedirect(location: string, from: string): string {
  const target = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (target === undefined) throw new ForeignOriginProblem('a redirect to an invalid address');
  // The origin of a `blob:` URL is that of the page that created it.
  const isHttp = target.protocol === 'https:' || target.protocol === 'http:';
  if (!isHttp || target.origin !== new URL(from).origin)
    throw new ForeignOriginProblem('a redirect to another origin');
  // `fetch` refuses URLs with a user in them, and its refusal would quote the URL.
  if (target.username !== '' || target.password !== '')
    throw new ForeignOriginProblem('a redirect to a URL with credentials');
  return target.href;
}

/** @throws {ConfigurationError} when `fetch` resolved to something other than a response. */
export function requireResponse(received: unknown): void {
  if (isResponse(received)) return;
  throw new ConfigurationError({
    argument: 'fetch',
    expected: 'a function that resolves to a Response',
    received,
    example: '(input, init) => globalThis.fetch(input, init)',
    wasSent: true,
  });
}

/** @throws {TypeError} for a network error: `Response.error()`, or what else has no status of HTTP. */
export function requireStatus({ status }: Response): void {
  if (!(status >= 200)) throw new TypeError(`fetch returned no usable response, only status ${status}`);
}
