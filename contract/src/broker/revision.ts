import { git } from '@licenses-usage/spec/semver/git';

import type { Revision } from './commands.ts';

/**
 * Reads which commit the pacts of a folder belong to.
 * @throws Error when they differ from that commit: the broker would keep under its name what it doesn't hold.
 */
export async function readRevision(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Revision> {
  if ((await git(folder, 'status', '--porcelain', '--', '.')) !== '') {
    throw new Error('The pacts differ from the last commit. Commit them, then publish.');
  }
  const commit = (await git(folder, 'rev-parse', 'HEAD')).trim();
  // CI checks out a commit, not a branch; it names the branch of a pull request, and else that of the push.
  const branch =
    environment['GITHUB_HEAD_REF'] ||
    environment['GITHUB_REF_NAME'] ||
    (await git(folder, 'branch', '--show-current')).trim();
  if (branch === '')
    throw new Error('No branch is checked out, so the broker cannot be told one. Set GITHUB_REF_NAME.');
  return { commit, branch };
}
