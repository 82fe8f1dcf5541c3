import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '@licenses-usage/spec/semver/git';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nameRepository, repositoryUrl } from '../src/rehearsal/name-repository.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'repository-'));
  await git(root, 'init', '--quiet');
  vi.stubEnv('GITHUB_SERVER_URL', undefined);
  vi.stubEnv('GITHUB_REPOSITORY', undefined);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

it.each([
  'https://github.com/owner/name.git',
  'https://github.com/owner/name',
  'git@github.com:owner/name.git',
])('takes the repository from the remote %s', async (remote) => {
  await git(root, 'remote', 'add', 'origin', remote);
  expect(await repositoryUrl(root)).toBe('git+https://github.com/owner/name.git');
});

it('prefers the running workflow to a remote', async () => {
  await git(root, 'remote', 'add', 'origin', 'https://github.com/owner/name.git');
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
  vi.stubEnv('GITHUB_REPOSITORY', 'fork/name');
  expect(await repositoryUrl(root)).toBe('git+https://github.com/fork/name.git');
});

it('finds none without a remote, for a local one, or for one with a token', async () => {
  expect(await repositoryUrl(root)).toBeUndefined();
  await git(root, 'remote', 'add', 'origin', '/somewhere/else');
  expect(await repositoryUrl(root)).toBeUndefined();
  await git(root, 'remote', 'set-url', 'origin', 'https://token@github.com/owner/name.git');
  expect(await repositoryUrl(root)).toBeUndefined();
});

it('writes it into a manifest with the folder of the package, and leaves the rest', async () => {
  await mkdir(join(root, 'packages/client'), { recursive: true });
  const member = {
    name: 'client',
    folder: 'packages/client',
    version: '1.0.0',
    manifest: { name: 'client' },
  };
  const url = 'git+https://github.com/owner/name.git';
  await nameRepository(root, member, url);
  expect(JSON.parse(await readFile(join(root, 'packages/client/package.json'), 'utf8'))).toEqual({
    name: 'client',
    repository: { type: 'git', url, directory: 'packages/client' },
  });
});
