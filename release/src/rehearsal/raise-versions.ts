import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPublishedPackages } from '../published-packages.ts';
import { runCommand } from '../run-command.ts';
import { commitAll } from './copy-repository.ts';

/** Turns the pending changesets of a copy of the repository into versions and changelogs. */
export async function raiseVersions(copy: string): Promise<void> {
  await runCommand({ cwd: copy }, 'pnpm', 'exec', 'changeset', 'version');
  await commitAll(copy, 'Version packages');
}

/** Writes a changeset that raises each published package by a patch, as the next release would. */
export async function planNextPatch(copy: string): Promise<void> {
  const names = (await findPublishedPackages(copy)).map(({ name }) => `'${name}': patch`);
  const text = `---\n${names.join('\n')}\n---\n\nRehearse the next release\n`;
  await writeFile(join(copy, '.changeset/rehearse-the-next-release.md'), text);
  await commitAll(copy, 'Plan the next release');
}
