import type { Bump } from './bump.ts';

/** Major, minor and patch. Versions before a release, such as `1.0.0-next.1`, are none. */
export type Version = readonly [major: number, minor: number, patch: number];

/** @throws Error when the text is no version of three numbers. */
export function parseVersion(text: string): Version {
  const found = /^(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (found === null) throw new Error(`"${text}" is no version of three numbers, such as 1.4.2.`);
  return [Number(found[1]), Number(found[2]), Number(found[3])];
}

export function raise([major, minor, patch]: Version, bump: Bump): Version {
  if (bump === 'major') return [major + 1, 0, 0];
  if (bump === 'minor') return [major, minor + 1, 0];
  return [major, minor, bump === 'patch' ? patch + 1 : patch];
}

/** By how much a version rose. */
export function bumpBetween(from: Version, to: Version): Bump {
  if (from[0] !== to[0]) return 'major';
  if (from[1] !== to[1]) return 'minor';
  return from[2] === to[2] ? 'none' : 'patch';
}

/** Orders versions from old to new. */
export function compareVersions(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
