import type { Hono } from 'hono';

import type { Env } from './app/create-app.ts';

/** The limit of the fetch standard. */
const maxRedirects = 20;
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Creates a `fetch` that answers requests to any host in this process. It follows redirects by the request's
 * `redirect` mode.
 */
export function createFetch(
  app: Hono<Env>,
): (input: Request | string | URL, init?: RequestInit) => Promise<Response> {
  return async (input, init) => {
    let request = new Request(input, init);
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      request.signal.throwIfAborted();
      const response = await app.fetch(request);
      const location = response.headers.get('location');
      if (location === null || !redirectStatuses.has(response.status) || request.redirect === 'manual') {
        return presented(response, request.url, redirects > 0);
      }
      if (request.redirect === 'error') {
        throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
      }
      request = redirected(request, new URL(location, request.url));
    }
    throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
  };
}

/** The token is dropped when the origin changes. The emulator redirects only with 307, which keeps the method. */
function redirected(request: Request, url: URL): Request {
  const headers = new Headers(request.headers);
  if (url.origin !== new URL(request.url).origin) headers.delete('authorization');
  return new Request(url, {
    method: request.method,
    headers,
    signal: request.signal,
    redirect: request.redirect,
  });
}

/** Adds the address that a constructed response lacks. */
function presented(response: Response, url: string, isRedirected: boolean): Response {
  Object.defineProperties(response, {
    url: { value: url },
    redirected: { value: isRedirected },
  });
  return response;
}
