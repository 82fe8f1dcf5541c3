import type { Fetch } from '../client-options.ts';
import { createFinalURL } from 'openapi-fetch';
import type { operations } from '../generated/schema.ts';
import { defined } from '../input/values.ts';
import type { Operation, OwnHeaders } from './operation.ts';
import { loadFailures } from './load-failures.ts';
import { isAnswer, isResponse } from './response.ts';

/** What an address has besides the path template of its operation. */
export interface AddressParts {
  /** Keyed by the names in the path template. Already checked: no value can leave its segment of the path. */
  readonly path?: Readonly<Record<string, string>>;
  /** Goes before `/v1`. */
  readonly pathPrefix?: string;
  /** Fields that are `undefined` are not sent. */
  readonly query?: Readonly<Record<string, unknown>>;
}

/**
 * Builds the URL of a call. This is the only file that imports openapi-fetch.
 *
 * Encoding does not keep a value within its segment of the path (`..` stays `..`), so path parameters are checked before
 * they get here.
 */
export function buildUrl(
  baseUrl: string,
  { path: template }: Pick<Operation, 'path'>,
  { path = {}, pathPrefix = '', query = {} }: AddressParts,
): string {
  return createFinalURL(template, {
    baseUrl: baseUrl + pathPrefix,
    params: { path, query },
    pathSerializer: fillPath,
    querySerializer: serialiseQuery,
  });
}

function fillPath(template: string, path: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
}

/** Writes a query the way the service reads it: lists joined by commas, spaces as `%20`, no `undefined`. */
export function serialiseQuery(query: object): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${encode(name)}=${Array.isArray(value) ? value.map(encode).join(',') : encode(value)}`,
    )
    .join('&');
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value)).replaceAll("'", '%27');
}

type HeadersOf<Id extends keyof operations> = NonNullable<operations[Id]['parameters']['header']>;

/** The header parameters that every operation takes. */
type CommonHeaders = Pick<HeadersOf<'getCustomerLicensesUsage'>, keyof HeadersOf<keyof operations>>;

/** The headers of a request. A plain object, because sending a `Headers` would copy it once more. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** The facts about the client and its caller that headers carry. */
export interface RequestHeaderOptions {
  readonly locale: string;
  readonly applicationName: string | undefined;
  readonly headers: RequestHeaders;
}

const clientName = 'licenses-usage TypeScript client';
const contractVersion = 'v1';

export function createRequestHeaders(
  options: RequestHeaderOptions,
  ids: { readonly requestId: string; readonly correlationId: string },
  token: string,
  { extra, own }: { readonly extra: RequestHeaders; readonly own: OwnHeaders | undefined },
): RequestHeaders {
  const common: CommonHeaders = {
    'MS-RequestId': ids.requestId,
    'MS-CorrelationId': ids.correlationId,
    'X-Locale': options.locale,
    'MS-Contract-Version': contractVersion,
    'MS-PartnerCenter-Client': clientName,
    ...defined({ 'MS-PartnerCenter-Application': options.applicationName }),
  };
  return {
    ...options.headers,
    ...extra,
    Accept: 'application/json',
    Authorization: `Bearer ${token}`,
    ...common,
    ...own,
  };
}

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
 * @throws {TypeError} when it resolves to a network error, such as `Response.error()`.
 */
export async function send(fetch: Fetch, { url, ...init }: OutgoingRequest): Promise<Response> {
  const sendTo = (to: string) => fetch(to, { ...init, redirect: 'manual' });
  const response = await sendTo(url);
  if (isResponse(response) && isAnswer(response)) return response;
  const { followRedirects } = await loadFailures();
  return followRedirects({ response, url, signal: init.signal }, sendTo);
}
