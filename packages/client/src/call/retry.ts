import type { ResolvedRetryOptions } from '../retry-options.ts';

/**
 * Exponential backoff with full jitter: every delay in the range is equally likely, so that clients that failed
 * together don't return together.
 */
export function retryDelay(retry: number, options: ResolvedRetryOptions, random: () => number): number {
  const end = Math.min(options.maxDelayInMs, options.baseDelayInMs * 2 ** retry);
  return Math.floor(random() * end);
}

/** The wait after a header that can't be parsed: the longest that this client would choose itself. */
export const cautiousWaitInMs = 30_000;

export interface RetryFacts {
  /** The status of the answer, if there is one. */
  readonly status: number | undefined;
  /** The wait that the service asked for, if it did. */
  readonly retryAfterInMs: number | undefined;
  /** The delay drawn for this retry. */
  readonly backoffInMs: number;
  readonly options: ResolvedRetryOptions;
}

export interface RetryWait {
  /** How long this call waits before it retries: never less than the service asked for. */
  readonly delayInMs: number;
  /** Whether the other calls under its key wait as long. */
  readonly isForAll: boolean;
}

/** How long to wait after an answer, and whether other calls wait too. */
export function waitAfter({ status, retryAfterInMs, backoffInMs, options }: RetryFacts): RetryWait {
  // Full jitter alone could retry within milliseconds, although the service asked for a pause.
  const leastInMs = status === 429 || status === 503 ? Math.ceil(options.baseDelayInMs / 2) : 0;
  const isForAll = status === 429 || (retryAfterInMs !== undefined && (status === 503 || status === 408));
  return { delayInMs: retryAfterInMs ?? Math.max(leastInMs, backoffInMs), isForAll };
}

/** Bounds retries to the number of successes plus a reserve, so that a failing service gets less traffic, not more. */
export interface RetryBudget {
  /** Takes one retry from the budget. False when the budget is used up. */
  spend(): boolean;
  /** Adds one retry to the budget, after a success. */
  earn(): void;
}

const reserve = 100;

export function createRetryBudget(): RetryBudget {
  let retries = reserve;
  return {
    spend() {
      if (retries === 0) return false;
      retries -= 1;
      return true;
    },
    earn() {
      retries = Math.min(reserve, retries + 1);
    },
  };
}
