import { existsSync, renameSync, rmSync } from 'node:fs';
import { chmod, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRunning, lockFile, waitForLock } from '../../src/files/lock-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const own = { id: 'x', machine: hostname(), process: process.pid, began: null };

/** A file with a lock of this content and age. */
async function lockedBy(content: unknown, ageInMs = 0): Promise<string> {
  const path = join(await temporaryFolder(), 'file');
  await writeFile(`${path}.lock`, typeof content === 'string' ? content : JSON.stringify(content));
  await touch(`${path}.lock`, ageInMs);
  return path;
}

async function touch(path: string, ageInMs: number): Promise<void> {
  const touched = new Date(Date.now() - ageInMs);
  await utimes(path, touched, touched);
}

describe('a lock', () => {
  test('is a private file that names its holder', async () => {
    const path = join(await temporaryFolder(), 'file');
    const lock = await lockFile(path);
    expect(await readFile(`${path}.lock`, 'utf8')).toMatch(
      new RegExp(
        `^\\{"id":"[0-9a-f-]{36}","machine":"${hostname()}","process":${process.pid},"began":(?:"\\d+"|null)\\}$`,
      ),
    );
    expect((await stat(`${path}.lock`)).mode & 0o777).toBe(0o600);
    if ('release' in lock) await lock.release();
    expect(await readdir(dirname(path))).toStrictEqual([]);
  });

  test('is renewed while it is held, so that no other machine counts it as abandoned', async () => {
    const path = join(await temporaryFolder(), 'file');
    const lock = await lockFile(path, 1);
    const age = async () => Date.now() - (await stat(`${path}.lock`)).mtimeMs;
    await touch(`${path}.lock`, 120_000);
    await expect.poll(age).toBeLessThan(60_000);
    if ('release' in lock) await lock.release();
    await writeFile(`${path}.lock`, '');
    await touch(`${path}.lock`, 120_000);
    // By the time that another lock is renewed, this one would have been too.
    const other = join(await temporaryFolder(), 'other');
    const held = await lockFile(other, 1);
    await touch(`${other}.lock`, 120_000);
    await expect.poll(async () => Date.now() - (await stat(`${other}.lock`)).mtimeMs).toBeLessThan(60_000);
    expect(await age()).toBeGreaterThan(60_000);
    if ('release' in held) await held.release();
  });

  test('of another process is not released', async () => {
    const path = join(await temporaryFolder(), 'file');
    const lock = await lockFile(path);
    for (const content of [JSON.stringify(own), 'not JSON']) {
      await writeFile(`${path}.lock`, content);
      if ('release' in lock) await lock.release();
      expect(await readFile(`${path}.lock`, 'utf8')).toBe(content);
    }
    await rm(`${path}.lock`);
    if ('release' in lock) await lock.release();
  });

  test.for([
    '',
    'null',
    '1',
    '{}',
    ...Object.keys(own).map((field) => JSON.stringify({ ...own, [field]: undefined })),
    ...Object.keys(own).map((field) => JSON.stringify({ ...own, [field]: [] })),
  ])('with %j is being written, and abandoned ten seconds later', async (content) => {
    const path = await lockedBy(content, 8_000);
    expect(await lockFile(path)).toStrictEqual({ heldBy: 'another process', lock: `${path}.lock` });
    await touch(`${path}.lock`, 11_000);
    expect(await lockFile(path)).toHaveProperty('release');
  });

  test('of another machine is abandoned a minute after its last renewal', async () => {
    const path = await lockedBy({ ...own, machine: 'elsewhere.example' }, 55_000);
    expect(await lockFile(path)).toStrictEqual({
      heldBy: 'a process on elsewhere.example',
      lock: `${path}.lock`,
    });
    await touch(`${path}.lock`, 61_000);
    expect(await lockFile(path)).toHaveProperty('release');
  });

  test('of a running process is held at any age', async () => {
    const path = await lockedBy(own, 3_600_000);
    expect(await lockFile(path)).toMatchObject({ heldBy: `process ${process.pid}` });
  });

  test('of a process that has ended is abandoned', async () => {
    const path = await lockedBy({ ...own, process: 2 ** 22 + 1 });
    expect(await lockFile(path)).toHaveProperty('release');
  });

  test.skipIf(process.platform !== 'linux')(
    'of an earlier process with the same id is abandoned',
    async () => {
      const line = await readFile('/proc/self/stat', 'utf8');
      const [, began = ''] = /^.*\) (?:\S+ ){19}(\d+) /s.exec(line) ?? [];
      const path = await lockedBy({ ...own, began });
      expect(await lockFile(path)).toMatchObject({ heldBy: `process ${process.pid}` });
      await writeFile(`${path}.lock`, JSON.stringify({ ...own, began: `${began}0` }));
      expect(await lockFile(path)).toHaveProperty('release');
      expect(JSON.parse(await readFile(`${path}.lock`, 'utf8'))).toMatchObject({ began });
    },
  );

  test.skipIf(process.platform !== 'linux')(
    'is in the temporary folder if none can be created beside the file',
    async () => {
      const lock = await lockFile('/sys/kernel/no-such-file');
      const held = await lockFile('/sys/kernel/no-such-file');
      const name = join(tmpdir(), `licenses-usage-[0-9a-f]{32}\\.lock`);
      expect(held).toStrictEqual({
        heldBy: `process ${process.pid}`,
        lock: expect.stringMatching(new RegExp(`^${name}$`)),
      });
      if ('release' in lock) await lock.release();
      const again = await lockFile('/sys/kernel/no-such-file');
      expect(again).toHaveProperty('release');
      if ('release' in again) await again.release();
    },
  );

  test('is taken over although another program was killed while it took it over', async () => {
    const path = await lockedBy('', 11_000);
    await writeFile(`${path}.lock.stale`, '');
    await touch(`${path}.lock.stale`, 11_000);
    expect(await lockFile(path)).toHaveProperty('release');
    expect(await readdir(dirname(path))).toStrictEqual(['file.lock']);
  });

  test('is not taken over while another program does that', async () => {
    const path = await lockedBy('', 11_000);
    await writeFile(`${path}.lock.stale`, '');
    await writeFile(`${path}.other`, JSON.stringify(own));
    const taken = lockFile(path);
    for (let times = 0; times < 50; times += 1) expect((await stat(`${path}.lock.stale`)).size).toBe(0);
    // The other program has taken the lock.
    await rename(`${path}.other`, `${path}.lock`);
    expect(await taken).toMatchObject({ heldBy: `process ${process.pid}` });
    expect(await readdir(dirname(path))).toStrictEqual(['file.lock', 'file.lock.stale']);
  });

  /** Waits until this program has found the abandoned lock, and is about to look at it again. */
  async function untilFound(path: string): Promise<void> {
    while (!existsSync(`${path}.lock.stale`)) await new Promise(setImmediate);
  }

  test('belongs to another program that has taken over the abandoned one first', async () => {
    const path = await lockedBy('', 11_000);
    await writeFile(`${path}.other`, JSON.stringify(own));
    const taken = lockFile(path);
    await untilFound(path);
    renameSync(`${path}.other`, `${path}.lock`);
    expect(await taken).toMatchObject({ heldBy: `process ${process.pid}` });
    expect(JSON.parse(await readFile(`${path}.lock`, 'utf8'))).toStrictEqual(own);
    expect(await readdir(dirname(path))).toStrictEqual(['file.lock']);
  });

  test('is free after another program has taken over the abandoned one and released it', async () => {
    const path = await lockedBy('', 11_000);
    const taken = lockFile(path);
    await untilFound(path);
    rmSync(`${path}.lock`);
    expect(await taken).toHaveProperty('release');
    expect(await readdir(dirname(path))).toStrictEqual(['file.lock']);
  });

  // Root may write into any folder.
  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    "is in the temporary folder if an abandoned one can't be removed",
    async () => {
      const path = await lockedBy('', 11_000);
      await chmod(dirname(path), 0o500);
      try {
        const lock = await lockFile(path);
        expect(lock).toHaveProperty('release');
        if ('release' in lock) await lock.release();
        expect(await readdir(dirname(path))).toStrictEqual(['file.lock']);
      } finally {
        await chmod(dirname(path), 0o700);
      }
    },
  );

  test("can't be acquired below a file, or in a missing folder", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(lockFile(join(folder, 'file', 'x'))).rejects.toThrow('ENOTDIR');
    await expect(lockFile(join(folder, 'missing', 'x'))).rejects.toThrow('ENOENT');
  });

  test('is waited for until it is free, the time is up, or the caller aborts', async () => {
    const path = await lockedBy(own);
    const waiting = waitForLock(path, { timeoutInMs: 60_000 });
    await rm(`${path}.lock`);
    const lock = await waiting;
    expect(lock).toHaveProperty('release');
    expect(await waitForLock(path, { timeoutInMs: 0 })).toBeUndefined();
    const abortSignal = AbortSignal.abort();
    await expect(waitForLock(path, { timeoutInMs: 60_000, abortSignal })).rejects.toThrow('aborted');
    await lock?.release();
  });
});

test('a running process is distinguished from one that has ended', () => {
  expect(isRunning(process.pid)).toBe(true);
  // A process of the system, which users may not end.
  expect(isRunning(1)).toBe(true);
  expect(isRunning(2 ** 22 + 1)).toBe(false);
});
