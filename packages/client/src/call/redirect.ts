import { ForeignOriginProblem } from './outcome.ts';

/**
 * Where a redirect leads, which has to be within the origin that it came from: the request carries a token.
 * @throws {ForeignOriginProblem} when it leads elsewhere.
 */
export function resolveRedirect(location: string, from: string): string {
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
