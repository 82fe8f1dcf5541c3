import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublishedPackage } from '../published-packages.ts';
import { tryCommand } from '../run-command.ts';

/** Reports the difference between a package's exports and its `api.md`; empty when there is none. */
export async function findDifference(
  root: string,
  { name, folder }: PublishedPackage,
  current: string,
): Promise<readonly string[]> {
  const path = `${folder}/api.md`;
  const accepted = await readFile(join(root, path), 'utf8').catch(() => '');
  if (accepted === current) return [];
  const difference = await showDifference(root, path, current);
  return [
    `What ${name} exports is not what ${path} says:\n${difference}` +
      'If this is meant, accept it: npx -y pnpm@12 api:report',
  ];
}

/** As a git diff, because git is always available. */
async function showDifference(root: string, path: string, current: string): Promise<string> {
  const pending = join(root, `${path}.current`);
  await writeFile(pending, current);
  try {
    const known = await readFile(join(root, path), 'utf8').then(
      () => path,
      () => '/dev/null',
    );
    const { stdout } = await tryCommand(
      { cwd: root },
      'git',
      'diff',
      '--no-index',
      '--no-color',
      '--unified=2',
      known,
      `${path}.current`,
    );
    return stdout.split('\n').slice(4).join('\n');
  } finally {
    await rm(pending);
  }
}
