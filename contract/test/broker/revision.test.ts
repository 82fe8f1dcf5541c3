import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { readRevision } from '../../src/broker/revision.ts';

const execute = promisify(execFile);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broker-revision-'));
  await git('init', '--quiet', '--initial-branch', 'main');
  await writeFile(join(folder, 'pact.json'), '{}');
  await git('add', '.');
  await git(
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@localhost',
    'commit',
    '--quiet',
    '--message',
    'Pact',
  );
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('it is the commit and the branch that are checked out', async () => {
  const commit = await git('rev-parse', 'HEAD');

  expect(await readRevision(folder, {})).toEqual({ commit, branch: 'main' });
});

test('its branch is the one that CI names, that of a pull request first', async () => {
  await git('checkout', '--quiet', '--detach');

  expect(await readRevision(folder, { GITHUB_REF_NAME: 'release' })).toMatchObject({ branch: 'release' });
  expect(await readRevision(folder, { GITHUB_REF_NAME: '7/merge', GITHUB_HEAD_REF: 'topic' })).toMatchObject({
    branch: 'topic',
  });
});

test('there is none where no branch is checked out and CI names none', async () => {
  await git('checkout', '--quiet', '--detach');

  await expect(readRevision(folder, {})).rejects.toThrow('Set GITHUB_REF_NAME.');
});

test('there is none for pacts that are not committed', async () => {
  await writeFile(join(folder, 'pact.json'), '{"changed":true}');

  await expect(readRevision(folder, {})).rejects.toThrow('The pacts differ from the last commit.');
});

async function git(...args: readonly string[]): Promise<string> {
  const { stdout } = await execute('git', ['-C', folder, ...args]);
  return stdout.trim();
}
