/** The destination of text: a pipe, a file, or a terminal, which has a width. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The parts of the process that a command needs. */
export interface Context {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Aborted with a `CommandError` when the user stops the program, or when the reader of its output closes the pipe.
   */
  readonly abortSignal: AbortSignal;
  /**
   * Resolves when the user stops the program, for a command that then finishes its work: nothing is aborted. The
   * command may take as long as `graceInMs`. Default: the command ends when `abortSignal` is aborted.
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
