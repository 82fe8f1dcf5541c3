import { abortReason, onAbort, type CallerSignal } from './caller-signal.ts';
import type { FullClock } from './clock.ts';

/**
 * Waits for `promise`, but no longer than until the signal aborts; then rejects at once with the signal's reason.
 * A transport that ignores signals can't hold up the caller. `discard` gets a result that came too late.
 */
export function abortable<Value>(
  promise: Promise<Value>,
  abortSignal: CallerSignal,
  discard: (value: Value) => void = () => {},
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const settle = onAbort(abortSignal, () => {
      reject(abortReason(abortSignal));
      promise.then(discard).catch(() => {});
    });
    if (abortSignal.aborted) return;
    promise.then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: unknown) => {
        settle();
        reject(error);
      },
    );
  });
}

/** Resolves after `delayInMs`; rejects at once with the signal's reason when it aborts. Leaves no timer or listener. */
export async function sleep(
  delayInMs: number,
  clock: Pick<FullClock, 'schedule'>,
  abortSignal: AbortSignal,
): Promise<void> {
  let cancel = () => {};
  const delay = new Promise<void>((resolve) => {
    cancel = clock.schedule(resolve, delayInMs);
  });
  await abortable(delay, abortSignal).finally(cancel);
}
