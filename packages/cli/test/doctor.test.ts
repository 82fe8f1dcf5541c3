import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmulatorOptions } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { runProgram } from './support/run-program.ts';
import { secretToken, startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { tokenWith } from './support/token.ts';

async function examine(options: EmulatorOptions, token = secretToken) {
  const { words } = await startEmulator(options);
  const { code, out, error } = await runProgram(['doctor', '--format', 'json', ...words], {
    env: { PARTNER_CENTER_TOKEN: token },
  });
  expect(out + error).not.toContain(token);
  const checks: readonly Record<string, unknown>[] = JSON.parse(out);
  return { code, check: (name: string) => checks.find(({ check }) => check === name) };
}

const soon = Math.floor(Date.now() / 1000) + 600;
const good = {
  aud: 'https://api.partnercenter.microsoft.com',
  exp: soon,
  amr: ['pwd', 'mfa'],
  scp: 'user_impersonation',
};

describe('doctor', () => {
  test('finds nothing to repair where everything is as it should be', async () => {
    const { code, check } = await examine({}, tokenWith(good));
    expect(code).toBe(0);
    for (const name of ['Token', 'Expiry', 'Audience', 'App+User', 'Multi-factor', 'Role', 'Clock']) {
      expect(check(name)).toMatchObject({ status: 'ok', repair: null });
    }
    expect(check('Current operation')?.['finding']).toBe('Answers at /v1 and /partner/v1.');
    expect(check('Superseded operation')?.['finding']).toBe('Still answers.');
  });

  test.for([
    ['Expiry', { exp: soon - 7200 }, 'Acquire a new token.'],
    ['Audience', { aud: 'https://graph.windows.net' }, 'https://api.partnercenter.microsoft.com/.default'],
    ['App+User', { idtyp: 'app' }, 'secure application model'],
    ['Multi-factor', { amr: ['pwd'] }, 'Sign the user in again with multi-factor'],
  ] as const)(
    'reads in the token what is wrong with its %s, and says the repair',
    async ([name, claims, repair]) => {
      const { code, check } = await examine({}, tokenWith({ ...good, ...claims }));
      expect(code).toBe(1);
      expect(check(name)).toMatchObject({ status: 'problem', repair: expect.stringContaining(repair) });
    },
  );

  test('tells a missing role from a refused account', async () => {
    const role = await examine({ faults: ['role-missing'] });
    expect(role.code).toBe(1);
    expect(role.check('Role')).toMatchObject({
      finding: 'The user lacks a role: 403, code 2032.',
      repair: expect.stringContaining('Admin agent'),
    });
    const agreement = await examine({ faults: ['agreement-missing'] });
    expect(agreement.check('Role')).toMatchObject({
      finding: 'Access is refused: 403, code 900123.',
      repair: expect.stringContaining('Microsoft Partner Agreement'),
    });
  });

  test.for([
    ['prefix-required', 'Answers at /partner/v1.'],
    ['prefix-refused', 'Answers at /v1.'],
  ] as const)('says which path answers under %s', async ([fault, finding]) => {
    const { code, check } = await examine({ faults: [fault] });
    expect({ code, found: check('Current operation') }).toMatchObject({
      code: 0,
      found: { status: 'ok', finding },
    });
  });

  test('measures how far the clocks are apart', async () => {
    const { code, check } = await examine({ clock: { now: () => Date.now() + 600_000 } });
    expect(code).toBe(1);
    expect(check('Clock')).toMatchObject({ status: 'problem', repair: expect.stringContaining('NTP') });
    expect(check('Clock')?.['finding']).toMatch(
      /^This machine is (599|60[01]) seconds behind the service\.$/,
    );
  });

  test('prints marks and repairs for people', async () => {
    const { code, out } = await runProgram(['doctor', '--demo']);
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ Token +Found, from --demo\.$/m);
    expect(out).toMatch(/^! Token shape +It is no JSON Web Token.*\n +→ Where it comes from Entra/m);
  });
});

describe('credentials', () => {
  async function withRefreshToken(mode: number, options: EmulatorOptions = {}) {
    const { url, words } = await startEmulator({ tokens: { requireIssued: true }, ...options });
    const file = join(await temporaryFolder(), 'refresh-token');
    await writeFile(file, 'first\n');
    await chmod(file, mode);
    const env = {
      PARTNER_CENTER_TENANT_ID: 'contoso.onmicrosoft.com',
      PARTNER_CENTER_CLIENT_ID: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
      PARTNER_CENTER_CLIENT_SECRET: 'a-secret-that-must-not-be-shown',
      PARTNER_CENTER_REFRESH_TOKEN_FILE: file,
      PARTNER_CENTER_AUTHORITY: url,
    };
    return { file, words, env };
  }

  test('redeem the refresh token, and keep the new one as private as the old', async () => {
    const { file, words, env } = await withRefreshToken(0o600);
    const { code, out } = await runProgram(['doctor', ...words], { env });
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ Multi-factor /m);
    expect((await readFile(file, 'utf8')).trim()).not.toBe('first');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await runProgram(['usage', '--by', 'workload', ...words], { env })).code).toBe(0);
  });

  test('are refused in a file that others can read', async () => {
    const { file, words, env } = await withRefreshToken(0o644);
    const { code, error } = await runProgram(['usage', ...words], { env });
    expect(code).toBe(2);
    expect(error).toContain(`Run: chmod 600 ${file}`);
  });

  test('come from a file only where the user names it, and below the environment', async () => {
    const { words, env, file } = await withRefreshToken(0o600);
    const cwd = await temporaryFolder();
    await writeFile(
      join(cwd, '.env'),
      Object.entries(env)
        .map((entry) => `${entry.join('=')}\n`)
        .join(''),
    );
    const without = await runProgram(['usage', ...words], { cwd });
    expect(without.code).toBe(2);
    expect(without.error).toContain('There are no credentials.');
    const named = await runProgram(['usage', '--by', 'workload', '--dotenv', '.env', ...words], { cwd });
    expect(named.code).toBe(0);
    const above = await runProgram(['usage', '--dotenv', '.env', ...words], {
      cwd,
      env: { PARTNER_CENTER_REFRESH_TOKEN_FILE: `${file}.missing` },
    });
    expect(above.code).toBe(2);
    expect(above.error).toContain(`${file}.missing, and there is no such file`);
  });

  test('say which variable is missing, and end with 3 when Entra refuses', async () => {
    const { words, env } = await withRefreshToken(0o600, { faults: ['refresh-token-expired'] });
    const { PARTNER_CENTER_CLIENT_SECRET: secret, ...others } = env;
    const missing = await runProgram(['usage', ...words], { env: others });
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.error).toContain('Set PARTNER_CENTER_CLIENT_SECRET as well');
    const refused = await runProgram(['usage', ...words], { env });
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.error).toContain('AADSTS700082');
    expect(refused.error).not.toContain(secret);
  });
});
