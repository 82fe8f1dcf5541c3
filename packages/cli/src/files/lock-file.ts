import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { siblingOf } from './find-target.ts';
import { isSystemError } from './system-error.ts';

/*
 * A lock is a file that only one process can create. It names its holder, so that the lock of a process that was killed is
 * known at once: on the same machine by the process, on another one by the time at which the holder last touched it.
 */

export interface FileLock {
  release(): Promise<void>;
}

interface Holder {
  readonly id: string;
  readonly machine: string;
  readonly process: number;
  /** When the process began, as the system counts; a number of a process may be used again. `null` where it can't be had. */
  readonly began: string | null;
}

const touchedEveryInMs = 5_000;
const abandonedAfterInMs = 60_000;
/** A lock without a holder's name is being written, or was when its process was killed. */
const namedWithinInMs = 10_000;

/**
 * Locks a file against other processes by a file beside it. Where the folder takes no new file, the lock is among the
 * temporary files of the machine.
 * @returns what to release, or who holds the lock: a sentence's subject, such as `process 4711`.
 */
export async function lockFile(
  path: string,
): Promise<FileLock | { readonly heldBy: string; readonly lock: string }> {
  const beside = siblingOf(path, '.lock');
  try {
    return await lockAt(beside);
  } catch (error) {
    if (!isSystemError(error, 'EACCES', 'EPERM', 'EROFS')) throw error;
    const name = createHash('sha256').update(path).digest('hex').slice(0, 32);
    return lockAt(join(tmpdir(), `licenses-usage-${name}.lock`));
  }
}

/** Locks a file, and waits while another process holds the lock. `undefined` when it still does at the end. */
export async function waitForLock(
  path: string,
  { timeoutInMs, abortSignal }: { readonly timeoutInMs: number; readonly abortSignal?: AbortSignal },
): Promise<FileLock | undefined> {
  const end = performance.now() + timeoutInMs;
  for (;;) {
    const lock = await lockFile(path);
    if ('release' in lock) return lock;
    if (performance.now() >= end) return undefined;
    await sleep(50, undefined, abortSignal === undefined ? {} : { signal: abortSignal });
  }
}

async function lockAt(path: string): Promise<FileLock | { readonly heldBy: string; readonly lock: string }> {
  const self: Holder = {
    id: randomUUID(),
    machine: hostname(),
    process: process.pid,
    began: await beginningOf(process.pid),
  };
  for (;;) {
    const created = await open(path, 'wx', 0o600).catch((error: unknown) => {
      if (isSystemError(error, 'EEXIST')) return undefined;
      throw error;
    });
    if (created !== undefined) {
      await created.writeFile(JSON.stringify(self)).finally(() => created.close());
      return hold(path, self);
    }
    const found = await inspect(path);
    if (found === undefined) continue;
    if (!found.isStale) return { heldBy: describe(found.holder), lock: path };
    await removeStale(path, found.text);
  }
}

function hold(path: string, self: Holder): FileLock {
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, touchedEveryInMs);
  touching.unref();
  return {
    async release() {
      clearInterval(touching);
      const text = await readFile(path, 'utf8').catch(() => '');
      if (readHolder(text)?.id === self.id) await rm(path, { force: true });
    },
  };
}

/** Who holds the lock; `undefined` when it was released meanwhile. */
async function inspect(path: string) {
  try {
    const text = await readFile(path, 'utf8');
    const age = Date.now() - (await stat(path)).mtimeMs;
    const holder = readHolder(text);
    const isStale =
      holder === undefined
        ? age > namedWithinInMs
        : holder.machine === hostname()
          ? !(await isHolding(holder))
          : age > abandonedAfterInMs;
    return { text, holder, isStale };
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
 * Several processes may find the same stale lock. One at a time looks again and removes it, so that none removes the lock
 * that another one has taken meanwhile.
 */
async function removeStale(path: string, text: string): Promise<void> {
  const turn = siblingOf(path, '.stale');
  const file = await open(turn, 'wx', 0o600).catch((error: unknown) => {
    if (isSystemError(error, 'EEXIST')) return undefined;
    throw error;
  });
  if (file === undefined) {
    const begunInMs = await stat(turn).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - begunInMs > namedWithinInMs) await rm(turn, { force: true });
    await sleep(10);
    return;
  }
  try {
    await file.close();
    const found = await inspect(path);
    if (found?.isStale && found.text === text) await rm(path, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

/** Whether a process of this machine is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error, 'EPERM');
  }
}

/** Linux tells when a process began, in ticks since it was started itself. */
async function beginningOf(pid: number): Promise<string | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name of the program comes second, in parentheses, and may hold blanks.
  return line?.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function readHolder(text: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(text);
    return isHolder(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
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
