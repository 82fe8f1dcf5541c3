/** What a command needs of its surroundings. */
export interface Context {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted with a `CommandError` when the user stops the program, and when nobody reads its output any more. */
  readonly abortSignal: AbortSignal;
}
