import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { isRecord } from '../src/is-record.ts';
import { readManifest } from '../src/published-packages.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const members = ['.', ...(await listMembers())];

it('CONTRIBUTING says of each dependency why it is there', async () => {
  const contributing = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8');
  const [, table = ''] = contributing.split('\n## Dependencies\n');
  const cells = [...table.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, cell = '']) => cell).join(', ');
  const manifests = await Promise.all(members.map((member) => readManifest(join(root, member))));
  const names = new Set(
    manifests.flatMap(({ dependencies, devDependencies }) =>
      [dependencies, devDependencies].flatMap((ranges) =>
        isRecord(ranges) ? Object.entries(ranges).map(packageOf) : [],
      ),
    ),
  );
  const unexplained = [...names].filter((name) => !isOurs(name) && !isNamed(cells, name));
  expect(names.size).toBeGreaterThan(30);
  expect(unexplained).toEqual([]);
});

/** Another version under another name is the same package. */
function packageOf([name, range]: readonly [string, unknown]): string {
  return /^npm:(.+)@/.exec(String(range))?.[1] ?? name;
}

/** Types alone need no reason: what they describe has one. */
function isOurs(name: string): boolean {
  return name.startsWith('@licenses-usage/') || name.startsWith('@types/');
}

/** Packages of one scope can share a line. */
function isNamed(cells: string, name: string): boolean {
  const [scope = ''] = name.split('/', 1);
  const shared = [`${scope}/*`, `${scope}/api and its SDK`];
  return cells.split(/[\s,;]+/).includes(name) || shared.some((line) => cells.includes(line));
}

/** Every member of the workspace, those that a `*` stands for among them. */
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
