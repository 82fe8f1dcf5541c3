import type { Outcome } from './outcome.ts';
import { parseRetryAfter } from './parse-retry-after.ts';
import type { ResolvedRetryOptions } from './retry-options.ts';
import { shouldRetry } from './should-retry.ts';

export interface RetryFacts {
  readonly outcome: Outcome;
  /** How many retries the call has had. */
  readonly retries: number;
  readonly options: ResolvedRetryOptions;
  readonly remainingInMs: number;
  readonly nowInMs: number;
  /** How long to wait when the service does not say. */
  readonly backoffInMs: number;
}

export interface NextRetry {
  /** What the service asked for, when it did. */
  readonly retryAfterInMs: number | undefined;
  /** How long this call leaves the service alone if it retries. */
  readonly delayInMs: number;
  /** Whether this call tries again. Never earlier than the service asked, and not when there is no time left. */
  readonly willRetry: boolean;
}

/** Decides whether and when to try again. */
export function nextRetry(facts: RetryFacts): NextRetry {
  const { outcome, retries, options, remainingInMs, nowInMs, backoffInMs } = facts;
  const retryAfterInMs = parseRetryAfter(outcome.headers, nowInMs);
  const delayInMs = retryAfterInMs ?? backoffInMs;
  const willRetry = shouldRetry(outcome) && retries < options.maxRetries && delayInMs < remainingInMs;
  return { retryAfterInMs, delayInMs, willRetry };
}
