/** Where text goes: a pipe, a file, or a terminal, which has a width. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command needs from the process it runs in. */
export interface Context {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted with a `CommandError` when the user stops the program, and when nobody reads its output any more. */
  readonly abortSignal: AbortSignal;
  /**
   * Resolves when the user stops the program, for a command that then finishes what it does and ends well: nothing is aborted.
   * It may take as long as `graceInMs`. Default: it ends when `abortSignal` is aborted.
   */
  readonly untilStopped?: (graceInMs: number) => Promise<void>;
}

/** The outcome of the work, or the signal's reason as soon as it is aborted. */
export function untilAborted<Result>(work: Promise<Result>, abortSignal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(abortSignal.reason);
    if (abortSignal.aborted) abort();
    abortSignal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => abortSignal.removeEventListener('abort', abort));
  });
}
