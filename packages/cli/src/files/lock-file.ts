import { createHash, randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { siblingOf } from './find-target.ts';
import { isSystemError } from './system-error.ts';

/*
 * A lock is a file that only one process can create. It names its holder, so that a lock left by a killed process is
 * recognised: on the same machine by the process, on another machine by the time of the holder's last renewal.
 */

export interface FileLock {
  release(): Promise<void>;
}

interface Holder {
  readonly id: string;
  readonly machine: string;
  readonly process: number;
  /** When the process started, in the system's own units, because process ids are reused. `null` if it is unknown. */
  readonly began: string | null;
}

const abandonedAfterInMs = 60_000;
/** How long a lock may be without its holder's name: it is being written, or its process was killed meanwhile. */
const namedWithinInMs = 10_000;

/**
 * Locks a file against other processes with a file beside it. If the folder accepts no new file, the lock is in the
 * temporary folder of the machine.
 * @returns the lock to release, or its holder as the subject of a sentence, such as `process 4711`.
 */
export async function lockFile(
  path: string,
  touchedEveryInMs = 5_000,
): Promise<FileLock | { readonly heldBy: string; readonly lock: string }> {
  const beside = siblingOf(path, '.lock');
  try {
    return await lockAt(beside, touchedEveryInMs);
  } catch (error) {
    if (!isSystemError(error, 'EACCES', 'EPERM', 'EROFS')) throw error;
    const name = createHash('sha256').update(path).digest('hex').slice(0, 32);
    return lockAt(join(tmpdir(), `licenses-usage-${name}.lock`), touchedEveryInMs);
  }
}

/** Locks a file, and waits while another process holds the lock. `undefined` if it is still held at the end. */
export async function waitForLock(
  path: string,
  { timeoutInMs, abortSignal }: { readonly timeoutInMs: number; readonly abortSignal?: AbortSignal },
): Promise<FileLock | undefined> {
  const end = performance.now() + timeoutInMs;
  for (;;) {
    const lock = await lockFile(path);
    if ('release' in lock) return lock;
    if (performance.now() >= end) return undefined;
    await sleep(50, undefined, abortSignal && { signal: abortSignal });
  }
}

async function lockAt(
  path: string,
  touchedEveryInMs: number,
): Promise<FileLock | { readonly heldBy: string; readonly lock: string }> {
  const self: Holder = {
    id: randomUUID(),
    machine: hostname(),
    process: process.pid,
    began: await beginningOf(process.pid),
  };
  for (;;) {
    if (await createFile(path, JSON.stringify(self))) return hold(path, self, touchedEveryInMs);
    const found = await inspect(path);
    if (found === undefined) continue;
    if (!found.isStale) return { heldBy: describe(found.holder), lock: path };
    await removeStale(path);
  }
}

/** Creates a private file, and returns `false` if there is one already. */
async function createFile(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes a file, unless another process has already. */
function remove(path: string): Promise<void> {
  return rm(path, { force: true });
}

function hold(path: string, self: Holder, touchedEveryInMs: number): FileLock {
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, touchedEveryInMs);
  touching.unref();
  return {
    async release() {
      clearInterval(touching);
      const text = await readFile(path, 'utf8').catch(() => '');
      if (readHolder(text)?.id === self.id) await remove(path);
    },
  };
}

/** The holder of the lock; `undefined` when it was released meanwhile. */
async function inspect(path: string) {
  try {
    const holder = readHolder(await readFile(path, 'utf8'));
    const age = Date.now() - (await stat(path)).mtimeMs;
    const isStale =
      holder === undefined
        ? age > namedWithinInMs
        : holder.machine === hostname()
          ? !(await isHolding(holder))
          : age > abandonedAfterInMs;
    return { holder, isStale };
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function isHolding({ process: pid, began }: Holder): Promise<boolean> {
  if (!isRunning(pid)) return false;
  return began === null || began === (await beginningOf(pid));
}

/**
 * Several processes may find the same stale lock. They check again and remove it one at a time, so that none removes
 * a lock that another process has acquired meanwhile.
 */
async function removeStale(path: string): Promise<void> {
  const turn = siblingOf(path, '.stale');
  if (!(await createFile(turn, ''))) {
    // It may be gone by now.
    const begun = await stat(turn).catch(() => undefined);
    if (begun !== undefined && Date.now() - begun.mtimeMs > namedWithinInMs) await remove(turn);
    await sleep(10);
    return;
  }
  try {
    const found = await inspect(path);
    if (found?.isStale) await remove(path);
  } finally {
    await remove(turn);
  }
}

/** Whether this process is running on this machine. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error, 'EPERM');
  }
}

/** Linux tells when a process started, in ticks since boot. */
async function beginningOf(pid: number): Promise<string | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name of the program is the second field, in parentheses, and may contain spaces.
  return line?.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function readHolder(text: string): Holder | undefined {
  let holder: unknown;
  try {
    holder = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isHolder(holder) ? holder : undefined;
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'machine' in value &&
    typeof value.machine === 'string' &&
    'process' in value &&
    typeof value.process === 'number' &&
    'began' in value &&
    (value.began === null || typeof value.began === 'string')
  );
}

function describe(holder: Holder | undefined): string {
  if (holder === undefined) return 'another process';
  return holder.machine === hostname() ? `process ${holder.process}` : `a process on ${holder.machine}`;
}
