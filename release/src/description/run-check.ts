import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { greatest, isAtLeast, type Bump } from '@licenses-usage/spec/semver/bump';
import type { Change } from '@licenses-usage/spec/semver/change';
import { findChanges } from '@licenses-usage/spec/semver/find-changes';
import { git } from '@licenses-usage/spec/semver/git';
import type { Output } from '@licenses-usage/spec/output';
import { plannedRise, type Release } from '../versions.ts';

const packageName = '@licenses-usage/client';
const spec = 'spec/openapi.yaml';

/**
 * Compares the changes of the description since the client's last release with the client's next version. Returns the
 * exit code of the process.
 *
 * @param compare - Finds the changes between two files, which takes a second.
 * @returns 0 when the version rises enough, or when nothing has been released; 1 otherwise, and when it can't be
 * determined.
 */
export async function runSemverCheck(
  args: readonly string[],
  output: Output,
  compare: typeof findChanges = findChanges,
): Promise<0 | 1> {
  try {
    const { root } = readOptions(args);
    const rise = await plannedRise(root, packageName, 'packages/client');
    if (rise === null) {
      output.log(
        `No release of ${packageName} is tagged: there is nothing to compare ${spec} with, which passes.`,
      );
      return 0;
    }
    const { release, planned } = rise;
    const changes = await changesSince(root, release, compare);
    const needed = greatest(changes.map(({ bump }) => bump));
    if (!isAtLeast(needed, 'minor') || isAtLeast(planned, needed)) {
      output.log(
        `${spec} since ${release.tag}: ${changes.length} changes, ${needed}; the version rises by ${planned}.`,
      );
      return 0;
    }
    output.error(explain(changes, needed, planned, release));
    return 1;
  } catch (error) {
    output.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function changesSince(
  root: string,
  { tag }: Release,
  compare: typeof findChanges,
): Promise<readonly Change[]> {
  const folder = await mkdtemp(join(tmpdir(), 'released-description-'));
  try {
    const base = join(folder, 'openapi.yaml');
    await writeFile(base, await git(root, 'show', `${tag}:${spec}`));
    return await compare(base, join(root, spec));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function explain(changes: readonly Change[], needed: Bump, planned: Bump, { tag }: Release): string {
  return [
    `${spec} has changed since ${tag} in a way that is ${needed}; ${packageName} is about to rise by ${planned}:`,
    ...changes
      .filter(({ bump }) => isAtLeast(bump, 'minor'))
      .map(({ bump, place, verdict }) => `  ${bump}  ${place}${verdict === '' ? '' : `: ${verdict}`}`),
    `Say so with a changeset that rates ${packageName} as ${needed}: npx -y pnpm@12 changeset`,
  ].join('\n');
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: { root: { type: 'string', default: fileURLToPath(new URL('../../..', import.meta.url)) } },
  });
  return values;
}
