/** The outcome of the work, or the signal's reason as soon as it is aborted. */
export function untilAborted<Result>(work: Promise<Result>, abortSignal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(abortSignal.reason);
    if (abortSignal.aborted) abort();
    abortSignal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => abortSignal.removeEventListener('abort', abort));
  });
}
