import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
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
