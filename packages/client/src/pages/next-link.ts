import { defined, isRecord } from '../input/values.ts';

/** The parameters of a link to the next page, decoded. */
export type LinkParameters = Readonly<Record<string, string>>;

/** Whether a value from a continuation token has the form of parameters. */
export function isLinkParameters(value: unknown): value is LinkParameters {
  return isRecord(value) && Object.values(value).every((parameter) => typeof parameter === 'string');
}

export type NextLink =
  /** Empty when the link only repeats the request. */
  | { readonly kind: 'parameters'; readonly parameters: LinkParameters }
  | { readonly kind: 'refused'; readonly reason: string };

/** The request whose answer contained the link. */
export interface LinkExpectation {
  /** The base URL of requests. */
  readonly baseUrl: string;
  /** The end of the operation's path. */
  readonly path: string;
  /** The caller's parameters. A link may repeat them unencoded. */
  readonly own: object;
}

/**
 * Reads the parameters that a link adds to its request.
 *
 * Only the link's query is used, and only those parameters that the caller did not set: links arrive unencoded, so a
 * filter that contains `&` or `#` may be cut anywhere. A link to another origin or operation is refused, because the
 * request carries a token.
 */
export function readNextLink(link: string, expectation: LinkExpectation): NextLink {
  const questionMark = link.indexOf('?');
  const address = questionMark === -1 ? link : link.slice(0, questionMark);
  const refusal = refuseAddress(address, expectation);
  if (refusal !== undefined) return { kind: 'refused', reason: refusal };
  const query = questionMark === -1 ? '' : link.slice(questionMark + 1);
  const own = defined(expectation.own);
  return { kind: 'parameters', parameters: withoutNamesOf(own, readParameters(withoutOwnText(query, own))) };
}

function refuseAddress(address: string, { baseUrl, path }: LinkExpectation): string | undefined {
  if (address === '') return undefined;
  if (!URL.canParse(address, `${baseUrl}/`)) return 'a link that is not a URL';
  const url = new URL(address, `${baseUrl}/`);
  if (url.origin !== new URL(baseUrl).origin) return 'a link to another origin';
  return isSamePath(url.pathname, path) ? undefined : 'a link to another operation';
}

/** Links arrive with or without the leading `/v1`, and with or without a trailing slash. */
function isSamePath(pathname: string, path: string): boolean {
  // The lookbehind keeps the expression linear: a link may be long.
  const bare = (text: string) => text.toLowerCase().replace(/(?<!\/)\/+$/, '');
  return bare(pathname).endsWith(bare(path.slice('/v1'.length)));
}

/** Removes the caller's own parameters, the longest first: a filter may contain the text of another parameter. */
function withoutOwnText(query: string, own: object): string {
  return Object.entries(own)
    .map(([name, value]) => `${name}=${value}`)
    .sort((left, right) => right.length - left.length)
    .reduce(withoutText, query);
}

function withoutText(query: string, text: string): string {
  const isEnd = (at: number) => at === query.length || '&?'.includes(query.charAt(at));
  for (const { index } of query.matchAll(/(?:^|(?<=[&?]))./gs)) {
    const end = endsOf(text, query, index).find(isEnd);
    if (end !== undefined) return query.slice(0, index) + query.slice(end);
  }
  return query;
}

/** The positions where `text` may end if it starts at `start`, in any case and with any part percent-encoded. */
function endsOf(text: string, query: string, start: number): readonly number[] {
  const standsAt = (spelling: string, at: number) =>
    query.slice(at, at + spelling.length).toLowerCase() === spelling.toLowerCase();
  let ends = [start];
  for (const char of text) {
    const spellings = [percentEncode(char), char, ...(char === ' ' ? ['+'] : [])];
    // A percent sign may be literal, so the rest may be read in several ways.
    const further = ends.flatMap((at) =>
      spellings.filter((spelling) => standsAt(spelling, at)).map((spelling) => at + spelling.length),
    );
    ends = [...new Set(further)];
    if (ends.length === 0) break;
  }
  return ends;
}

function percentEncode(char: string): string {
  const bytes = Array.from(new TextEncoder().encode(char));
  return bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Documented links have a second `?` in place of an `&`. */
function readParameters(query: string): LinkParameters {
  const parameters = new Map<string, string>();
  for (const pair of query.split(/[&?]/)) {
    const equals = pair.indexOf('=');
    if (equals < 1) continue;
    parameters.set(decode(pair.slice(0, equals)), decode(pair.slice(equals + 1)));
  }
  return Object.fromEntries(parameters);
}

/** The parameters of a link without those that the request itself sends, in any case. */
export function withoutNamesOf(own: object, link: LinkParameters): LinkParameters {
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(link).filter(([name]) => !names.has(name.toLowerCase())));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
