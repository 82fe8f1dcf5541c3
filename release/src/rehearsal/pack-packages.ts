import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findPublishedPackages } from '../published-packages.ts';
import { runCommand } from '../run-command.ts';
import { nameRepository } from './name-repository.ts';
import { readTarball, type Tarball } from './tarball/read-tarball.ts';

/** Builds and packs every published package of a copy of the repository into a folder. */
export async function packPackages(
  copy: string,
  destination: string,
  repository: string | undefined,
): Promise<readonly Tarball[]> {
  const members = await findPublishedPackages(copy);
  const filters = members.map(({ name }) => `--filter=${name}`);
  await runCommand(
    { cwd: copy },
    'pnpm',
    'exec',
    'turbo',
    'run',
    'build',
    ...filters,
    '--output-logs=errors-only',
  );
  const tarballs: Tarball[] = [];
  for (const member of members) {
    const into = join(destination, member.folder);
    await mkdir(into, { recursive: true });
    if (repository !== undefined) await nameRepository(copy, member, repository);
    // Only pnpm applies `publishConfig` and replaces `workspace:` with versions.
    await runCommand({ cwd: join(copy, member.folder) }, 'pnpm', 'pack', '--pack-destination', into);
    const file = (await readdir(into)).find((name) => name.endsWith('.tgz'));
    if (file === undefined) throw new Error(`pnpm pack left no tarball of ${member.name}.`);
    tarballs.push(await readTarball(join(into, file), member.folder));
  }
  return tarballs;
}
