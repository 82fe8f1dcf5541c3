/** Text on a stream that may break. */
export interface Output {
  /** Never throws: `flush` reports what failed. */
  readonly write: (text: string) => void;
  /**
   * Resolves when everything is written, or to the system's error code if that fails. A reader that closed the pipe
   * is not a failure.
   */
  readonly flush: () => Promise<string | undefined>;
}

export function createOutput(stream: NodeJS.WritableStream): Output {
  let failure: string | undefined;
  const fail = (error: NodeJS.ErrnoException | null | undefined): void => {
    if (error) failure ??= error.code ?? error.message;
  };
  // Without a listener, a broken pipe would end the program, but the emulator should outlive the reader of its log.
  stream.on('error', fail);
  return {
    write(text) {
      if (failure === undefined) stream.write(text);
    },
    async flush() {
      if (failure === undefined) {
        await new Promise<void>((resolve) => {
          stream.write('', (error) => {
            fail(error);
            resolve();
          });
        });
      }
      // The error event comes after the callback.
      await new Promise((resolve) => setImmediate(resolve));
      return failure === 'EPIPE' ? undefined : failure;
    },
  };
}
