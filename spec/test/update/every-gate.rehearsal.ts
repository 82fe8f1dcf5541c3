import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { git } from '../../src/semver/git.ts';
import { runUpdate } from '../../src/update/run-update.ts';
import { changes } from './changes.ts';

const home = fileURLToPath(new URL('../../..', import.meta.url));
const execute = promisify(execFile);

let folder: string;
let root: string;
const matrix: string[] = [
  '| change | verdict | files written | edits by hand | lines shown | seconds |',
  '| - | - | - | - | - | - |',
];

/** A clone of the present commit with everything installed. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spec-update-'));
  root = join(folder, 'clone');
  await git(folder, 'clone', '--quiet', home, root);
  for (const [key, value] of [
    ['user.name', 'Test'],
    ['user.email', 'test@localhost'],
    ['commit.gpgsign', 'false'],
  ] as const) {
    await git(root, 'config', key, value);
  }
  await git(root, 'switch', '--quiet', '--force-create', 'start');
  await execute('npx', ['-y', 'pnpm@12', 'install', '--frozen-lockfile', '--prefer-offline'], { cwd: root });
});

afterAll(async () => {
  console.log(matrix.join('\n'));
  await rm(folder, { recursive: true });
});

it.each(changes.filter(({ refusal }) => refusal === undefined))(
  'applies $what without an edit by hand',
  async ({ what, patch }) => {
    const { exitCode, output } = await tryOut(what, patch);

    expect(output).toContain('is ready for a pull request.');
    expect(exitCode).toBe(0);
  },
);

it.each(changes.filter(({ refusal }) => refusal !== undefined))(
  'refuses $what: $refusal',
  async ({ what, patch, refusal }) => {
    const { exitCode, output } = await tryOut(what, patch);

    expect(output).toContain(refusal);
    expect(exitCode).toBe(2);
  },
);

/** Updates the clone, records the result, and checks what every update promises. */
async function tryOut(what: string, patch: Record<string, unknown>) {
  await git(root, 'switch', '--quiet', 'start');
  const startedAt = performance.now();
  const { exitCode, output } = await update(patch);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const files = (await git(root, 'diff', '--name-only', 'start', 'HEAD')).split('\n').length - 1;
  const lines = output.split('\n').length;
  const [refusing] = output.match(/(?<=^REFUSED )\S+/m) ?? [];
  const verdict = exitCode === 0 ? 'applied' : (refusing ?? 'breaks: refused');
  const edits = exitCode === 0 ? 'none' : 'not applied';
  matrix.push(`| ${what} | ${verdict} | ${files} | ${edits} | ${lines} | ${seconds} |`);
  console.log(matrix.at(-1));
  expect(lines).toBeLessThanOrEqual(30);
  expect(await git(root, 'status', '--porcelain')).toBe('');
  return { exitCode, output };
}

async function update(patch: Record<string, unknown>): Promise<{ exitCode: number; output: string }> {
  const spec = join(folder, 'patch.json');
  await writeFile(spec, JSON.stringify(patch));
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const exitCode = await runUpdate([spec, '--root', root, '--restore'], { log: keep, error: keep });
  return { exitCode, output: lines.join('\n') };
}
