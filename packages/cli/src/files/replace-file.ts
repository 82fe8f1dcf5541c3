import { randomBytes, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandError } from '../exit.ts';
import { siblingOf, type Target } from './find-target.ts';
import { isRunning } from './lock-file.ts';
import { describeSystemError, isSystemError } from './system-error.ts';

/** New content for a file, written beside it until it is complete. */
export interface Replacement {
  readonly file: FileHandle;
  /** Replaces the file with the content. */
  commit(): Promise<void>;
  /** Discards the content. Does nothing after `commit`. */
  discard(): Promise<void>;
}

export interface ReplaceOptions {
  /** The mode of a new file, before the process's umask. Default: 0o666. An existing file keeps its mode. */
  readonly mode?: number;
}

/**
 * Starts an atomic replacement of a file: a program that is killed leaves either the old content or the new one.
 *
 * While it is written, the new content is private and has a random name, so that no one can plant a link there. If
 * the old file can't be replaced by a rename, because it is a mount point for instance, it is overwritten with the
 * complete new content.
 */
export async function replaceFile(
  target: Target,
  { mode = 0o666 }: ReplaceOptions = {},
): Promise<Replacement> {
  const { path, stats } = target;
  const folder = dirname(path);
  await sweep(folder);
  const temporary = await openTemporary(folder).catch((error: unknown) => {
    // The file may be writable although its folder is not.
    const isClosed = stats !== undefined && isSystemError(error, 'EACCES', 'EPERM', 'EROFS');
    if (!isClosed) throw error;
    return openTemporary(tmpdir());
  });
  const { file, path: written } = temporary;
  let isOpen = true;
  const discard = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await file.close();
    await rm(written, { force: true });
  };
  const commit = async (): Promise<void> => {
    if (stats === undefined) await file.chmod(mode & ~process.umask());
    else {
      await file.chmod(stats.mode & 0o777);
      // Only root can change the owner of a file, and only root needs to.
      await file.chown(stats.uid, stats.gid).catch(() => {});
    }
    await file.sync();
    const isRenamed = await rename(written, path).then(
      () => true,
      (error: unknown) => {
        if (isSystemError(error, 'EBUSY', 'EXDEV', 'EPERM', 'EACCES', 'EROFS')) return false;
        throw error;
      },
    );
    if (!isRenamed) await overwrite(path, written);
    await discard();
  };
  return { file, commit, discard };
}

/** Writes the content into the existing file without truncating it first. */
async function overwrite(path: string, written: string): Promise<void> {
  try {
    const file = await open(path, 'r+');
    try {
      await file.writeFile(createReadStream(written));
      await file.truncate((await stat(written)).size);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    const reason = describeSystemError(error);
    if (reason === undefined) throw error;
    const kept = siblingOf(written, '.kept');
    await rename(written, kept);
    throw new CommandError(`${path}: ${reason}. The new content is whole in ${kept}.`);
  }
}

const prefix = '.licenses-usage-';

/** Identifies the machine, so that files of other machines in a shared folder are recognised. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const abandonedAfterInMs = 86_400_000;

async function openTemporary(folder: string): Promise<{ readonly file: FileHandle; readonly path: string }> {
  const path = join(folder, `${prefix}${machine}-${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
  return { file: await open(path, 'wx', 0o600), path };
}

/** Removes the leftovers of killed programs: files of dead processes, and files that are a day old. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, madeOn, pid] = /^\.licenses-usage-([0-9a-f]{8})-(\d+)-[0-9a-f]{16}\.tmp$/.exec(name) ?? [];
    if (madeOn === undefined || pid === undefined) continue;
    const path = join(folder, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    const isAbandoned = madeOn === machine ? !isRunning(Number(pid)) : age > abandonedAfterInMs;
    if (isAbandoned) await rm(path, { force: true }).catch(() => {});
  }
}
