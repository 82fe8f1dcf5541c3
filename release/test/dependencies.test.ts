import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { isRecord } from '@licenses-usage/spec/is-record';
import { readManifest } from '../src/published-packages.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const members = ['.', ...(await listMembers())];

it('CONTRIBUTING gives the reason for each dependency once, and for nothing else', async () => {
  const contributing = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8');
  const [, table = ''] = contributing.split('\n## Dependencies\n');
  const [, , ...cells] = [...table.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, cell = '']) => cell);
  const explained = cells.flatMap((cell) => cell.split(', '));
  const manifests = await Promise.all(members.map((member) => readManifest(join(root, member))));
  const names = new Set(
    manifests.flatMap(({ dependencies, devDependencies }) =>
      [dependencies, devDependencies].flatMap((ranges) =>
        isRecord(ranges) ? Object.entries(ranges).map(packageOf) : [],
      ),
    ),
  );
  const foreign = [...names].filter((name) => !isOurs(name));
  expect(foreign.length).toBeGreaterThan(30);
  expect(foreign.filter((name) => !explained.some((one) => isNamedBy(one, name)))).toEqual([]);
  expect(explained.filter((one) => !foreign.some((name) => isNamedBy(one, name)))).toEqual([]);
  expect(explained.filter((one, index) => explained.indexOf(one) !== index)).toEqual([]);
});

it('CONTRIBUTING can be read in five minutes', async () => {
  const lines = (await readFile(join(root, 'CONTRIBUTING.md'), 'utf8')).split('\n');
  expect(lines.length).toBeLessThanOrEqual(150);
});

/** Another version under another name is the same package. */
function packageOf([name, range]: readonly [string, unknown]): string {
  // A member, linked for its program.
  if (String(range).startsWith('link:')) return `@licenses-usage/${name}`;
  return /^npm:(.+)@/.exec(String(range))?.[1] ?? name;
}

/** Packages of types need no reason: the packages that they describe have one. */
function isOurs(name: string): boolean {
  return name.startsWith('@licenses-usage/') || name.startsWith('@types/');
}

/** Packages of one scope can share a line: `@scope/*`. */
function isNamedBy(explained: string, name: string): boolean {
  return explained === name || (explained.endsWith('/*') && name.startsWith(explained.slice(0, -1)));
}

/** Every member of the workspace, including those behind a `*`. */
async function listMembers(): Promise<readonly string[]> {
  const workspace: unknown = parse(await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8'));
  const patterns = isRecord(workspace) ? workspace['packages'] : undefined;
  if (!Array.isArray(patterns)) throw new Error('pnpm-workspace.yaml names no members.');
  const found = await Promise.all(
    patterns.map(String).map(async (pattern) => {
      if (!pattern.endsWith('/*')) return [pattern];
      const folder = pattern.slice(0, -2);
      return (await readdir(join(root, folder))).map((name) => join(folder, name));
    }),
  );
  return found.flat();
}
