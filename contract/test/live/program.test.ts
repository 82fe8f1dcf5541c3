import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createEmulator, type EmulatorOptions, type ListeningEmulator } from '@licenses-usage/emulator';

import { run } from '../../src/live/run.ts';

const program = fileURLToPath(new URL('../../src/live/main.ts', import.meta.url));
const clientSecret = 'Q7z~the-secret-of-the-app';
const refreshToken = '0.AXEAthe-refresh-token-of-before';
const tenantId = '7f5b7d0e-1111-4222-8333-944445555666';

let folder: string;
let file: string;
let listening: ListeningEmulator | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contract-live-program-'));
  file = join(folder, 'refresh-token');
  await writeFile(file, `${refreshToken}\n`, { mode: 0o600 });
});

afterEach(async () => {
  await listening?.close();
  listening = undefined;
  await rm(folder, { recursive: true });
});

describe('without a needed setting', () => {
  test.each<[string, Record<string, string>, string[], string]>([
    ['no credentials', {}, [], 'To ask Partner Center, set PARTNER_CENTER_TOKEN'],
    [
      'half of the variables of a refresh token',
      { PARTNER_CENTER_TENANT_ID: tenantId, PARTNER_CENTER_CLIENT_SECRET: clientSecret },
      [],
      '(missing: PARTNER_CENTER_CLIENT_ID, PARTNER_CENTER_REFRESH_TOKEN_FILE)',
    ],
    [
      'a token that is none',
      { PARTNER_CENTER_TOKEN: 'two words' },
      [],
      'PARTNER_CENTER_TOKEN holds what no token holds',
    ],
    [
      'an address that would send the token in the clear',
      { PARTNER_CENTER_TOKEN: 'token-to-keep', PARTNER_CENTER_BASE_URL: 'http://gateway.example' },
      [],
      'PARTNER_CENTER_BASE_URL is no https address',
    ],
    [
      'an option that it does not know',
      { PARTNER_CENTER_TOKEN: 'token-to-keep' },
      ['--hra', 'x'],
      'The only option is --har <file>.',
    ],
  ])('with %s it says so in one sentence and exits with 2', async (_what, environment, args, sentence) => {
    const { exitCode, stdout, stderr } = await start(args, environment);

    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/token-to-keep|Q7z|two words/);
  });

  test('with a file that others can read it names the mode and the repair, and exits with 2', async () => {
    await chmod(file, 0o644);
    await listen();

    const { exitCode, stderr } = await start([], refreshVariables());

    expect(exitCode).toBe(2);
    expect(stderr).toContain('has the mode 644: others can read the token. Run chmod 600 on it.');
  });

  test('with a missing file it says so and exits with 2', async () => {
    await listen();

    const { exitCode, stderr } = await start([], {
      ...refreshVariables(),
      PARTNER_CENTER_REFRESH_TOKEN_FILE: join(folder, 'gone'),
    });

    expect(exitCode).toBe(2);
    expect(stderr).toBe('The file that PARTNER_CENTER_REFRESH_TOKEN_FILE names is not there.\n');
  });
});

describe('with a refresh token', () => {
  test('it asks as the user, keeps the new refresh token to its owner, and exits with 0', async () => {
    await listen({ tokens: { requireIssued: true, clientSecret, refreshToken } });
    const har = join(folder, 'live.har');

    const { exitCode, stdout, stderr } = await start(['--har', har], refreshVariables());

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('0 differences from the description');
    const kept = await readFile(file, 'utf8');
    expect(kept).not.toBe(refreshToken);
    expect(kept).toMatch(/^[\x21-\x7e]{8,}$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).toSorted()).toEqual(['live.har', 'refresh-token']);
    const written = `${stdout}${await readFile(har, 'utf8')}`;
    for (const secret of [clientSecret, refreshToken, kept, tenantId]) expect(written).not.toContain(secret);
  });

  test('that is refused, it gives the reason without secrets and tenant, and exits with 1', async () => {
    await listen({ faults: ['refresh-token-expired'] });

    const { exitCode, stdout, stderr } = await start([], refreshVariables());

    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('AADSTS700082');
    for (const secret of [clientSecret, refreshToken, tenantId]) expect(stderr).not.toContain(secret);
    expect(await readFile(file, 'utf8')).toBe(`${refreshToken}\n`);
  });
});

test('with an access token it asks the given address and prints what differs', async () => {
  await listen({ faults: ['missing-count'] });

  const { exitCode, stdout } = await startProcess([], {
    PARTNER_CENTER_TOKEN: 'any',
    PARTNER_CENTER_BASE_URL: address(),
  });

  expect(exitCode).toBe(1);
  expect(stdout).toContain('missing field: /Value/*/licensesQualified');
});

async function listen(options: EmulatorOptions = {}): Promise<void> {
  listening = await createEmulator(options).listen();
}

function address(): string {
  if (listening === undefined) throw new Error('Nothing listens.');
  return listening.url;
}

function refreshVariables(): Record<string, string> {
  return {
    PARTNER_CENTER_TENANT_ID: tenantId,
    PARTNER_CENTER_CLIENT_ID: '7c9e6f1a-2b3d-4e5f-8a6b-0c1d2e3f4a5b',
    PARTNER_CENTER_CLIENT_SECRET: clientSecret,
    PARTNER_CENTER_REFRESH_TOKEN_FILE: file,
    PARTNER_CENTER_AUTHORITY: address(),
    PARTNER_CENTER_BASE_URL: address(),
  };
}

/** Runs the program in this process, with the real `fetch`. */
async function start(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const lines = { stdout: '', stderr: '' };
  const output = {
    log: (line: string) => void (lines.stdout += `${line}\n`),
    error: (line: string) => void (lines.stderr += `${line}\n`),
  };
  const exitCode = await run(args, environment, output, fetch);
  return { exitCode, ...lines };
}

/** Starts the program as a user does. */
async function startProcess(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { exitCode, ...output };
}
