import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for a promise, for a limited time. Resolves to whether it has resolved by then, and rejects if it rejects
 * earlier. What it does later is ignored.
 */
export async function resolvesWithin(limitInMs: number, promise: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const timeUp = sleep(limitInMs, false, { signal: timer.signal });
  timeUp.catch(() => {});
  promise.catch(() => {});
  try {
    return await Promise.race([promise.then(() => true), timeUp]);
  } finally {
    timer.abort();
  }
}
