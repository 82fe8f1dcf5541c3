import type { Outcome } from './attempt.ts';
import { parseRetryAfter } from './parse-retry-after.ts';
import { retryDelay } from './retry-delay.ts';
import type { ResolvedRetryOptions } from './retry-options.ts';
import { shouldRetry } from './should-retry.ts';

export interface RetryFacts {
  readonly outcome: Outcome;
  /** How many retries the call has had. */
  readonly retries: number;
  readonly options: ResolvedRetryOptions;
  readonly remainingInMs: number;
  readonly nowInMs: number;
  readonly random: () => number;
}

export interface NextRetry {
  /** What the service asked for, when it did. */
  readonly retryAfterInMs: number | undefined;
  /** How long to leave the service alone, whether this call goes on or not. */
  readonly delayInMs: number;
  /** Whether this call tries again. Never earlier than the service asked, and not when there is no time left. */
  readonly goesOn: boolean;
}

/** Decides whether and when to try again. */
export function nextRetry(facts: RetryFacts): NextRetry {
  const { outcome, retries, options, remainingInMs, nowInMs, random } = facts;
  const retryAfterInMs = parseRetryAfter(outcome.headers.get('retry-after'), nowInMs);
  const delayInMs = retryAfterInMs ?? retryDelay(retries, options, random);
  const goesOn = shouldRetry(outcome) && retries < options.maxRetries && delayInMs < remainingInMs;
  return { retryAfterInMs, delayInMs, goesOn };
}
