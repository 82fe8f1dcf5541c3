import type { ResolvedRetryOptions } from './retry-options.ts';

/**
 * Exponential backoff with full jitter: any delay up to the end of the range is as likely as any other, so that many
 * clients that failed together don't come back together.
 */
export function retryDelay(retry: number, options: ResolvedRetryOptions, random: () => number): number {
  const end = Math.min(options.maxDelayInMs, options.baseDelayInMs * 2 ** retry);
  return Math.floor(random() * end);
}
