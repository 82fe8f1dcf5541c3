import { fileURLToPath } from 'node:url';
import { runCommand } from '../../run-command.ts';
import type { Fault } from '../matrix.ts';
import type { Stage } from '../stage.ts';
import { findAttwFaults } from '../tarball/attw-faults.ts';
import { findContentsFaults } from '../tarball/contents-faults.ts';
import { findManifestFaults } from '../tarball/manifest-faults.ts';
import { findPublintFaults } from '../tarball/publint-faults.ts';
import type { Tarball } from '../tarball/read-tarball.ts';
import { findSourceMapFaults } from '../tarball/source-map-faults.ts';

const knip = fileURLToPath(new URL('../../../node_modules/.bin/knip', import.meta.url));

type Inspection = (tarball: Tarball) => readonly Fault[] | Promise<readonly Fault[]>;

const inspections: Readonly<Record<string, Inspection>> = {
  manifest: findManifestFaults,
  contents: findContentsFaults,
  'source maps and licences': findSourceMapFaults,
  'publint --strict': findPublintFaults,
  'are the types wrong': findAttwFaults,
};

/** Finds the faults of a tarball that can be seen without installing it. */
export async function inspectTarball(tarball: Tarball): Promise<readonly Fault[]> {
  const found: Fault[] = [];
  for (const inspect of Object.values(inspections)) found.push(...(await inspect(tarball)));
  return found;
}

/** Inspects the tarballs, and finds unused parts of the workspace. */
export async function rehearsePackages({ matrix, tarballs, copy }: Stage): Promise<void> {
  for (const tarball of tarballs) {
    for (const [what, inspect] of Object.entries(inspections)) {
      await matrix.run({
        part: 'packages',
        subject: `${tarball.name}: ${what}`,
        version: tarball.version,
        place: tarball.source,
        repair: 'The inspection itself failed: see what it says.',
        attempt: async () => inspect(tarball),
      });
    }
  }
  await matrix.run({
    part: 'packages',
    subject: 'knip: files, exports and dependencies nobody uses',
    version: '',
    place: 'knip.jsonc',
    repair: 'Take out what is not used, or name what uses it in knip.jsonc.',
    attempt: async () => void (await runCommand({ cwd: copy }, knip, '--no-progress')),
  });
  await matrix.run({
    part: 'packages',
    subject: 'size-limit: a program of one call',
    version: '',
    place: 'packages/client',
    repair:
      'Find what grew with `pnpm --filter @licenses-usage/client run size`, or raise the limit and say why.',
    attempt: async () =>
      void (await runCommand({ cwd: copy }, 'pnpm', '--filter', '@licenses-usage/client', 'run', 'size')),
  });
}
