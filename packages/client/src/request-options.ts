import { isCallerSignal, type CallerSignal } from './time/abort.ts';
import { refuse } from './errors/configuration-error.ts';
import { requireDurationInMs, requireInteger, requireGuid } from './input/values.ts';
import { requireExtraHeaders } from './input/headers.ts';

/** Options of one call. For a list they apply to each page. */
export interface RequestOptions {
  /** Ends the call at once. It rejects with the signal's own reason. */
  readonly abortSignal?: AbortSignal | undefined;
  /** Sent as `MS-CorrelationId`, a GUID. Default: a new one for each call, or one for all pages of a list. */
  readonly correlationId?: string | undefined;
  /** How long the call may take in all, in milliseconds. `Infinity` for no limit. Default: the client's. */
  readonly totalTimeoutInMs?: number | undefined;
  /**
   * How long one attempt may take, up to the last byte of its answer, in milliseconds. `Infinity` for no limit.
   * Default: the client's.
   */
  readonly attemptTimeoutInMs?: number | undefined;
  /** How often the call is retried. 0 turns retries off. Default: the client's `retry.maxRetries`. */
  readonly maxRetries?: number | undefined;
  /** Sent in addition to the client's own `headers`; one of the same name replaces the client's. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Options of one iteration over a list. */
export interface ListOptions extends RequestOptions {
  /** Overrides the client's `prefetchPages`. */
  readonly prefetchPages?: number | undefined;
  /**
   * The page size: how many rows one request asks for at most. From 1 to the service's largest page, which is the
   * limit of `top` in the API description. Default: the service's. The `top` of a query limits the total number of
   * rows.
   */
  readonly maxPageSize?: number | undefined;
}

/** Every option of a call, checked, with the defaults filled in. */
export type ResolvedRequestOptions = Readonly<ReturnType<typeof resolveRequestOptions>>;

/** The client's options that apply where a call's own options say nothing. */
export interface RequestDefaults {
  readonly totalTimeoutInMs: number;
  readonly attemptTimeoutInMs: number;
  readonly retry: { readonly maxRetries: number };
}

/** @throws {ConfigurationError} naming the first option at fault. */
export function resolveRequestOptions(options: RequestOptions | undefined, defaults: RequestDefaults) {
  const {
    abortSignal,
    correlationId,
    headers,
    totalTimeoutInMs = defaults.totalTimeoutInMs,
    attemptTimeoutInMs = defaults.attemptTimeoutInMs,
    maxRetries = defaults.retry.maxRetries,
  } = options ?? {};
  const of = (name: keyof RequestOptions) => `requestOptions.${name}`;
  return {
    abortSignal: abortSignal === undefined ? undefined : requireSignal(of('abortSignal'), abortSignal),
    correlationId:
      correlationId === undefined ? crypto.randomUUID() : requireGuid(of('correlationId'), correlationId),
    totalTimeoutInMs: requireDurationInMs(of('totalTimeoutInMs'), totalTimeoutInMs, 300_000),
    attemptTimeoutInMs: requireDurationInMs(of('attemptTimeoutInMs'), attemptTimeoutInMs, 60_000),
    maxRetries: requireInteger(of('maxRetries'), maxRetries, { min: 0, example: 3 }),
    headers: headers === undefined ? {} : requireExtraHeaders(of('headers'), headers),
  };
}

function requireSignal(argument: string, value: unknown): CallerSignal {
  if (isCallerSignal(value)) return value;
  return refuse(argument, 'an AbortSignal', value, 'AbortSignal.timeout(5_000)');
}
