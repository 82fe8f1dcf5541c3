import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { git } from '../../src/semver/git.ts';
import { findUses } from '../../src/update/find-uses.ts';

const generated = 'packages/client/src/generated';
const home = fileURLToPath(new URL('../../..', import.meta.url));

const files = {
  'packages/cli/src/names.ts': [
    "import type { Customer } from '../../client/src/generated/models.ts';",
    'export const relationOf = ({ relationshipToPartner }: Customer) => relationshipToPartner;',
    "export const other = { relationshipToPartner: 'a coincidence' };",
    "export const skipOf = (query: URLSearchParams) => query.get('skip');",
    '',
  ],
  'guide.md': ['A word like skip.', '', '`row.relationshipToPartner`', ''],
};

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'uses-'));
  await cp(join(home, generated, 'models.ts'), join(root, generated, 'models.ts'));
  for (const [path, lines] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), lines.join('\n'));
  }
  await git(root, 'init', '--quiet');
  await git(root, 'add', '--all');
});

afterAll(() => rm(root, { recursive: true }));

it('finds where code uses a field, and ignores other things of the same name', async () => {
  const declared = { type: 'Customer', member: 'relationshipToPartner' };
  const [places] = await findUses(root, [{ what: '', name: 'relationshipToPartner', declared }]);

  expect(places).toEqual(['packages/cli/src/names.ts:2', 'guide.md:3']);
});

it('finds a name that no type declares in code, and not in prose', async () => {
  const [places] = await findUses(root, [{ what: '', name: 'skip' }]);

  expect(places).toEqual(['packages/cli/src/names.ts:4']);
});

it('finds nothing when nothing is used', async () => {
  expect(await findUses(root, [{ what: '', name: 'nobodyUsesThis' }])).toEqual([[]]);
});
