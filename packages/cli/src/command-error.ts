import { exitCode, type ExitCode } from './exit-code.ts';

/** Ends the program with a sentence for its user, and no stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(message: string, code: ExitCode = exitCode.badInput) {
    super(message);
    this.exitCode = code;
  }
}
