import { greatest, isAtLeast } from '@licenses-usage/spec/semver/bump';
import { git } from '@licenses-usage/spec/semver/git';
import type { Output } from '@licenses-usage/spec/output';
import type { PublishedPackage } from '../published-packages.ts';
import { plannedRise } from '../versions.ts';
import { readReport } from './api-report.ts';
import { findApiChanges } from './find-changes.ts';

/**
 * Reports changes of a package's exports since its last release that exceed its next version; empty when there are
 * none.
 */
export async function findUnderratedChanges(
  root: string,
  { name, folder }: PublishedPackage,
  current: string,
  output: Output,
): Promise<readonly string[]> {
  const rise = await plannedRise(root, name, folder);
  if (rise === null) {
    output.log(`No release of ${name} is tagged: there are no exports to compare with, which passes.`);
    return [];
  }
  const { release, planned } = rise;
  const released = readReport(await git(root, 'show', `${release.tag}:${folder}/api.md`));
  const changes = findApiChanges(released, readReport(current));
  const needed = greatest(changes.map(({ bump }) => bump));
  if (isAtLeast(planned, needed)) {
    output.log(
      `Exports of ${name} since ${release.tag}: ${changes.length} changes, ${needed}; it rises by ${planned}.`,
    );
    return [];
  }
  return [
    [
      `The exports of ${name} changed since ${release.tag} in a way that is ${needed}; it is about to rise by ${planned}:`,
      ...changes.map(({ bump, place, verdict }) => `  ${bump}  ${place}: ${verdict}`),
      `Say so with a changeset that rates ${name} as ${needed}: npx -y pnpm@12 changeset`,
    ].join('\n'),
  ];
}
