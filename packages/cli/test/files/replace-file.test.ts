import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findTarget } from '../../src/files/find-target.ts';
import { replaceFile } from '../../src/files/replace-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a file that is replaced', () => {
  test('has the mode of new files, or the given one', async () => {
    const folder = await temporaryFolder();
    for (const [name, mode, rights] of [
      ['all', undefined, 0o666],
      ['private', 0o600, 0o600],
      ['group', 0o640, 0o640],
    ] as const) {
      const target = await findTarget(join(folder, name));
      const replacement = await replaceFile(target, mode === undefined ? undefined : { mode });
      await replacement.commit();
      expect((await stat(join(folder, name))).mode & 0o777).toBe(rights & ~process.umask());
    }
  });

  test('is unchanged after the new content is discarded, and new after it is committed', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'file');
    await writeFile(path, 'old');
    const discarded = await replaceFile(await findTarget(path));
    await discarded.file.writeFile('new');
    await discarded.discard();
    await discarded.discard();
    expect(await readFile(path, 'utf8')).toBe('old');
    const committed = await replaceFile(await findTarget(path));
    await committed.file.writeFile('new');
    await committed.commit();
    await writeFile(path, 'later');
    await committed.discard();
    expect([await readdir(folder), await readFile(path, 'utf8')]).toStrictEqual([['file'], 'later']);
  });

  test('is not created in a missing folder, or in place of a folder', async () => {
    const folder = await temporaryFolder();
    await expect(replaceFile(await findTarget(join(folder, 'missing', 'x')))).rejects.toThrow('ENOENT');
    const replacement = await replaceFile({ path: folder, stats: undefined });
    await expect(replacement.commit()).rejects.toThrow('EISDIR');
    await replacement.discard();
  });

  test('removes what another machine left a day ago, and nothing else', async () => {
    const folder = await temporaryFolder();
    const name = (middle: string) => `.licenses-usage-${middle}.tmp`;
    const ages = {
      [name('00000000-1-0123456789abcdef')]: 25,
      [name('00000000-2-0123456789abcdef')]: 23,
      [`x${name('00000000-3-0123456789abcdef')}`]: 25,
      [`${name('00000000-4-0123456789abcdef')}.kept`]: 25,
      [name('0000000-5-0123456789abcdef')]: 25,
      [name('00000000-6-0123456789abcde')]: 25,
    };
    for (const [file, hours] of Object.entries(ages)) {
      await writeFile(join(folder, file), '');
      const touched = new Date(Date.now() - hours * 3_600_000);
      await utimes(join(folder, file), touched, touched);
    }
    await (await replaceFile(await findTarget(join(folder, 'file')))).commit();
    const kept = Object.keys(ages).slice(1);
    expect((await readdir(folder)).sort()).toStrictEqual([...kept, 'file'].sort());
  });
});

const mounted: string[] = [];

// Runs before the folders of a test are removed.
afterEach(() => {
  for (const place of mounted.splice(0).toReversed()) spawnSync('umount', ['--lazy', place]);
});

/** Mounts until the test ends. Returns whether this machine can mount. */
function mount(...words: readonly string[]): boolean {
  const { status } = spawnSync('mount', words);
  if (status === 0) mounted.push(words.at(-1) ?? '');
  return status === 0;
}

describe.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')('a mounted file', () => {
  test('is overwritten in a folder that is read-only, and no other file is made there', async ({ skip }) => {
    const folder = await temporaryFolder();
    const [outside, closed] = [join(folder, 'outside'), join(folder, 'closed')];
    await writeFile(outside, 'a longer content than the new one');
    await mkdir(closed);
    if (!mount('-t', 'tmpfs', 'tmpfs', closed)) skip('this machine mounts nothing');
    await writeFile(join(closed, 'inside'), '');
    if (!mount('--bind', outside, join(closed, 'inside'))) skip('this machine mounts nothing');
    expect(spawnSync('mount', ['-o', 'remount,ro', closed]).status).toBe(0);
    const replacement = await replaceFile(await findTarget(join(closed, 'inside')));
    await replacement.file.writeFile('new');
    await replacement.commit();
    expect(await readFile(outside, 'utf8')).toBe('new');
    await expect(replaceFile(await findTarget(join(closed, 'other')))).rejects.toThrow('EROFS');
    expect((await readdir(tmpdir())).filter((name) => name.includes(`-${process.pid}-`))).toStrictEqual([]);
  });

  test('that is read-only stays as it is, and the new content is kept beside it', async ({ skip }) => {
    const folder = await temporaryFolder();
    const [outside, inside] = [join(folder, 'outside'), join(folder, 'inside')];
    await writeFile(outside, 'old');
    await writeFile(inside, '');
    if (!mount('--bind', outside, inside)) skip('this machine mounts nothing');
    expect(spawnSync('mount', ['-o', 'remount,bind,ro', inside]).status).toBe(0);
    const replacement = await replaceFile(await findTarget(inside));
    await replacement.file.writeFile('new');
    const outcome = await replacement.commit().catch(String);
    const [, kept = ''] =
      /^CommandError: .*\/inside: the file system is read-only\. The new content is whole in (.*)\.$/.exec(
        String(outcome),
      ) ?? [];
    expect(kept).toMatch(/\/\.licenses-usage-[^/]*\.tmp\.kept$/);
    expect([await readFile(kept, 'utf8'), await readFile(outside, 'utf8')]).toStrictEqual(['new', 'old']);
    await replacement.discard();
    await rm(kept);
    expect((await readdir(folder)).sort()).toStrictEqual(['inside', 'outside']);
  });
});
