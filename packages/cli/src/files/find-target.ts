import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isSystemError } from './system-error.ts';

/** The target of a path, after following links. */
export interface Target {
  /** The file itself. It need not exist yet: a link may name a file that has not been created. */
  readonly path: string;
  /** `undefined` if the file does not exist yet. */
  readonly stats: Stats | undefined;
}

const mostLinks = 40;

export async function findTarget(path: string): Promise<Target> {
  const stats = await stat(path).catch((error: unknown) => {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (stats === undefined) return { path: await followMissing(path), stats };
  // A device or a pipe of this process, such as /dev/stdout, has no other name.
  return { path: stats.isFile() ? await realpath(path) : path, stats };
}

/** Follows links to a file that does not exist yet. */
async function followMissing(path: string): Promise<string> {
  let current = path;
  for (let links = 0; links < mostLinks; links += 1) {
    const found = await lstat(current).catch(() => undefined);
    if (!found?.isSymbolicLink()) return current;
    current = resolve(dirname(current), await readlink(current));
  }
  return current;
}

/** The longest name that common file systems support, in bytes. */
const longestName = 255;

/** A file beside another one, named after it: `usage.csv.part`. A name that would be too long is shortened. */
export function siblingOf(path: string, suffix: string): string {
  const name = basename(path);
  if (Buffer.byteLength(name + suffix) <= longestName) return join(dirname(path), name + suffix);
  const digest = `~${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  const characters = Array.from(name);
  while (Buffer.byteLength(characters.join('') + digest + suffix) > longestName) characters.pop();
  return join(dirname(path), characters.join('') + digest + suffix);
}
