import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Output } from '@licenses-usage/spec/output';
import { findPublishedPackages } from '../published-packages.ts';
import { renderReport } from './api-report.ts';
import { findDifference } from './find-difference.ts';
import { findUnderratedChanges } from './find-underrated-changes.ts';
import { reportPackage } from './report-package.ts';

/**
 * Writes the exports of each published package into its `api.md`. With `--check`, compares them with that file, and
 * the changes since the last release with the pending changesets. Returns the exit code of the process.
 */
export async function runApiReport(args: readonly string[], output: Output): Promise<0 | 1> {
  try {
    const { check, root, packages } = readOptions(args);
    const chosen = packages?.split(',').map((name) => `packages/${name}`);
    const complaints: string[] = [];
    for (const member of await findPublishedPackages(root)) {
      if (chosen?.includes(member.folder) === false) continue;
      const file = join(root, member.folder, 'api.md');
      const current = renderReport(await reportPackage(root, member));
      if (!check) {
        await writeFile(file, current);
        output.log(`${member.folder}/api.md is written.`);
        continue;
      }
      complaints.push(...(await findDifference(root, member, current)));
      complaints.push(...(await findUnderratedChanges(root, member, current, output)));
    }
    for (const complaint of complaints) output.error(complaint);
    return complaints.length === 0 ? 0 : 1;
  } catch (error) {
    output.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: 'boolean', default: false },
      packages: { type: 'string' },
      root: { type: 'string', default: fileURLToPath(new URL('../../..', import.meta.url)) },
    },
  });
  return values;
}
