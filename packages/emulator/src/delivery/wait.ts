import { setTimeout as sleep } from 'node:timers/promises';

/** Rejects at once with the signal's own reason. Without a signal, as over HTTP, the wait keeps no process alive. */
export async function wait(delayInMs: number, signal?: AbortSignal): Promise<void> {
  await sleep(delayInMs, undefined, signal ? { signal } : { ref: false }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}
