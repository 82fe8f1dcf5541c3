/** Shared by every installed copy of this package, so that the guard works across two of them. */
const marker = Symbol.for('@licenses-usage/history/error');

/**
 * `input`: an argument can't be used. `folder`: the folder can't be read or written. `damaged`: a file has changed
 * since it was recorded. `newer-format`: a later version of this package wrote it. `query`: a query was refused or
 * failed.
 */
export type HistoryErrorCode = 'input' | 'folder' | 'damaged' | 'newer-format' | 'query';

/** A failure of a history. The message says what was tried, what came back and what to do. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  /** The kind of failure. */
  readonly code: HistoryErrorCode;

  /** @internal */
  constructor(code: HistoryErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    Object.defineProperty(this, marker, { value: true });
  }
}

/** Whether `value` is an error of this package, even when another installed copy threw it. */
export function isHistoryError(value: unknown): value is HistoryError {
  return typeof value === 'object' && value !== null && marker in value;
}

/** Turns a failure of the file system into a `HistoryError`. Other failures pass unchanged. */
export function explainFileFailure(error: unknown, tried: string): unknown {
  if (isHistoryError(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const advice = adviceFor(`${code} ${text}`);
  if (advice === undefined) return error;
  return new HistoryError(
    'folder',
    `${tried}: ${firstLine(text)}. Nothing recorded before was changed. ${advice}`,
    {
      cause: error,
    },
  );
}

function adviceFor(text: string): string | undefined {
  if (/ENOSPC|No space left|disk full/i.test(text)) return 'Free some space and record again.';
  if (/EROFS|EACCES|EPERM|Permission denied|Read-only/i.test(text))
    return 'Give this user write access there, or choose another folder.';
  if (/ENOTDIR|EEXIST|Not a directory/i.test(text)) return 'Choose a folder: a file has that name.';
  if (/ENOENT|No such file/i.test(text)) return 'Create the folder, or choose another one.';
  if (/IO Error/i.test(text)) return 'Check the disk, then record again.';
  return undefined;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.replace(/\.$/, '').slice(0, 300) ?? '';
}
