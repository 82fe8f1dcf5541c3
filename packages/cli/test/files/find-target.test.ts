import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findTarget, siblingOf } from '../../src/files/find-target.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a path leads to', () => {
  test('the file at the end of its links, even if it does not exist yet', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'a'));
    await writeFile(join(folder, 'file'), 'text');
    await symlink('../file', join(folder, 'a', 'link'));
    await symlink('a/link', join(folder, 'to-file'));
    await symlink('../new', join(folder, 'a', 'to-new'));
    await symlink('a/to-new', join(folder, 'to-new'));
    const found = await findTarget(join(folder, 'to-file'));
    expect([found.path, found.stats?.size]).toStrictEqual([join(folder, 'file'), 4]);
    expect(await findTarget(join(folder, 'to-new'))).toStrictEqual({
      path: join(folder, 'new'),
      stats: undefined,
    });
    expect(await findTarget(join(folder, 'other'))).toStrictEqual({
      path: join(folder, 'other'),
      stats: undefined,
    });
  });

  test('a device by its own name', async () => {
    const folder = await temporaryFolder();
    await symlink('/dev/null', join(folder, 'null'));
    expect((await findTarget(join(folder, 'null'))).path).toBe(join(folder, 'null'));
  });

  test('nothing when its links form a circle, or lead through a file', async () => {
    const folder = await temporaryFolder();
    await symlink('circle', join(folder, 'circle'));
    await expect(findTarget(join(folder, 'circle'))).rejects.toThrow('ELOOP');
    await writeFile(join(folder, 'file'), '');
    await expect(findTarget(join(folder, 'file', 'x'))).rejects.toThrow('ENOTDIR');
  });
});

test('a sibling is named after its file, and shortened beyond 255 bytes', () => {
  expect(siblingOf('/a/usage.csv', '.part')).toBe('/a/usage.csv.part');
  expect(siblingOf(`/a/${'n'.repeat(250)}`, '.part')).toBe(`/a/${'n'.repeat(250)}.part`);
  const [one, other] = ['1', '2'].map((end) => siblingOf(`/a/${'n'.repeat(250)}${end}`, '.part'));
  expect(one).toMatch(/^\/a\/n{233}~[0-9a-f]{16}\.part$/);
  expect(other).not.toBe(one);
});
