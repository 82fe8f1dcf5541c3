import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bump } from '@licenses-usage/spec/semver/bump';
import { findChanges } from '@licenses-usage/spec/semver/find-changes';
import { git } from '@licenses-usage/spec/semver/git';
import { runSemverCheck } from '../../src/description/run-check.ts';

const released = await readFile(new URL(import.meta.resolve('@licenses-usage/spec/openapi.yaml')), 'utf8');

/** What becomes of the released description. */
const variants = {
  none: released,
  additive: change(
    "        - $ref: '#/components/parameters/Size'\n",
    "        - $ref: '#/components/parameters/Size'\n        - $ref: '#/components/parameters/Skip'\n",
  ),
  breaking: change('        usagePercent:', '        usedPercent:'),
} as const;

let root: string;

/** The changes between two descriptions that were compared before: many tests compare the same two. */
const compared = new Map<string, ReturnType<typeof findChanges>>();

async function compareOnce(base: string, revision: string): ReturnType<typeof findChanges> {
  const texts = (await readFile(base, 'utf8')) + (await readFile(revision, 'utf8'));
  const changes = compared.get(texts) ?? findChanges(base, revision);
  compared.set(texts, changes);
  return changes;
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'check-semver-'));
  await git(root, 'init', '--quiet');
  await write('.changeset/README.md', '# Changesets\n');
  await write('.changeset/config.json', '{}');
  await write('spec/openapi.yaml', released);
  await writeVersion('1.4.2');
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

describe('after a release', () => {
  beforeEach(async () => {
    await commit();
    await git(root, 'tag', '@licenses-usage/client@1.4.2');
  });

  it.each<[keyof typeof variants, Bump, 0 | 1]>([
    ['none', 'none', 0],
    ['none', 'patch', 0],
    ['none', 'major', 0],
    ['additive', 'none', 1],
    ['additive', 'patch', 1],
    ['additive', 'minor', 0],
    ['additive', 'major', 0],
    ['breaking', 'none', 1],
    ['breaking', 'patch', 1],
    ['breaking', 'minor', 1],
    ['breaking', 'major', 0],
  ])(
    'a change of the description that is %s, with a changeset of %s, exits with %d',
    async (variant, bump, code) => {
      await write('spec/openapi.yaml', variants[variant]);
      if (bump !== 'none') await writeChangeset('a-change', bump);

      expect(await check()).toMatchObject({ exitCode: code });
    },
  );

  it('names the place of each change, and the command that repairs it', async () => {
    await write('spec/openapi.yaml', variants.breaking);
    await writeChangeset('a-change', 'minor');

    const { output } = await check();

    expect(output).toContain('changed since @licenses-usage/client@1.4.2 in a way that is major');
    expect(output).toContain('is about to rise by minor');
    expect(output).toMatch(
      /major {2}#\/paths\/~1v1~1customers.*`usagePercent` of `CustomerLicensesUsageInsights`/,
    );
    expect(output).toContain('npx -y pnpm@12 changeset');
  });

  it('uses the greatest of several changesets, and ignores those of other packages', async () => {
    await write('spec/openapi.yaml', variants.breaking);
    await write('.changeset/other.md', "---\n'@licenses-usage/emulator': major\n---\n\nOther\n");
    await writeChangeset('one', 'patch');
    expect(await check()).toMatchObject({ exitCode: 1 });

    await writeChangeset('two', 'major');
    expect(await check()).toMatchObject({ exitCode: 0 });
  });

  it('counts a version that has already been raised, as between a release commit and its tag', async () => {
    await write('spec/openapi.yaml', variants.breaking);
    await writeVersion('1.5.0');
    expect(await check()).toMatchObject({ exitCode: 1 });

    await writeVersion('2.0.0');
    expect(await check()).toMatchObject({ exitCode: 0 });
  });

  it('compares with the greatest version, not with the last in the alphabet, and with no version before a release', async () => {
    await write('spec/openapi.yaml', variants.breaking);
    await writeVersion('1.10.0');
    await commit();
    await git(root, 'tag', '@licenses-usage/client@1.10.0');
    await git(root, 'tag', '@licenses-usage/client@2.0.0-next.1');

    expect(await check()).toEqual({
      exitCode: 0,
      output:
        'spec/openapi.yaml since @licenses-usage/client@1.10.0: 0 changes, none; the version rises by none.',
    });
  });

  it.each([
    [
      'major',
      'a header is no longer promised',
      'in whole seconds.\n      required: true\n',
      'in whole seconds.\n',
    ],
    ['major', 'a default differs', '        default: 10000\n', '        default: 1000\n'],
    [
      'minor',
      'callers may send more',
      '        - productId\n        - productName\n',
      '        - productId\n        - country\n        - productName\n',
    ],
    [
      'minor',
      'an operation is deprecated',
      '      tags: [Customers]\n',
      '      tags: [Customers]\n      deprecated: true\n',
    ],
  ])('rates as %s a change without a rule of the tool: %s', async (bump, _what, from, to) => {
    await write('spec/openapi.yaml', change(from, to));

    const { exitCode, output } = await check();

    expect(exitCode).toBe(1);
    expect(output).toContain(`in a way that is ${bump}`);
  });

  it.each([
    ['has no list of packages', 'Nothing here.\n', 'Nothing here.'],
    [
      'has an unknown rating',
      "---\n'@licenses-usage/client': huge\n---\n",
      'invalid version type "huge" for package "@licenses-usage/client"',
    ],
  ])('fails on a changeset that %s, and shows it', async (_what, text, message) => {
    await write('.changeset/broken.md', text);

    const { exitCode, output } = await check();

    expect(exitCode).toBe(1);
    expect(output).toContain(`A file of ${join(root, '.changeset')} can't be read`);
    expect(output).toContain(message);
  });

  it('fails on an invalid description, and on a version older than the release', async () => {
    await write('spec/openapi.yaml', 'openapi: [');
    expect(await check()).toMatchObject({ exitCode: 1 });

    await writeVersion('1.4.1');
    expect(await check()).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('older than its release'),
    });
  });

  it('fails on a clone that lacks the tags of what was released', async () => {
    const clone = join(root, 'clone');
    await git(root, 'clone', '--quiet', '--depth', '1', '--no-tags', `file://${root}`, clone);

    expect(await check(clone)).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('git fetch --unshallow --tags'),
    });
  });
});

