const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'access is denied',
  EPERM: 'the operation is not permitted',
  EISDIR: 'this is a folder, not a file',
  ENOTDIR: 'this is not a folder',
  ENOSPC: 'no space is left on the device',
  EROFS: 'the file system is read-only',
};

/** Why the system could not use a file, for people. `undefined` for any other error. */
export function describeSystemError(error: unknown): string | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return undefined;
  const code = String(error.code);
  return reasons[code] ?? `the system says ${code}`;
}
