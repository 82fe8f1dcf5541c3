export type Fetch = typeof globalThis.fetch;

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
export async function send(fetch: Fetch, request: Request): Promise<Response> {
  const { origin } = new URL(request.url);
  let current = request;
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(current);
    if (response.type === 'opaqueredirect') throw new ForeignOriginProblem('a redirect that a browser hides');
    const location = redirectStatuses.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return response;
    response.body?.cancel().catch(() => {});
    request.signal.throwIfAborted();
    const target = URL.canParse(location, current.url) ? new URL(location, current.url) : undefined;
    if (target === undefined) throw new ForeignOriginProblem('a redirect to no readable place');
    if (target.origin !== origin) throw new ForeignOriginProblem('a redirect to another origin');
    // No request can be made with a user in its URL, and the refusal would quote it.
    if (target.username !== '' || target.password !== '')
      throw new ForeignOriginProblem('a redirect with a user');
    if (redirects === maxRedirects) throw new ForeignOriginProblem(`more than ${maxRedirects} redirects`);
    current = new Request(target, current);
  }
}
