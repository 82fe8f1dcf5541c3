import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bump } from '../semver/bump.ts';

const packageName = '@licenses-usage/client';

/** Writes the changeset of a new description, and returns its path below the root. */
export async function writeChangeset(
  root: string,
  name: string,
  { bump, summary }: { readonly bump: Exclude<Bump, 'none'>; readonly summary: string },
): Promise<string> {
  const place = `.changeset/${name}.md`;
  const sentence = {
    major: 'Follow the API description, which breaks callers',
    minor: 'Follow the API description, which has more to offer',
    patch: 'Follow the API description',
  }[bump];
  await writeFile(
    join(root, place),
    `---\n'${packageName}': ${bump}\n---\n\n${sentence}\n\nWhat changed, operation by operation:\n\n${summary}\n`,
  );
  return place;
}
