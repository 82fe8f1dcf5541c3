import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { commandsIn } from './support/commands-in.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const readmes = [
  'README.md',
  'packages/client/README.md',
  'packages/emulator/README.md',
  'packages/cli/README.md',
];

/** What is run elsewhere, or can't be run here. */
const elsewhere = [
  /^npm install @licenses-usage\/client$/, // test:runtimes installs the packed client
  /^npx -y pnpm@12 (sample|test)$/, // the test of the sample, and what is running now
  /^npx @licenses-usage\/emulator\b/, // runs until it is stopped: the test of its program starts it
  /^curl http:\/\/127\.0\.0\.1:4010\b/, // asks the one started by hand
  /^(CLIENT=|PACT_DO_NOT_TRACK=|npx @redocly\/cli)/, // wait for a server and a reader's traffic
];

/** What the commands call, from the sources; the service is an emulator. */
const setting = `
licenses-usage() { node ${JSON.stringify(at('../../packages/cli/src/bin.ts'))} "$@"; }
npx() { [ "$1" = @licenses-usage/cli ] && shift && licenses-usage "$@"; }
`;

describe.each(readmes)('%s', (readme) => {
  const commands = commandsIn(readFileSync(at(`../../${readme}`), 'utf8'));
  const toRun = commands.filter(({ line }) => !elsewhere.some((pattern) => pattern.test(line)));
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'commands-'));
    writeFileSync(join(folder, 'legacy.ts'), 'fetch(`${base}/v1/analytics/licenses/usage`);\n');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('has commands', () => {
    expect(commands.length).toBeGreaterThan(0);
  });

  test.for(toRun)('says $line, which ends as promised', async ({ line, exitCode }) => {
    const env = {
      PATH: process.env['PATH'],
      TZ: 'Asia/Tokyo',
      PARTNER_CENTER_TOKEN: 'demo-token',
      NODE_OPTIONS: `--import=${at('./support/answer-from-emulator.ts')}`,
    };
    const code = await new Promise((resolve) => {
      const shell = execFile('bash', ['-c', `${setting}${line}`], { cwd: folder, env }, () => {
        resolve(shell.exitCode);
      });
    });
    expect(code).toBe(exitCode);
  });
});

test('every command that runs elsewhere is still in a README', () => {
  const lines = readmes.flatMap((readme) => commandsIn(readFileSync(at(`../../${readme}`), 'utf8')));
  for (const pattern of elsewhere) expect(lines.filter(({ line }) => pattern.test(line))).not.toEqual([]);
});
