import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { createEmulator } from '@licenses-usage/emulator';
import { beforeAll, describe, expect, inject, test } from 'vitest';

import { blocksIn } from './support/blocks-in.ts';
import { programsIn } from './support/programs-in.ts';

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const documents = [
  'README.md',
  'packages/client/README.md',
  'packages/emulator/README.md',
  'packages/history/README.md',
  ...(inject('redisUrl') === undefined ? [] : ['packages/fleet/README.md']),
  'docs/history.md',
  'docs/migrate.md',
  'docs/sign-in.md',
];
/** `sh` and `console` are typed in the test of commands; the languages of other platforms can't be run here. */
const languages = new Set(['ts', 'text', 'sh', 'console', 'csharp', 'powershell']);

describe.each(documents)('%s', async (document) => {
  const markdown = await readFile(at(`../../${document}`), 'utf8');
  const programs = programsIn(markdown);
  const folder = join(inject('project'), document.replaceAll('/', '-'));

  beforeAll(async () => {
    await mkdir(folder);
    await copyFile(at('./support/what-the-reader-has.ts'), join(folder, 'what-the-reader-has.mts'));
    // Unchanged: the service begins its answers with a byte order mark.
    const saved = await readFile(at('../../spec/examples/customer-licenses-usage.json'), 'utf8');
    await writeFile(join(folder, 'legacy-usage.json'), `\uFEFF${saved}`);
    for (const { file, source } of programs) await writeFile(join(folder, file), source);
    const compilerOptions = {
      noUnusedLocals: false,
      noImplicitReturns: false,
      types: ['node'],
      typeRoots: [at('../node_modules/@types')],
    };
    const extended = { extends: at('../../tsconfig.json'), compilerOptions, include: ['*.mts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(extended));
  });

  test('shows programs, each in a file of its own', () => {
    const files = programs.map(({ file }) => file);
    expect(files).not.toEqual([]);
    expect(new Set(files).size).toBe(files.length);
  });

  test('has no block in a language that no test reads', () => {
    const unread = blocksIn(markdown).filter(({ language }) => !languages.has(language));
    expect(unread).toEqual([]);
  });

  test('shows working requests in other languages', async () => {
    const foreign = blocksIn(markdown).filter(({ language }) => ['csharp', 'powershell'].includes(language));
    for (const { content } of foreign) {
      const target = /\/v1\/analytics[^"]*/.exec(content)?.[0] ?? 'no address';
      const response = await createEmulator().fetch(`https://api.partnercenter.microsoft.com${target}`, {
        headers: { Authorization: 'Bearer any-token' },
      });
      expect(response.status).toBe(200);
    }
  });

  test('shows programs that compile', async () => {
    const compiler = fileURLToPath(new URL('../bin/tsc', import.meta.resolve('typescript')));
    const compiled = run(process.execPath, [compiler, '--noEmit', '-p', folder]).catch(
      (error: { readonly stdout: string }) => error,
    );
    expect((await compiled).stdout).toBe('');
  });

  test.each(programs)('shows $title which runs and prints what is said', async ({ file, output }) => {
    const tsx = join(inject('project'), 'node_modules/tsx/dist/cli.mjs');
    const { stdout, stderr } = await run(inject('node'), [tsx, file], {
      cwd: folder,
      env: { TZ: 'Asia/Tokyo', REDIS_URL: inject('redisUrl') },
    });
    expect(stderr).toBe('');
    expect(stdout.trimEnd()).toBe((output ?? stdout).trimEnd());
  });
});
