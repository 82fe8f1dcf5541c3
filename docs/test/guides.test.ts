import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { programsIn } from './support/programs-in.ts';

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const docs = at('..');
const guides = ['migrate.md'];
const sharedProgram = 'client.ts';

describe.each(guides)('docs/%s', async (guide) => {
  const programs = programsIn(await readFile(join(docs, guide), 'utf8'));
  let folder = '';

  // Beside this file, since what the programs import is found from there.
  beforeAll(async () => {
    folder = await mkdtemp(at('./programs-'));
    for (const { name, source } of programs) await writeFile(join(folder, name), source);
    const extended = { extends: at('../tsconfig.json'), include: ['*.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(extended));
    const example = import.meta.resolve('@licenses-usage/spec/examples/customer-licenses-usage.json');
    // As it came: the service begins its answers with a byte order mark.
    const saved = `\uFEFF${await readFile(fileURLToPath(example), 'utf8')}`;
    await writeFile(join(folder, 'legacy-usage.json'), saved);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('has programs, each of another name', () => {
    const names = programs.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });

  test('shows programs that compile', async () => {
    const compiler = fileURLToPath(new URL('../bin/tsc', import.meta.resolve('typescript')));
    const compiled = run(process.execPath, [compiler, '--noEmit', '-p', folder]).catch(
      (error: { readonly stdout: string }) => error,
    );
    expect((await compiled).stdout).toBe('');
  });

  test.each(programs)(
    'shows $name, which runs and prints what the guide says',
    async ({ name, output }) => {
      const preload = at('./support/answer-from-emulator.ts');
      const { stdout, stderr } = await run(process.execPath, ['--import', preload, name], {
        cwd: folder,
        env: { PARTNER_CENTER_TOKEN: 'demo-token', TZ: 'Asia/Tokyo' },
      });
      expect(stderr).toBe('');
      // One that nothing is said of prints something all the same, but for the client that the others share.
      const said = output ?? (name === sharedProgram ? '' : stdout);
      expect(stdout.trimEnd()).toBe(said.trimEnd());
      expect(stdout === '').toBe(name === sharedProgram);
    },
    60_000,
  );
});
