/** The exit codes of the program. Scripts rely on these numbers. */
export const exitCode = {
  done: 0,
  /** The command found what it looked for: a difference, a superseded call, something to repair. */
  found: 1,
  /** An option, an argument, a variable or a file can't be used. */
  badInput: 2,
  /** The service or the token endpoint failed, or could not be reached. */
  serviceFailed: 3,
  /** There was nothing to compare: no data, or different snapshots. */
  notComparable: 4,
  /** A bug in this program. */
  internalError: 70,
  /** Stopped with Ctrl+C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Ends the program with a message for the user and without a stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(message: string, code: ExitCode = exitCode.badInput) {
    super(message);
    this.exitCode = code;
  }
}
