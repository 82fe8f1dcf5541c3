import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits, or rejects at once with the signal's own reason. Without a signal, as over HTTP, the wait does not keep the
 * process alive.
 */
export async function wait(delayInMs: number, signal?: AbortSignal): Promise<void> {
  if (signal === undefined) return sleep(delayInMs, undefined, { ref: false });
  await sleep(delayInMs, undefined, { signal }).catch(() => signal.throwIfAborted());
}
