import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createEmulator } from '@licenses-usage/emulator';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { commandsIn } from './support/blocks-in.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const documents = [
  'README.md',
  'packages/client/README.md',
  'packages/emulator/README.md',
  'packages/cli/README.md',
  'docs/history.md',
];

/** Commands that other tests run, or that wait for a person. */
const elsewhere = [
  /^npm install @licenses-usage\/client\b/, // newcomer-project.ts installs the packed client
  /^npx -y pnpm@12 (sample|test)$/, // the test of the sample, and what is running now
  /^npx @licenses-usage\/emulator\b/, // runs until it is stopped: the test of its program starts it
  /^curl http:\/\/127\.0\.0\.1:4010\b/, // asks the one started by hand
  /^(CLIENT=|PACT_DO_NOT_TRACK=|npx @redocly\/cli)/, // wait for a server and a reader's traffic
];

/** The programs of the commands: the packed ones, with an emulator in place of the service. */
const programs = `
licenses-usage() {
  case "$1 $*" in
    find-legacy*|completion*|*--demo*|*--help*|*--history*) set -- "$@" ;;
    *) set -- "$@" --base-url "$SERVICE" ;;
  esac
  "$NODE" "$PROJECT/node_modules/@licenses-usage/cli/dist/bin.js" "$@"
}
npx() {
  [ "$1 $2 $3" = "-y pnpm@12 cli" ] && shift 2
  shift
  licenses-usage "$@"
}
`;

const service = await createEmulator().listen();
afterAll(() => service.close());

describe.each(documents)('%s', (document) => {
  const commands = commandsIn(readFileSync(at(`../../${document}`), 'utf8'));
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
      NODE: inject('node'),
      PROJECT: inject('project'),
      SERVICE: service.url,
    };
    const code = await new Promise((resolve) => {
      const shell = execFile('bash', ['-c', `${programs}${line}`], { cwd: folder, env }, () => {
        resolve(shell.exitCode);
      });
    });
    expect(code).toBe(exitCode);
  });
});

test('every command that runs elsewhere is still in a document', () => {
  const lines = documents.flatMap((document) => commandsIn(readFileSync(at(`../../${document}`), 'utf8')));
  for (const pattern of elsewhere) expect(lines.filter(({ line }) => pattern.test(line))).not.toEqual([]);
});
