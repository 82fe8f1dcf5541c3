import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../is-record.ts';
import type { Bump } from './bump.ts';
import { pendingBump } from './changesets.ts';
import { isShallow, lastRelease, type Release } from './last-release.ts';
import { bumpBetween, compareVersions, parseVersion, raise } from './version.ts';

export interface PlannedRise {
  /** The last release of the package. */
  readonly release: Release;
  /** By how much its next version exceeds that: a version that was raised already counts, too. */
  readonly planned: Bump;
}

/**
 * By how much a package is about to rise above its last release; null when none is tagged.
 *
 * @param folder where the package is, from the root of the repository
 * @throws Error when the clone lacks the tags to tell, or when the version is older than the release.
 */
export async function plannedRise(
  root: string,
  packageName: string,
  folder: string,
): Promise<PlannedRise | null> {
  const version = await readVersion(join(root, folder));
  const release = await lastRelease(root, packageName);
  if (release === null) {
    await rejectMissingTags(root, packageName, version);
    return null;
  }
  const current = parseVersion(version);
  if (compareVersions(current, release.version) < 0) {
    throw new Error(
      `${packageName} is at ${version}, which is older than its release ${release.tag}. Merge the release.`,
    );
  }
  const next = raise(current, await pendingBump(join(root, '.changeset'), packageName));
  return { release, planned: bumpBetween(release.version, next) };
}

async function readVersion(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return isRecord(manifest) ? String(manifest['version']) : '';
}

/** A clone without history has no tags, whatever was released. Only a version that was never raised speaks for itself. */
async function rejectMissingTags(root: string, packageName: string, version: string): Promise<void> {
  if (version === '0.0.0' || !(await isShallow(root))) return;
  throw new Error(
    `${packageName} is at ${version}, but this clone lacks history and its tags. ` +
      'Fetch them: git fetch --unshallow --tags (in CI, fetch-depth: 0).',
  );
}
