import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '@licenses-usage/spec/semver/git';
import { runCommand } from '../run-command.ts';

const author = [
  '-c',
  'user.name=Rehearsal',
  '-c',
  'user.email=rehearsal@localhost',
  '-c',
  'commit.gpgsign=false',
];

/**
 * Copies the repository with its history and uncommitted changes, and installs its dependencies. The rehearsal raises
 * versions and writes changelogs in the copy, so that the original does not change.
 */
export async function copyRepository(root: string, copy: string): Promise<void> {
  await git(root, 'clone', '--quiet', root, copy);
  const files = (await list(root, 'ls-files', '--cached', '--others', '--exclude-standard', '-z')).filter(
    (file) => existsSync(join(root, file)),
  );
  const gone = (await list(copy, 'ls-files', '-z')).filter((file) => !files.includes(file));
  for (const file of files) await cp(join(root, file), join(copy, file));
  for (const file of gone) await rm(join(copy, file));
  await commitAll(copy, 'Rehearse what is not committed');
  await runCommand({ cwd: copy }, 'pnpm', 'install', '--frozen-lockfile', '--prefer-offline');
}

/** Commits every change of a copy, if there is any, because changelogs name the commit of each changeset. */
export async function commitAll(copy: string, message: string): Promise<void> {
  await git(copy, 'add', '--all');
  await git(copy, ...author, 'commit', '--quiet', '--no-verify', '--allow-empty', '--message', message);
}

async function list(root: string, ...args: readonly string[]): Promise<readonly string[]> {
  return (await git(root, ...args)).split('\0').filter((file) => file !== '');
}
