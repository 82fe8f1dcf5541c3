import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { checkWorkflows } from '../src/workflows/check-workflows.ts';

const sound = `name: sound
on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - run: echo "$TITLE"
        env:
          TITLE: \${{ github.event.head_commit.message }}
  publish:
    needs: build
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      id-token: write
    steps:
      - run: 'true'
`;

it('finds nothing wrong with the workflows of this repository', async () => {
  const folder = fileURLToPath(new URL('../../.github/workflows/', import.meta.url));
  expect(await check(folder)).toEqual([0, expect.stringMatching(/^[1-9]\d* workflows, 0 findings\.$/)]);
});

it('finds nothing wrong with a sound workflow', async () => {
  expect(await checkText(sound)).toEqual([0, '1 workflows, 0 findings.']);
});

it('lets a job that may push keep its credentials', async () => {
  const pushing = sound
    .replace('contents: read', 'contents: write')
    .replace('persist-credentials: false', 'persist-credentials: true');
  expect(await checkText(pushing)).toEqual([0, '1 workflows, 0 findings.']);
});

it.each([
  [
    'an action by its tag',
    '@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0',
    '@v5',
    'Pin actions/checkout@v5',
  ],
  [
    'a package by npx',
    "run: 'true'",
    'run: npx -y pnpm@12 test',
    'Run `pnpm` after .github/scripts/install-pnpm.sh',
  ],
  ['a hash without its version', ' # v5.0.0', '', 'Pin actions/checkout'],
  [
    'permissions for all jobs',
    'permissions: {}',
    'permissions: read-all',
    'permissions: Write `permissions: {}`',
  ],
  [
    'a job without permissions',
    '    permissions:\n      contents: read\n',
    '',
    'jobs.build: Name the permissions',
  ],
  ['a right to publish that spreads', 'contents: read', 'id-token: write', 'jobs.build: Only a last job'],
  ['a job without an end', '    timeout-minutes: 5\n', '', 'jobs.build: Set `timeout-minutes`'],
  ['credentials left behind', 'persist-credentials: false', 'fetch-depth: 0', 'persist-credentials: false'],
  [
    'credentials kept where nothing can be pushed',
    'persist-credentials: false',
    'persist-credentials: true',
    'a job that pushes',
  ],
  ['an expression in a shell', '"$TITLE"', '${{ github.ref_name }}', 'jobs.build.steps[1]: Pass expressions'],
  ['an untrusted text in a shell', '"$TITLE"', '${{ github.head_ref }}', 'potentially untrusted'],
  ['a job that needs none that there is', 'needs: build', 'needs: test', 'needs job "test"'],
  ['no job', /jobs:[^]*$/, 'jobs: {}\n', '"jobs" section should not be empty'],
])('finds %s', async (_what, from, to, message) => {
  const broken = sound.replace(from, to);
  expect(broken).not.toBe(sound);
  const [exitCode, output] = await checkText(broken);
  expect(exitCode).toBe(1);
  expect(output).toContain(message);
});

it('fails when there is no workflow to check', async () => {
  const folder = await createFolder();
  expect(await check(folder)).toEqual([1, '0 workflows, 0 findings.']);
});

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workflows-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function checkText(text: string) {
  const folder = await createFolder();
  await writeFile(join(folder, 'tried.yml'), text);
  return check(folder);
}

async function check(folder: string) {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const exitCode = await checkWorkflows(folder, { log: keep, error: keep });
  return [exitCode, lines.join('\n')] as const;
}
