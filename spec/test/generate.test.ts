import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const generator = fileURLToPath(new URL('../src/generate.ts', import.meta.url));

let out: string;

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'generated-'));
});

afterEach(async () => {
  await rm(out, { recursive: true });
});

it('exits with 1 and prints the repair to stderr while files are missing, and exits with 0 after writing them', () => {
  expect(run('--check', '--out', out)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('npx -y pnpm@12 generate'),
  });
  expect(run('--out', out)).toMatchObject({ status: 0, stderr: '' });
});

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [generator, ...args], { encoding: 'utf8' });
}
