import { git } from '../semver/git.ts';

/** @throws Error when there are uncommitted changes, because they could not be distinguished or restored later. */
export async function requireCleanTree(root: string): Promise<void> {
  const changes = await git(root, 'status', '--porcelain');
  if (changes === '') return;
  throw new Error(`The tree holds changes that are not committed. Commit them first:\n${changes.trimEnd()}`);
}

/** Creates a branch and switches to it. Returns the previous branch, or its commit if it was detached. */
export async function startBranch(root: string, name: string): Promise<string> {
  const left = (await git(root, 'rev-parse', '--abbrev-ref', 'HEAD')).trim();
  const from = left === 'HEAD' ? (await git(root, 'rev-parse', 'HEAD')).trim() : left;
  await git(root, 'switch', '--quiet', '--create', name);
  return from;
}

export async function commitAll(root: string, message: string): Promise<void> {
  await git(root, 'add', '--all');
  await git(root, 'commit', '--quiet', '--message', message);
}

/**
 * Switches back and deletes the branch with all changes. The tree was clean before, so all changes belong to the
 * branch.
 */
export async function dropBranch(root: string, name: string, from: string): Promise<void> {
  await git(root, 'reset', '--quiet', '--hard');
  await git(root, 'clean', '--quiet', '--force', '-d');
  await git(root, 'checkout', '--quiet', from);
  await git(root, 'branch', '--quiet', '--delete', '--force', name);
}
