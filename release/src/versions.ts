import { join } from 'node:path';
import { readChangesets } from '@changesets/read';
import { greatest, isBump, type Bump } from '@licenses-usage/spec/semver/bump';
import { git } from '@licenses-usage/spec/semver/git';
import semver from 'semver';
import { readManifest } from './published-packages.ts';

export interface Release {
  readonly tag: string;
  readonly version: string;
}

export interface PlannedRise {
  /** The last release of the package. */
  readonly release: Release;
  /** The increase of its next version. A version that has already been raised counts too. */
  readonly planned: Bump;
}

/**
 * The planned increase of a package over its last release; null when none is tagged.
 *
 * @param root - The root of the repository.
 * @param packageName - The name at the start of its tags.
 * @param folder - The folder of the package, from the root.
 * @throws Error when the clone lacks the tags, or when the version is older than the release.
 */
export async function plannedRise(
  root: string,
  packageName: string,
  folder: string,
): Promise<PlannedRise | null> {
  const version = String((await readManifest(join(root, folder)))['version']);
  const release = await lastRelease(root, packageName);
  if (release === null) {
    await rejectMissingTags(root, packageName, version);
    return null;
  }
  if (semver.lt(version, release.version)) {
    throw new Error(
      `${packageName} is at ${version}, which is older than its release ${release.tag}. Merge the release.`,
    );
  }
  const bump = await pendingBump(root, packageName);
  const next = bump === 'none' ? version : semver.inc(version, bump);
  const planned = semver.diff(release.version, next ?? version) ?? 'none';
  if (!isBump(planned)) throw new Error(`${packageName} is at ${version}, which is no version of a release.`);
  return { release, planned };
}

/** The increase of a package from the pending changesets. */
async function pendingBump(root: string, packageName: string): Promise<Bump> {
  const changesets = await readChangesets(root).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`A file of ${join(root, '.changeset')} can't be read: ${reason}`, { cause });
  });
  const releases = changesets.flatMap((changeset) => changeset.releases);
  return greatest(releases.filter(({ name }) => name === packageName).map(({ type }) => type));
}

/** The last release of a package before the current commit, by its git tag; null when none is tagged. */
async function lastRelease(root: string, packageName: string): Promise<Release | null> {
  const prefix = `${packageName}@`;
  const tags = await git(root, 'tag', '--list', `${prefix}*`, '--merged', 'HEAD');
  const versions = tags.split('\n').map((tag) => tag.slice(prefix.length));
  const released = versions.filter((version) => semver.valid(version) && !semver.prerelease(version));
  const last = released.sort(semver.compare).at(-1);
  return last === undefined ? null : { tag: `${prefix}${last}`, version: last };
}

/**
 * A shallow clone has no tags, even after a release. Only a version that was never raised proves that there was none.
 */
async function rejectMissingTags(root: string, packageName: string, version: string): Promise<void> {
  if (version === '0.0.0') return;
  if ((await git(root, 'rev-parse', '--is-shallow-repository')).trim() !== 'true') return;
  throw new Error(
    `${packageName} is at ${version}, but this clone lacks history and its tags. ` +
      'Fetch them: git fetch --unshallow --tags (in CI, fetch-depth: 0).',
  );
}
