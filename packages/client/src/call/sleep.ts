import type { Clock } from './clock.ts';

/** Resolves after `delayInMs`; rejects at once with the signal's reason when it aborts. Leaves no timer or listener. */
export function sleep(delayInMs: number, clock: Clock, abortSignal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    abortSignal.throwIfAborted();
    const onAbort = () => {
      cancel();
      reject(abortSignal.reason);
    };
    const cancel = clock.schedule(() => {
      abortSignal.removeEventListener('abort', onAbort);
      resolve();
    }, delayInMs);
    abortSignal.addEventListener('abort', onAbort, { once: true });
  });
}
