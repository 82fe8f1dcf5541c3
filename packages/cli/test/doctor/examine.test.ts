import { AuthenticationError, type ClientOptions } from '@licenses-usage/client';
import { createEmulator, type EmulatorOptions } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/doctor/check.ts';
import { checkClock, examine } from '../../src/doctor/examine.ts';

const receivedAtInMs = Date.parse('2026-11-26T12:00:00Z');
const repair = 'Synchronise the clock of the machine over the network (NTP).';

function clockBehind(seconds: number) {
  return checkClock({ date: new Date(receivedAtInMs + seconds * 1000).toUTCString(), receivedAtInMs });
}

describe('the clock of this machine', () => {
  test.for([0, 29, -29])('is right when it is %d seconds behind the service', (seconds) => {
    expect(clockBehind(seconds)).toStrictEqual({
      check: 'Clock',
      status: 'ok',
      finding: 'Within 30 seconds of the service.',
      repair: null,
    });
  });

  test.for([
    [30, 'warning', '30 seconds behind'],
    [299, 'warning', '299 seconds behind'],
    [-299, 'warning', '299 seconds ahead of'],
    [300, 'problem', '300 seconds behind'],
    [-300, 'problem', '300 seconds ahead of'],
  ] as const)('is reported when it is %d seconds behind', ([seconds, status, apart]) => {
    const finding = `This machine is ${apart} the service.`;
    expect(clockBehind(seconds)).toStrictEqual({ check: 'Clock', status, finding, repair });
  });

  test('is unknown when no answer contains a time', () => {
    const skipped = {
      check: 'Clock',
      status: 'skipped',
      finding: 'No answer contained a time.',
      repair: null,
    };
    expect(checkClock(undefined)).toStrictEqual(skipped);
    expect(checkClock({ date: 'soon', receivedAtInMs })).toStrictEqual(skipped);
  });
});

describe('a token', () => {
  async function checksWith(
    credential: ClientOptions['credential'],
    options?: EmulatorOptions,
  ): Promise<Check[]> {
    const { fetch } = createEmulator(options);
    const connection = {
      clientOptions: { credential, fetch },
      service: 'a test',
      source: 'a test',
      partner: null,
      isDemo: false,
      profile: undefined,
    };
    const checks: Check[] = [];
    for await (const check of examine(connection, new AbortController().signal)) checks.push(check);
    return checks;
  }

  test('is requested with its scope, and examined from any source', async () => {
    const scopes: unknown[] = [];
    const getToken = async (scope: unknown) => {
      scopes.push(scope);
      return { token: 'opaque', expiresOnTimestamp: Date.now() + 3_600_000 };
    };
    for (const credential of [() => 'opaque', { getToken }])
      expect((await checksWith(credential)).slice(0, 2)).toMatchObject([
        { check: 'Token', status: 'ok', finding: 'Found, from a test.', repair: null },
        { check: 'Token shape', status: 'warning' },
      ]);
    const checks = await checksWith(() => 'opaque', { clock: { now: () => Date.now() + 600_000 } });
    expect(checks.at(-1)).toMatchObject({ check: 'Clock', status: 'problem' });
    expect(scopes[0]).toBe('https://api.partnercenter.microsoft.com/.default');
  });

  test('that is refused ends the examination with what to do', async () => {
    const refused = new AuthenticationError({ message: 'Sign in at noon.' });
    for (const [credential, told] of [
      [{ getToken: async () => null }, 'The credential has no token. Sign in again.'],
      [() => Promise.reject(refused), 'Sign in at noon.'],
    ] as const)
      expect(await checksWith(credential)).toStrictEqual([
        { check: 'Token', status: 'problem', finding: 'None could be obtained from a test.', repair: told },
      ]);
    await expect(checksWith(() => Promise.reject(new TypeError('a mistake')))).rejects.toThrow('a mistake');
  });
});
