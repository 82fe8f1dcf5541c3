import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { examplesIn } from './support/examples-in.ts';
import { programOf } from './support/program-of.ts';

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const readmes = ['README.md', 'packages/client/README.md', 'packages/emulator/README.md'];
const examples = readmes.flatMap((readme) =>
  examplesIn(readFileSync(at(`../../${readme}`), 'utf8')).map((example) => ({ readme, ...example })),
);
const programs = examples.map((example, index) => ({ ...example, name: `${index + 1}.ts` }));
let folder = '';

// Beside this file, since what the examples import is found from there.
beforeAll(() => {
  folder = mkdtempSync(at('./programs-'));
  for (const { name, source } of programs) writeFileSync(join(folder, name), programOf(source));
  const extended = {
    extends: '../../tsconfig.json',
    // An example is a piece: what it declares is for the reader to use.
    compilerOptions: { noUnusedLocals: false, noImplicitReturns: false },
    include: ['*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(extended));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each(readmes)('%s has examples', (readme) => {
  expect(examples.filter((example) => example.readme === readme)).not.toEqual([]);
});

test('the examples compile', async () => {
  const compiler = fileURLToPath(new URL('../bin/tsc', import.meta.resolve('typescript')));
  const compiled = run(process.execPath, [compiler, '--noEmit', '-p', folder]).catch(
    (error: { readonly stdout: string }) => error,
  );
  expect((await compiled).stdout).toBe('');
});

test.each(programs)('$readme: example $title runs', async ({ name }) => {
  const preload = at('./support/answer-from-emulator.ts');
  const { stderr } = await run(process.execPath, ['--import', preload, name], { cwd: folder });
  expect(stderr).toBe('');
});
