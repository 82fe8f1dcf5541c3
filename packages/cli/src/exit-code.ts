/** What the program ends with. Scripts rely on these numbers. */
export const exitCode = {
  done: 0,
  /** The command looked for something and found it: a difference, a superseded call, something to repair. */
  found: 1,
  /** An option, an argument, a variable or a file can't be used. */
  badInput: 2,
  /** The service or the token endpoint failed, or could not be reached. */
  serviceFailed: 3,
  /** There was nothing to compare: no data, or different snapshots. */
  notComparable: 4,
  /** Stopped with Ctrl+C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
