import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findPublishedPackages } from '../src/published-packages.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'published-'));
});

afterEach(() => rm(root, { recursive: true }));

it('finds the packages that are not private, dependencies first', async () => {
  await write('a-program', {
    dependencies: { elsewhere: '1.0.0' },
    peerDependencies: { library: 'workspace:^' },
  });
  await write('library', { dependencies: { types: 'workspace:*' } });
  await write('secret', { private: true });
  await write('types', {});
  const found = await findPublishedPackages(root);
  expect(found.map(({ name, folder }) => [name, folder])).toEqual([
    ['types', 'packages/types'],
    ['library', 'packages/library'],
    ['a-program', 'packages/a-program'],
  ]);
});

it('refuses packages that depend on one another in a circle', async () => {
  await write('left', { dependencies: { right: '*' } });
  await write('right', { dependencies: { left: '*' } });
  await expect(findPublishedPackages(root)).rejects.toThrow('in a circle');
});

it('fails when there is none', async () => {
  await write('secret', { private: true });
  await expect(findPublishedPackages(root)).rejects.toThrow('is published');
});

async function write(name: string, manifest: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(join(root, 'packages', name), { recursive: true });
  const text = JSON.stringify({ name, version: '1.0.0', ...manifest });
  await writeFile(join(root, 'packages', name, 'package.json'), text);
}
