import { createEmulator, type EmulatorOptions } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { runProgram } from './support/run-program.ts';
import { secretToken, startEmulator } from './support/start-emulator.ts';
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
  test('finds nothing to repair when everything is fine', async () => {
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
    'finds what is wrong with the %s of the token, with the repair',
    async ([name, claims, repair]) => {
      const { code, check } = await examine({}, tokenWith({ ...good, ...claims }));
      expect(code).toBe(1);
      expect(check(name)).toMatchObject({ status: 'problem', repair: expect.stringContaining(repair) });
    },
  );

  test('distinguishes a missing role from a refused account', async () => {
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
  ] as const)('says which path works under %s', async ([fault, finding]) => {
    const { code, check } = await examine({ faults: [fault] });
    expect({ code, found: check('Current operation') }).toMatchObject({
      code: 0,
      found: { status: 'ok', finding },
    });
  });

  test('measures the difference between the clocks', async () => {
    const { code, check } = await examine({ clock: { now: () => Date.now() + 600_000 } });
    expect(code).toBe(1);
    expect(check('Clock')).toMatchObject({ status: 'problem', repair: expect.stringContaining('NTP') });
    expect(check('Clock')?.['finding']).toMatch(
      /^This machine is (599|60[01]) seconds behind the service\.$/,
    );
  });

  test('aligns findings after the longest name, and wraps them below each other', async () => {
    const env = { NO_COLOR: '1', TERM: 'dumb' };
    const linesAt = async (columns?: number) => {
      const given = columns === undefined ? { env } : { env, columns };
      return (await runProgram(['doctor', '--demo'], given)).out.trimEnd().split('\n');
    };
    const piped = await linesAt();
    const names = piped.map((line) => /^✓ (\S+(?: \S+)*) {2,}\S/.exec(line)?.[1] ?? '');
    const indent = Math.max(...names.map((name) => name.length)) + 4;
    expect(names).not.toContain('');
    expect(piped.every((line) => line[indent - 1] === ' ' && line[indent] !== ' ')).toBe(true);
    const shown = await linesAt(64);
    expect(shown.length).toBeGreaterThan(piped.length);
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(64);
    expect(shown.every((line) => line[indent - 1] === ' ' && line[indent] !== ' ')).toBe(true);
    expect(shown.filter((line) => !line.startsWith('✓')).every((line) => /^ +\S/.test(line))).toBe(true);
    const narrow = await runProgram(['doctor', '--demo'], { columns: 63, env: { TERM: 'dumb' } });
    expect(narrow.out).toContain('\u001B[1mToken\u001B[22m\n  Found, from --demo.\n');
  });

  test('has no warnings in the demonstration', async () => {
    const { code, out } = await runProgram(['doctor', '--demo']);
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ Token +Found, from --demo\.$/m);
    expect(
      out
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('✓ ')),
    ).toStrictEqual([]);
  });

  test('prints marks and repairs for people, and lets no claim control the terminal', async () => {
    const { words } = await startEmulator();
    const token = tokenWith({ ...good, aud: 'x\u001B[2J\u202E', amr: ['pwd\u0007'] });
    const { code, out } = await runProgram(['doctor', ...words], { env: { PARTNER_CENTER_TOKEN: token } });
    expect(code).toBe(1);
    expect(out).toMatch(
      /^✗ Audience +For x\uFFFD\[2J\uFFFD, not for Partner Center\.\n +→ Ask for the scope/m,
    );
    for (const control of ['\u0007', '\u001B', '\u202E']) expect(out).not.toContain(control);
    const opaque = await runProgram(['doctor', ...words], { env: { PARTNER_CENTER_TOKEN: 'opaque' } });
    expect(opaque.out).toMatch(/^! Token shape +It is not a JSON Web Token.*\n +→ If it comes from Entra/m);
  });

  test('does not blame the path when there is no answer', async () => {
    const listening = await createEmulator().listen();
    await listening.close();
    const { code, out } = await runProgram(['doctor', '--format', 'json', '--base-url', listening.url], {
      env: { PARTNER_CENTER_TOKEN: tokenWith(good) },
    });
    expect(code).toBe(1);
    const checks: readonly Record<string, unknown>[] = JSON.parse(out);
    expect(checks.filter(({ status }) => status === 'problem')).toMatchObject([
      {
        check: 'Connection',
        finding: 'Nobody answers.',
        repair: expect.stringContaining('Check the port in --base-url'),
      },
    ]);
    expect(checks.find(({ check }) => check === 'Current operation')).toMatchObject({ status: 'skipped' });
    expect(out).not.toContain('/partner/v1');
  });
});
