import { abortReason, onAbort, type CallerSignal } from './caller-signal.ts';

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
