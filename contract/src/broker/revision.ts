import { git } from '@licenses-usage/spec/semver/git';

import type { Revision } from './commands.ts';

/**
 * Finds the commit to which the pacts of a folder belong.
 * @throws Error when they differ from that commit, because the broker would then store other pacts under its name.
 */
export async function readRevision(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Revision> {
  if ((await git(folder, 'status', '--porcelain', '--', '.')) !== '') {
    throw new Error('The pacts differ from the last commit. Commit them, then publish.');
  }
  const commit = (await git(folder, 'rev-parse', 'HEAD')).trim();
  // CI checks out a commit rather than a branch, and names the branch of the pull request or of the push.
  const branch =
    environment['GITHUB_HEAD_REF'] ||
    environment['GITHUB_REF_NAME'] ||
    (await git(folder, 'branch', '--show-current')).trim();
  if (branch === '')
    throw new Error('No branch is checked out, so the broker cannot be told one. Set GITHUB_REF_NAME.');
  return { commit, branch };
}
