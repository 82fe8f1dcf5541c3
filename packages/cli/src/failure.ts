import { isLicensesUsageError } from '@licenses-usage/client';
import { ScatteredRowsError } from '@licenses-usage/client/migrate';
import { CommandError } from './command-error.ts';
import { exitCode, type ExitCode } from './exit-code.ts';

export interface Failure {
  readonly exitCode: ExitCode;
  /** A sentence for the user. Empty where there is nothing to say. */
  readonly message: string;
}

/** What an error means to the user. `undefined` for a mistake of the program itself. */
export function describeFailure(error: unknown): Failure | undefined {
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (isLicensesUsageError(error)) {
    const isBadInput = error.name === 'ConfigurationError' || isRefusedQuery(error);
    if (isBadInput) return { exitCode: exitCode.badInput, message: error.message };
    return { exitCode: exitCode.serviceFailed, message: withoutProgress(error.message) };
  }
  if (error instanceof ScatteredRowsError) {
    const message =
      'The rows of a customer do not come together. Add --hold-all-rows, which takes them in any order.';
    return { exitCode: exitCode.serviceFailed, message };
  }
  if (isSystemError(error)) {
    return { exitCode: exitCode.badInput, message: `${error.path}: ${reasonOf(error)}.` };
  }
  return undefined;
}

/** The service reads conditions and dates better than this program could. */
function isRefusedQuery(error: object): boolean {
  return (
    'status' in error && error.status === 400 && 'code' in error && error.code === 'InvalidQueryParameters'
  );
}

/** Where to resume is of use to programs alone; these start again. */
function withoutProgress(message: string): string {
  return message.replace(/ Rows delivered before: \d+; resume with walk\.continuationToken\.$/, '');
}

interface SystemError extends Error {
  readonly code: string;
  readonly path: string;
}

/** Whether a file or a folder could not be used. */
function isSystemError(error: unknown): error is SystemError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'path' in error &&
    typeof error.path === 'string' &&
    'syscall' in error
  );
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'access is denied',
  EPERM: 'the operation is not permitted',
  EISDIR: 'this is a folder, not a file',
  ENOTDIR: 'this is not a folder',
  ENOSPC: 'no space is left on the device',
  EROFS: 'the file system is read-only',
};

function reasonOf({ code }: SystemError): string {
  return reasons[code] ?? `the system says ${code}`;
}
