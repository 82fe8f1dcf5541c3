import { git } from '../semver/git.ts';

/** @throws Error when something in the tree is not committed: it could neither be told apart later nor be put back. */
export async function requireCleanTree(root: string): Promise<void> {
  const changes = await git(root, 'status', '--porcelain');
  if (changes === '') return;
  throw new Error(`The tree holds changes that are not committed. Commit them first:\n${changes.trimEnd()}`);
}

/** Makes a branch and goes there; gives the one that was left, or its commit when it was none. */
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

/** Goes back to where the branch started, and leaves nothing of it: the tree was clean then, so all changes are its own. */
export async function dropBranch(root: string, name: string, from: string): Promise<void> {
  await git(root, 'reset', '--quiet', '--hard');
  await git(root, 'clean', '--quiet', '--force', '-d');
  await git(root, 'checkout', '--quiet', from);
  await git(root, 'branch', '--quiet', '--delete', '--force', name);
}
