import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { git } from '../../src/semver/git.ts';
import { runUpdate } from '../../src/update/run-update.ts';
import { change, present, withoutDeployment } from './descriptions.ts';

const home = fileURLToPath(new URL('../../..', import.meta.url));
const execute = promisify(execFile);

let folder: string;
let root: string;

/** A clone of the present commit in which everything is installed. */
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
  await execute('npx', ['-y', 'pnpm@12', 'install', '--frozen-lockfile', '--prefer-offline'], { cwd: root });
});

afterAll(() => rm(folder, { recursive: true }));

it('takes the deployment operations over through every gate, from a description without them', async () => {
  await startFrom(withoutDeployment());

  const { exitCode, output } = await update(present, 'taken-over');

  expect(output).toContain('Branch taken-over is ready for a pull request.');
  expect(output).not.toContain('REFUSED');
  expect(exitCode).toBe(0);
  expect(await git(root, 'status', '--porcelain')).toBe('');
});

it('names each gate that a new operation does not pass, as long as nobody has written it', async () => {
  await startFrom(present);

  const { exitCode, output } = await update(
    change(
      present,
      '  /v1/customers:\n    get:\n',
      [
        '  /v1/analytics/licenses/trials:',
        '    get:',
        '      operationId: getPartnerLicensesTrials',
        '      summary: Get the trials over all customers',
        '      tags: [Licences deployment]',
        '      responses:',
        "        '200':",
        '          description: The rows of the partner.',
        '          content:',
        '            application/json:',
        '              schema:',
        "                $ref: '#/components/schemas/PartnerLicensesDeploymentInsightsCollection'",
        "        '400':",
        "          $ref: '#/components/responses/BadRequest'",
        '  /v1/customers:',
        '    get:',
        '',
      ].join('\n'),
    ),
    'not-written',
  );

  expect(exitCode).toBe(2);
  expect(output).toContain('- `getPartnerLicensesTrials` is new: `GET /v1/analytics/licenses/trials`');
  expect(output).toContain('passed  check:spec');
  expect(output).toContain('REFUSED contract:check');
  expect(output).toContain('"Adding an operation" in CONTRIBUTING.md');
});

/** Makes a description the present one of the clone, on a branch of its own. */
async function startFrom(description: string): Promise<void> {
  await git(root, 'reset', '--quiet', '--hard');
  await git(root, 'clean', '--quiet', '--force', '-d');
  await git(root, 'switch', '--quiet', '--force-create', 'start', 'origin/HEAD');
  await writeFile(join(root, 'spec/openapi.yaml'), description);
  if ((await git(root, 'status', '--porcelain')) === '') return;
  await git(root, 'commit', '--quiet', '--all', '--message', 'Describe less');
}

async function update(description: string, branch: string): Promise<{ exitCode: number; output: string }> {
  const spec = join(folder, 'openapi.yaml');
  await writeFile(spec, description);
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
    console.log(line);
  };
  const exitCode = await runUpdate([spec, '--root', root, '--branch', branch], { log: keep, error: keep });
  return { exitCode, output: lines.join('\n') };
}
