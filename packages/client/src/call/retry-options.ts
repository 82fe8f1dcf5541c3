import { requireInteger } from '../input/numbers.ts';

/** How retries are spaced. Delays are in milliseconds. */
export interface RetryOptions {
  /** How often a call is tried again. Default: 3. 0 turns retries off. */
  readonly maxRetries?: number | undefined;
  /** The upper end of the first delay; it doubles with each retry. Default: 800. */
  readonly baseDelayInMs?: number | undefined;
  /** No delay of the client's own choice is longer. Default: 30,000. */
  readonly maxDelayInMs?: number | undefined;
}

export type ResolvedRetryOptions = { readonly [Name in keyof RetryOptions]-?: number };

export function resolveRetryOptions(options: RetryOptions): ResolvedRetryOptions {
  const { maxRetries = 3, baseDelayInMs = 800, maxDelayInMs = 30_000 } = options;
  return {
    maxRetries: requireInteger('retry.maxRetries', maxRetries, { min: 0, example: 3 }),
    baseDelayInMs: requireInteger('retry.baseDelayInMs', baseDelayInMs, { min: 0, example: 800 }),
    maxDelayInMs: requireInteger('retry.maxDelayInMs', maxDelayInMs, { min: 0, example: 30_000 }),
  };
}
