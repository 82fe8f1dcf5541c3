import { git } from './git.ts';
import { compareVersions, parseVersion, type Version } from './version.ts';

export interface Release {
  readonly tag: string;
  readonly version: Version;
}

/** The last release of a package that leads to the present commit, by its git tag; null when none is tagged. */
export async function lastRelease(root: string, packageName: string): Promise<Release | null> {
  const prefix = `${packageName}@`;
  const tags = await git(root, 'tag', '--list', `${prefix}*`, '--merged', 'HEAD');
  return (
    tags
      .split('\n')
      .filter((tag) => /^\d+\.\d+\.\d+$/.test(tag.slice(prefix.length)))
      .map((tag) => ({ tag, version: parseVersion(tag.slice(prefix.length)) }))
      .sort((left, right) => compareVersions(left.version, right.version))
      .at(-1) ?? null
  );
}

/** Whether the clone lacks history, and so perhaps tags. */
export async function isShallow(root: string): Promise<boolean> {
  return (await git(root, 'rev-parse', '--is-shallow-repository')).trim() === 'true';
}
