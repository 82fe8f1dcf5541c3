import { ConfigurationError } from './errors/configuration-error.ts';
import { requireDurationInMs } from './input/duration.ts';
import { requireGuid } from './input/guid.ts';
import { requirePrefetchPages } from './input/prefetch-pages.ts';

/** Options of one call, or of one walk over pages. */
export interface RequestOptions {
  /** Ends the call at once; it rejects with the signal's own reason. */
  readonly abortSignal?: AbortSignal | undefined;
  /** `MS-CorrelationId`, a GUID. Default: a new one for each call; one for all pages of a walk. */
  readonly correlationId?: string | undefined;
  /** Overrides the client's `totalTimeoutInMs`. In a walk it applies to each page. */
  readonly totalTimeoutInMs?: number | undefined;
}

/** Options of one walk over the pages of a list. */
export interface ListOptions extends RequestOptions {
  /** Overrides the client's `prefetchPages`. */
  readonly prefetchPages?: number | undefined;
}

export interface ResolvedRequestOptions {
  readonly abortSignal: AbortSignal | undefined;
  readonly correlationId: string;
  readonly totalTimeoutInMs: number;
}

export function resolveRequestOptions(
  options: RequestOptions | undefined,
  defaults: { readonly totalTimeoutInMs: number },
): ResolvedRequestOptions {
  const { abortSignal, correlationId, totalTimeoutInMs } = options ?? {};
  if (abortSignal !== undefined && !(abortSignal instanceof AbortSignal)) {
    throw new ConfigurationError({
      argument: 'requestOptions.abortSignal',
      expected: 'an AbortSignal',
      received: abortSignal,
      example: 'AbortSignal.timeout(5_000)',
    });
  }
  return {
    abortSignal,
    correlationId:
      correlationId === undefined
        ? crypto.randomUUID()
        : requireGuid('requestOptions.correlationId', correlationId),
    totalTimeoutInMs:
      totalTimeoutInMs === undefined
        ? defaults.totalTimeoutInMs
        : requireDurationInMs('requestOptions.totalTimeoutInMs', totalTimeoutInMs, 300_000),
  };
}

export interface ResolvedListOptions extends ResolvedRequestOptions {
  readonly prefetchPages: number;
}

export function resolveListOptions(
  options: ListOptions | undefined,
  defaults: { readonly totalTimeoutInMs: number; readonly prefetchPages: number },
): ResolvedListOptions {
  const prefetchPages = options?.prefetchPages;
  return {
    ...resolveRequestOptions(options, defaults),
    prefetchPages:
      prefetchPages === undefined
        ? defaults.prefetchPages
        : requirePrefetchPages('requestOptions.prefetchPages', prefetchPages),
  };
}