describe('before the first release', () => {
  const sentence =
    'No release of @licenses-usage/client is tagged: there is nothing to compare spec/openapi.yaml with, which passes.';

  it('says in one sentence that there is nothing to compare with, and passes', async () => {
    await commit();
    await write('spec/openapi.yaml', variants.breaking);

    expect(await check()).toEqual({ exitCode: 0, output: sentence });
  });

  it('passes even on a clone without history, as long as the version was never raised', async () => {
    await writeVersion('0.0.0');
    await commit();
    const clone = join(root, 'clone');
    await git(root, 'clone', '--quiet', '--depth', '1', `file://${root}`, clone);

    expect(await check(clone)).toEqual({ exitCode: 0, output: sentence });
  });

  it('does not end with the release of another package', async () => {
    await commit();
    await git(root, 'tag', '@licenses-usage/emulator@1.0.0');

    expect(await check()).toEqual({ exitCode: 0, output: sentence });
  });
});

it('fails where there is no git repository', async () => {
  await rm(join(root, '.git'), { recursive: true });

  expect(await check()).toMatchObject({ exitCode: 1, output: expect.stringContaining('git') });
});

function change(from: string, to: string): string {
  const changed = released.replace(from, to);
  if (changed === released) throw new Error('The change found nothing to change in openapi.yaml.');
  return changed;
}

async function write(path: string, text: string): Promise<void> {
  const file = join(root, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
}

async function writeVersion(version: string): Promise<void> {
  await write('packages/client/package.json', JSON.stringify({ name: '@licenses-usage/client', version }));
}

async function writeChangeset(name: string, bump: Bump): Promise<void> {
  await write(`.changeset/${name}.md`, `---\n'@licenses-usage/client': ${bump}\n---\n\nChange something\n`);
}

async function commit(): Promise<void> {
  await git(root, 'add', '.');
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  await git(root, ...author, 'commit', '--quiet', '--message', 'Release');
}

async function check(folder = root): Promise<{ exitCode: number; output: string }> {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const exitCode = await runSemverCheck(['--root', folder], { log: keep, error: keep }, compareOnce);
  return { exitCode, output: lines.join('\n') };
}
