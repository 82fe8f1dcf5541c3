/**
 * Waits for `promise`, but no longer than until the signal aborts; then rejects at once with the signal's reason.
 * A transport that ignores signals can't hold up the caller. `discard` gets a result that came too late.
 */
export function abortable<Value>(
  promise: Promise<Value>,
  abortSignal: AbortSignal,
  discard: (value: Value) => void = () => {},
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(abortSignal.reason);
      promise.then(discard).catch(() => {});
    };
    if (abortSignal.aborted) {
      onAbort();
      return;
    }
    abortSignal.addEventListener('abort', onAbort, { once: true });
    const settle = () => abortSignal.removeEventListener('abort', onAbort);
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
