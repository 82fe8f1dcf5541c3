import { realpath, stat } from 'node:fs/promises';
import { CommandError } from '../command-error.ts';

export interface OutFile {
  /** The file itself, where the user names a link to it. */
  readonly target: string;
  /** False for a device and a pipe: they are written to, and nothing takes their place. */
  readonly isReplaced: boolean;
  /** Who may read and write it: as before, or as the system has it for new files. */
  readonly mode: number;
}

/** What is where the output is to go. @throws {CommandError} for a folder. */
export async function findOutFile(path: string): Promise<OutFile> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return { target: path, isReplaced: true, mode: 0o666 };
  if (found.isDirectory()) throw new CommandError(`--out ${path}: this is a folder, not a file.`);
  if (!found.isFile()) return { target: path, isReplaced: false, mode: 0o666 };
  return { target: await realpath(path), isReplaced: true, mode: found.mode & 0o777 };
}
