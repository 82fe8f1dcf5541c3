import { CommandError } from '../exit.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'access is denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  EFBIG: 'the file is larger than the file system allows',
  EIO: 'the device failed',
  EISDIR: 'this is a folder, not a file',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'this is not a folder',
  EPERM: 'the operation is not permitted',
  EPIPE: 'the reader has closed the pipe',
  EROFS: 'the file system is read-only',
};

/** Whether an error came from the operating system, with one of these codes if any are given. */
export function isSystemError(
  error: unknown,
  ...codes: readonly string[]
): error is NodeJS.ErrnoException & { readonly code: string } {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return false;
  return typeof error.code === 'string' && (codes.length === 0 || codes.includes(error.code));
}

/** Describes an error of the operating system. `undefined` for any other error. */
export function describeSystemError(error: unknown): string | undefined {
  if (!isSystemError(error)) return undefined;
  return reasons[error.code] ?? `the system says ${error.code}`;
}

/**
 * Adds the name by which the user knows the file to a system error: `--out usage.csv`. Many system errors, such as a
 * full disk, have no path.
 */
export async function naming<Result>(name: string, operation: Promise<Result>): Promise<Result> {
  try {
    return await operation;
  } catch (error) {
    throw named(name, error);
  }
}

/** A system error as a sentence about `name`; any other error unchanged. */
export function named(name: string, error: unknown): unknown {
  const reason = describeSystemError(error);
  return reason === undefined ? error : new CommandError(`${name}: ${reason}.`);
}
