import { requireInteger } from './input/values.ts';

/** How retries are spaced. Delays are in milliseconds. */
export interface RetryOptions {
  /** How often a call is retried. Default: 3. 0 turns retries off. */
  readonly maxRetries?: number | undefined;
  /** The upper end of the first delay; it doubles with each retry. Default: 800. */
  readonly baseDelayInMs?: number | undefined;
  /** The longest delay that the client chooses itself. Default: 30,000. */
  readonly maxDelayInMs?: number | undefined;
}

export type ResolvedRetryOptions = { readonly [Name in keyof RetryOptions]-?: number };

export function resolveRetryOptions(options: RetryOptions): ResolvedRetryOptions {
  const resolve = (name: keyof RetryOptions, byDefault: number) => {
    const { [name]: value = byDefault } = options;
    return requireInteger(`retry.${name}`, value, { min: 0, example: byDefault });
  };
  return {
    maxRetries: resolve('maxRetries', 3),
    baseDelayInMs: resolve('baseDelayInMs', 800),
    maxDelayInMs: resolve('maxDelayInMs', 30_000),
  };
}
