import { spawnSync } from 'node:child_process';
import { chmod, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findTarget, siblingOf } from '../src/files/find-target.ts';
import { lockFile, waitForLock } from '../src/files/lock-file.ts';
import { readTextFile } from '../src/files/read-text.ts';
import { replaceFile } from '../src/files/replace-file.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function replace(path: string, content: string, mode?: number): Promise<void> {
  const replacement = await replaceFile(await findTarget(path), mode === undefined ? {} : { mode });
  await replacement.file.writeFile(content);
  await replacement.commit();
}

/** The number of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

describe('a file is replaced', () => {
  test('atomically, with its mode, and without leftovers', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'usage.csv');
    await writeFile(file, 'a longer content than the new one');
    await chmod(file, 0o640);
    await replace(file, 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect(await readdir(folder)).toStrictEqual(['usage.csv']);
  });

  test('privately while it is written, under an unpredictable name', async () => {
    const folder = await temporaryFolder();
    const replacement = await replaceFile(await findTarget(join(folder, 'token')), { mode: 0o600 });
    const [name = ''] = await readdir(folder);
    expect(name).toMatch(/^\.licenses-usage-[0-9a-f]{8}-\d+-[0-9a-f]{16}\.tmp$/);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    await replacement.discard();
    expect(await readdir(folder)).toStrictEqual([]);
  });

  test('through a link to a file that does not exist yet', async () => {
    const folder = await temporaryFolder();
    await symlink('target.csv', join(folder, 'link.csv'));
    await replace(join(folder, 'link.csv'), 'new');
    expect((await readdir(folder)).sort()).toStrictEqual(['link.csv', 'target.csv']);
    expect(await readFile(join(folder, 'target.csv'), 'utf8')).toBe('new');
  });

  test('with a name of any length', async () => {
    const file = join(await temporaryFolder(), `${'n'.repeat(248)}.csv`);
    await replace(file, 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
    const sibling = basename(siblingOf(`${'ü'.repeat(126)}.csv`, '.part'));
    expect(Buffer.byteLength(sibling)).toBeLessThanOrEqual(255);
    expect(sibling).toMatch(/^ü+.*~[0-9a-f]{16}\.part$/);
  });

  test.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')(
    'in place if it is a mount point, and without remains of the old content',
    async ({ skip }) => {
      const folder = await temporaryFolder();
      const [outside, inside] = [join(folder, 'outside'), join(folder, 'inside')];
      await writeFile(outside, 'a longer content than the new one');
      await writeFile(inside, '');
      const { status } = spawnSync('mount', ['--bind', outside, inside]);
      if (status !== 0) skip('this machine mounts nothing');
      onTestFinished(() => void spawnSync('umount', [inside]));
      await replace(inside, 'new');
      expect(await readFile(outside, 'utf8')).toBe('new');
      spawnSync('umount', [inside]);
      expect((await readdir(folder)).sort()).toStrictEqual(['inside', 'outside']);
    },
  );

  test('after removing leftovers of killed programs, but not of running ones', async () => {
    const folder = await temporaryFolder();
    const running = await replaceFile(await findTarget(join(folder, 'other')));
    const [name = ''] = await readdir(folder);
    const left = name.replace(`-${process.pid}-`, `-${endedProcess()}-`);
    await writeFile(join(folder, left), 'left');
    await writeFile(join(folder, '.licenses-usage-notes.tmp'), 'mine');
    await replace(join(folder, 'file'), 'new');
    expect((await readdir(folder)).sort()).toStrictEqual([name, '.licenses-usage-notes.tmp', 'file'].sort());
    await running.discard();
  });
});

describe('a lock', () => {
  async function lockedBy(holder: object, ageInMs = 0): Promise<string> {
    const path = join(await temporaryFolder(), 'file');
    const lock = `${path}.lock`;
    const machine = hostname();
    await writeFile(lock, JSON.stringify({ id: 'x', machine, process: process.pid, began: null, ...holder }));
    const touched = new Date(Date.now() - ageInMs);
    await utimes(lock, touched, touched);
    return path;
  }

  test('is held by one at a time, and free when it is released', async () => {
    const path = join(await temporaryFolder(), 'file');
    const first = await waitForLock(path, { timeoutInMs: 0 });
    expect(first).toHaveProperty('release');
    expect(await lockFile(path)).toStrictEqual({
      heldBy: `process ${process.pid}`,
      lock: `${path}.lock`,
    });
    expect(await waitForLock(path, { timeoutInMs: 0 })).toBeUndefined();
    await first?.release();
    expect(await lockFile(path)).toHaveProperty('release');
  });

  test('of a process that was killed is taken over at once', async () => {
    expect(await lockFile(await lockedBy({ process: endedProcess() }))).toHaveProperty('release');
  });

  test.runIf(process.platform === 'linux')(
    'of a process whose id has been reused is taken over',
    async () => {
      expect(await lockFile(await lockedBy({ began: '1' }))).toHaveProperty('release');
      expect(await lockFile(await lockedBy({}))).toHaveProperty('heldBy');
    },
  );

  test('of another machine is held as long as it is renewed', async () => {
    const machine = 'elsewhere.example';
    expect(await lockFile(await lockedBy({ machine }, 1_000))).toMatchObject({
      heldBy: 'a process on elsewhere.example',
    });
    expect(await lockFile(await lockedBy({ machine }, 120_000))).toHaveProperty('release');
  });

  test('is given to only one of many that find it stale', { repeats: 5 }, async () => {
    const path = await lockedBy({ process: endedProcess() });
    const locks = await Promise.all(Array.from({ length: 20 }, () => lockFile(path)));
    expect(locks.filter((lock) => 'release' in lock)).toHaveLength(1);
  });
});

describe('a text file', () => {
  const text = 'PARTNER=Bäckerei\r\n';
  const bigEndian = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

  test.for<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 as PowerShell writes it', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 with the larger byte first', bigEndian],
  ])('is read in %s', async ([, bytes]) => {
    const file = join(await temporaryFolder(), 'text');
    await writeFile(file, bytes);
    expect(await readTextFile(file, 'name')).toBe(text);
  });

  test.for<[string, Uint8Array]>([
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['Latin-1', Buffer.from(text, 'latin1')],
  ])('in %s is refused with the repair', async ([, bytes]) => {
    const file = join(await temporaryFolder(), 'text');
    await writeFile(file, bytes);
    await expect(readTextFile(file, '--dotenv .env')).rejects.toThrow(
      '--dotenv .env: this is neither UTF-8 nor UTF-16 with a byte order mark. Save it as UTF-8.',
    );
  });
});
