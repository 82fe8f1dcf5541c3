import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isRecord } from '../is-record.ts';
import type { Output } from '../run-generator.ts';
import { greatest, isAtLeast, type Bump } from './bump.ts';
import type { Change } from './change.ts';
import { pendingBump } from './changesets.ts';
import { findChanges } from './find-changes.ts';
import { git } from './git.ts';
import { isShallow, lastRelease, type Release } from './last-release.ts';
import { bumpBetween, compareVersions, parseVersion, raise } from './version.ts';

const packageName = '@licenses-usage/client';
const spec = 'spec/openapi.yaml';

/**
 * Holds the changes of the description since the client's last release against the version that the client gets next;
 * gives the exit code of the process.
 *
 * @returns 0 when the version rises enough, or when nothing has been released; 1 otherwise, and when that can't be told.
 */
export async function runSemverCheck(args: readonly string[], output: Output): Promise<0 | 1> {
  try {
    const { root } = readOptions(args);
    const version = await readVersion(root);
    const release = await lastRelease(root, packageName);
    if (release === null) {
      await rejectMissingTags(root, version);
      output.log(
        `No release of ${packageName} is tagged: there is nothing to compare ${spec} with, which passes.`,
      );
      return 0;
    }
    const planned = await plannedBump(root, release, version);
    const changes = await changesSince(root, release);
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

async function readVersion(root: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'packages/client/package.json'), 'utf8'));
  return isRecord(manifest) ? String(manifest['version']) : '';
}

/** A clone without history has no tags, whatever was released. Only a version that was never raised speaks for itself. */
async function rejectMissingTags(root: string, version: string): Promise<void> {
  if (version === '0.0.0' || !(await isShallow(root))) return;
  throw new Error(
    `${packageName} is at ${version}, but this clone lacks history and its tags. ` +
      'Fetch them: git fetch --unshallow --tags (in CI, fetch-depth: 0).',
  );
}

/** By how much the next version exceeds the released one: a version that was raised already counts, too. */
async function plannedBump(
  root: string,
  { tag, version: released }: Release,
  version: string,
): Promise<Bump> {
  const current = parseVersion(version);
  if (compareVersions(current, released) < 0) {
    throw new Error(
      `${packageName} is at ${version}, which is older than its release ${tag}. Merge the release.`,
    );
  }
  return bumpBetween(released, raise(current, await pendingBump(join(root, '.changeset'), packageName)));
}

async function changesSince(root: string, { tag }: Release): Promise<readonly Change[]> {
  const folder = await mkdtemp(join(tmpdir(), 'released-description-'));
  try {
    const base = join(folder, 'openapi.yaml');
    await writeFile(base, await git(root, 'show', `${tag}:${spec}`));
    return await findChanges(base, join(root, spec));
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
