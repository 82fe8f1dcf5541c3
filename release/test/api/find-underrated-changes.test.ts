import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { git } from '@licenses-usage/spec/semver/git';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collectReport, renderReport } from '../../src/api/api-report.ts';
import { readDeclarations } from '../../src/api/declaration.ts';
import { findUnderratedChanges } from '../../src/api/find-underrated-changes.ts';

const name = '@licenses-usage/client';
const folder = 'packages/client';
const released =
  'export function read(): Usage;\n\nexport interface Usage {\n    readonly active: number;\n}';

const variants = {
  none: released,
  additive: `${released}\n\nexport function write(usage: Usage): void;`,
  removing: released.replace('export function read(): Usage;\n\n', ''),
  changing: released.replace('active: number', 'active: string'),
} as const;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'check-api-'));
  await git(root, 'init', '--quiet');
  await write('.changeset/README.md', '# Changesets\n');
  await write(`${folder}/package.json`, JSON.stringify({ name, version: '1.4.2' }));
  await write(`${folder}/api.md`, render(released));
  await git(root, 'add', '.');
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  await git(root, ...author, 'commit', '--quiet', '--message', 'Release');
});

afterEach(() => rm(root, { recursive: true }));

it.each([
  ['none', 'none', 0],
  ['additive', 'none', 1],
  ['additive', 'patch', 1],
  ['additive', 'minor', 0],
  ['removing', 'minor', 1],
  ['removing', 'major', 0],
  ['changing', 'minor', 1],
  ['changing', 'major', 0],
] as const)(
  'exports that change in a way that is %s, with a changeset of %s, give %d complaints',
  async (variant, bump, count) => {
    await git(root, 'tag', `${name}@1.4.2`);
    if (bump !== 'none') await write('.changeset/a.md', `---\n'${name}': ${bump}\n---\n\nChange\n`);

    expect((await find(variant)).complaints).toHaveLength(count);
  },
);

it('names each change and the command that repairs it', async () => {
  await git(root, 'tag', `${name}@1.4.2`);

  expect((await find('removing')).complaints).toEqual([
    [
      `The exports of ${name} changed since ${name}@1.4.2 in a way that is major; it is about to rise by none:`,
      `  major  ${name}: read: removed`,
      `Say so with a changeset that rates ${name} as major: npx -y pnpm@12 changeset`,
    ].join('\n'),
  ]);
});

it('says that there is nothing to compare with before the first release', async () => {
  expect(await find('removing')).toEqual({
    complaints: [],
    said: [`No release of ${name} is tagged: there are no exports to compare with, which passes.`],
  });
});

it('fails on a release that has no golden file', async () => {
  await git(root, 'tag', '@licenses-usage/emulator@1.0.0');
  await write('packages/emulator/package.json', JSON.stringify({ name, version: '1.0.0' }));

  await expect(
    findUnderratedChanges(root, member('@licenses-usage/emulator', 'packages/emulator'), '', silent),
  ).rejects.toThrow('packages/emulator/api.md');
});

const silent = { log: () => undefined, error: () => undefined };

const member = (packageName: string, at: string) => ({
  name: packageName,
  folder: at,
  version: '1.4.2',
  manifest: {},
});

async function find(variant: keyof typeof variants) {
  const said: string[] = [];
  const output = { log: (line: string) => void said.push(line), error: () => undefined };
  const complaints = await findUnderratedChanges(
    root,
    member(name, folder),
    render(variants[variant]),
    output,
  );
  return { complaints, said };
}

function render(code: string): string {
  return renderReport(collectReport(name, [], [{ specifier: name, declarations: readDeclarations(code) }]));
}

async function write(path: string, text: string): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
