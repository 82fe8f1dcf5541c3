import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { git } from '@licenses-usage/spec/semver/git';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { runApiReport } from '../../src/api/run-api-report.ts';

const name = '@licenses-usage/client';
const usage = [
  '/** What a customer uses. */',
  'export interface Usage {',
  '  readonly active: number;',
  '}',
  'export declare function read(): Usage;',
  '',
].join('\n');

let root: string;

/** A repository with a golden file; writing one runs a compiler. */
const pristine = await mkdtemp(join(tmpdir(), 'check-api-'));

beforeAll(async () => {
  root = pristine;
  await git(root, 'init', '--quiet');
  await write('.changeset/README.md', '# Changesets\n');
  await write('packages/client/package.json', JSON.stringify(manifest('1.4.2')));
  await write('packages/client/dist/index.d.ts', usage);
  await git(root, 'add', '.');
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  await git(root, ...author, 'commit', '--quiet', '--message', 'Write');
  await run();
});

afterAll(() => rm(pristine, { recursive: true }));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'check-api-'));
  await cp(pristine, root, { recursive: true });
});

afterEach(() => rm(root, { recursive: true }));

it('the golden file lists the exports of each module, without documentation, and the files', async () => {
  expect(await readFile(join(root, 'packages/client/api.md'), 'utf8')).toBe(
    [
      `# What \`${name}\` exports`,
      '',
      'Written by `npx -y pnpm@12 api:report`; do not edit.',
      '',
      `- file \`${name}/package.json\``,
      '',
      `## \`${name}\``,
      '',
      '```ts',
      'export function read(): Usage;',
      '',
      'export interface Usage {',
      '    readonly active: number;',
      '}',
      '```',
      '',
    ].join('\n'),
  );
});

it('the golden file stays unchanged when only documentation changes', async () => {
  await write(
    'packages/client/dist/index.d.ts',
    usage.replace('What a customer uses.', 'Usage of one customer.'),
  );
  expect(await run('--check')).toMatchObject({ exitCode: 0 });
});

it('a check fails with the difference until it is accepted', async () => {
  await write('packages/client/dist/index.d.ts', usage.replace('active: number', 'active: string'));

  const { exitCode, output } = await run('--check');
  expect(exitCode).toBe(1);
  expect(output).toContain('-    readonly active: number;\n+    readonly active: string;');
  expect(output).toContain('npx -y pnpm@12 api:report');

  await run();
  expect(await readFile(join(root, 'packages/client/api.md'), 'utf8')).toContain('readonly active: string;');
});

it('a check fails where there is no golden file yet, where nothing is built, and where nothing is published', async () => {
  await rm(join(root, 'packages/client/api.md'));
  expect(await run('--check')).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining('+export function read(): Usage;'),
  });

  await rm(join(root, 'packages/client/dist'), { recursive: true });
  expect(await run('--check')).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining('index.d.ts'),
  });

  await write('packages/client/package.json', JSON.stringify({ ...manifest('1.4.2'), private: true }));
  expect(await run('--check')).toEqual({ exitCode: 1, output: expect.stringContaining('is published') });
});

function manifest(version: string) {
  return {
    name,
    version,
    type: 'module',
    publishConfig: {
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './package.json': './package.json',
      },
    },
  };
}

async function write(path: string, text: string): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function run(...args: readonly string[]): Promise<{ exitCode: number; output: string }> {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const exitCode = await runApiReport(['--root', root, ...args], { log: keep, error: keep });
  return { exitCode, output: lines.join('\n') };
}
