import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after the delay; rejects at once with the signal's own reason when it aborts. */
export async function wait(delayInMs: number, signal?: AbortSignal): Promise<void> {
  await sleep(delayInMs, undefined, signal && { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}
