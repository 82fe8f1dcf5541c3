import { describe, expect, test } from 'vitest';
import type { AccessToken, GetTokenOptions, TokenCredential } from '../../src/auth/token-credential.ts';
import { AuthenticationError } from '../../src/errors/authentication-error.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { partnerAnswer } from '../support/answers.ts';
import { createTestClient, createTestCredential } from '../support/client.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';

const minuteInMs = 60_000;
const scope = 'https://api.partnercenter.microsoft.com/.default';
const tokensOf = (requests: readonly Request[]) =>
  requests.map(({ headers }) => headers.get('authorization')?.replace('Bearer ', ''));

describe('a TokenCredential', () => {
  test('is asked for the scope of the service, once for many calls', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one']);
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    await clock.run(Promise.all(Array.from({ length: 5 }, () => client.getPartnerLicensesUsage())));
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(Array.from({ length: 6 }, () => 'one'));
    expect(credential.asked.map(({ scopes }) => scopes)).toEqual([scope]);
  });

  test('of 21Vianet is asked for the scope of 21Vianet', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one']);
    const { client } = createTestClient([partnerAnswer], {
      clock,
      credential,
      baseUrl: 'https://partner.partnercenterapi.microsoftonline.cn',
    });
    await clock.run(client.getPartnerLicensesUsage());
    expect(credential.asked[0]?.scopes).toBe('https://partner.partnercenterapi.microsoftonline.cn/.default');
  });

  test('is asked ahead of the end of its token, while the token in hand still serves', async () => {
    const clock = new VirtualClock();
    const asked: number[] = [];
    let arrive = (_token: AccessToken) => {};
    const credential = {
      getToken() {
        asked.push(clock.elapsedInMs);
        if (asked.length === 1) return Promise.resolve(hourOf(clock, 'one'));
        return new Promise<AccessToken>((resolve) => {
          arrive = resolve;
        });
      },
    };
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    const callAt = async (elapsedInMs: number) => {
      await clock.advance(elapsedInMs - clock.elapsedInMs);
      await clock.run(client.getPartnerLicensesUsage());
    };
    await callAt(0);
    await callAt(55 * minuteInMs - 1);
    expect(asked).toEqual([0]);
    await callAt(55 * minuteInMs);
    await callAt(56 * minuteInMs);
    expect(asked).toEqual([0, 55 * minuteInMs]);
    expect(tokensOf(requests)).toEqual(['one', 'one', 'one', 'one']);
    arrive(hourOf(clock, 'two'));
    await callAt(56 * minuteInMs);
    expect(tokensOf(requests).at(-1)).toBe('two');
  });

  test('is asked when its token says so', async () => {
    const clock = new VirtualClock();
    const tokens = ['one', 'two', 'three'];
    const credential = {
      getToken: async () => ({
        ...hourOf(clock, tokens.shift() ?? 'four'),
        refreshAfterTimestamp: clock.now() + 10 * minuteInMs,
      }),
    };
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    for (const minutes of [0, 9, 1, 0]) {
      await clock.advance(minutes * minuteInMs);
      await clock.run(client.getPartnerLicensesUsage());
    }
    expect(tokensOf(requests)).toEqual(['one', 'one', 'one', 'two']);
  });

  test('is waited for when its token is about to end', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two']);
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    await clock.run(client.getPartnerLicensesUsage());
    await clock.advance(60 * minuteInMs - 30_000);
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['one', 'two']);
  });

  test('with short-lived tokens is asked a quarter of their life ahead', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two'], 4 * minuteInMs);
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    for (const minutes of [0, 2.9, 0.1, 0]) {
      await clock.advance(minutes * minuteInMs);
      await clock.run(client.getPartnerLicensesUsage());
    }
    expect(tokensOf(requests)).toEqual(['one', 'one', 'one', 'two']);
  });

  test('with a minute to live serves to the last six seconds of it', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two'], minuteInMs);
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    for (const seconds of [0, 44, 9]) {
      await clock.advance(seconds * 1_000);
      await clock.run(client.getPartnerLicensesUsage());
    }
    // Asked for ahead, but not needed yet.
    expect(credential.asked).toHaveLength(2);
    expect(tokensOf(requests)).toEqual(['one', 'one', 'one']);
  });

  test('that fails ahead of time is forgiven until the token ends', async () => {
    const clock = new VirtualClock();
    let failures = 0;
    const credential: TokenCredential = {
      async getToken() {
        if (clock.elapsedInMs === 0) return hourOf(clock, 'one');
        failures += 1;
        throw new Error('the vault is down');
      },
    };
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    await clock.run(client.getPartnerLicensesUsage());
    await clock.advance(56 * minuteInMs);
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['one', 'one']);
    await clock.advance(4 * minuteInMs);
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(String(error)).toContain('the vault is down');
    expect(failures).toBe(2);
  });

  test('that fails ahead of time is asked again after 30 seconds, not by every call', async () => {
    const clock = new VirtualClock();
    const asked: number[] = [];
    const credential: TokenCredential = {
      async getToken() {
        asked.push(clock.elapsedInMs);
        if (asked.length === 1) return hourOf(clock, 'one');
        throw new Error('the vault is down');
      },
    };
    const { client } = createTestClient(partnerAnswer, { clock, credential });
    await clock.run(client.getPartnerLicensesUsage());
    const due = 55 * minuteInMs;
    await clock.advance(due);
    for (let second = 0; second <= 61; second += 1) {
      await clock.run(Promise.all([client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()]));
      await clock.advance(1_000);
    }
    expect(asked).toEqual([0, due, due + 30_000, due + 60_000]);
  });

  test('is told how long the call can wait', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one']);
    const { client } = createTestClient([partnerAnswer], { clock, credential });
    await clock.run(client.getPartnerLicensesUsage({ totalTimeoutInMs: 7_000 }));
    expect(credential.asked[0]?.options?.requestOptions).toEqual({ timeout: 7_000 });
  });

  test('has a token that lives as long, whatever becomes of the wall clock', async () => {
    let stepInMs = 0;
    class SteppedClock extends VirtualClock {
      override now(): number {
        return super.now() + stepInMs;
      }
      override monotonic(): number {
        return super.now();
      }
    }
    const clock = new SteppedClock();
    const credential = createTestCredential(clock, ['one', 'two']);
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    await clock.run(client.getPartnerLicensesUsage());
    stepInMs = 60 * minuteInMs;
    await clock.run(client.getPartnerLicensesUsage());
    stepInMs = -60 * minuteInMs;
    await clock.advance(60 * minuteInMs);
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['one', 'one', 'two']);
  });

  test('that hangs once does not hold the calls that come after one has timed out', async () => {
    const clock = new VirtualClock();
    let asked = 0;
    const credential: TokenCredential = {
      getToken: () => ((asked += 1) === 1 ? new Promise(() => {}) : Promise.resolve(hourOf(clock, 'two'))),
    };
    const { client } = createTestClient(partnerAnswer, { clock, credential, totalTimeoutInMs: 2_000 });
    const outcomes: Promise<string>[] = [];
    for (let call = 0; call < 40; call += 1) {
      outcomes.push(
        client.getPartnerLicensesUsage().then(
          () => 'passed',
          (error: Error) => error.name,
        ),
      );
      await clock.advance(100);
    }
    // The first times out; the next one asks again, and what it gets serves all that still wait.
    expect(await Promise.all(outcomes)).toEqual(['TimeoutError', ...Array<string>(39).fill('passed')]);
    expect(asked).toBe(2);
  });

  test('that hangs ahead of time is asked again once its token has ended', async () => {
    const clock = new VirtualClock();
    let asked = 0;
    const credential: TokenCredential = {
      getToken: () =>
        (asked += 1) === 2 ? new Promise(() => {}) : Promise.resolve(hourOf(clock, `t${asked}`)),
    };
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    for (const minutes of [0, 56, 4]) {
      await clock.advance(minutes * minuteInMs);
      await clock.run(client.getPartnerLicensesUsage());
    }
    expect(tokensOf(requests)).toEqual(['t1', 't1', 't3']);
  });

  test.each([
    ['no expiry', Number.NaN],
    ['an expiry in the past', 0],
  ])('whose tokens have %s is asked each time', async (_, expiresOnTimestamp) => {
    const tokens = ['one', 'two'];
    const credential = { getToken: async () => ({ token: tokens.shift() ?? 'three', expiresOnTimestamp }) };
    const { client, clock, requests } = createTestClient([partnerAnswer, partnerAnswer], { credential });
    await clock.run(client.getPartnerLicensesUsage());
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['one', 'two']);
  });

  test('that is not waited for by anybody any more is told to give up, and asked afresh', async () => {
    const clock = new VirtualClock();
    const given: GetTokenOptions[] = [];
    const credential: TokenCredential = {
      getToken(_, options = {}) {
        given.push(options);
        return given.length === 1 ? new Promise(() => {}) : Promise.resolve(hourOf(clock, 'two'));
      },
    };
    const { client, requests } = createTestClient([partnerAnswer], { clock, credential });
    const [first, second] = [new AbortController(), new AbortController()];
    const calls = [first, second].map(({ signal }) =>
      client.getPartnerLicensesUsage({ abortSignal: signal }).catch((error: unknown) => error),
    );
    await settled();
    first.abort('first');
    await settled();
    expect(given[0]?.abortSignal?.aborted, 'another call still waits').toBe(false);
    second.abort('second');
    expect(await Promise.all(calls)).toEqual(['first', 'second']);
    expect(given[0]?.abortSignal?.aborted).toBe(true);

    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['two']);
  });
});

describe('a TokenCredential that takes its time', () => {
  /** Leaves each request for a token to the test. */
  function createSlowCredential(clock: VirtualClock) {
    const asked: GetTokenOptions[] = [];
    const ends: { readonly give: (token: string) => void; readonly fail: () => void }[] = [];
    const getToken = (_: string | string[], options: GetTokenOptions = {}) => {
      asked.push(options);
      return new Promise<AccessToken>((resolve, reject) => {
        ends.push({
          give: (token) => resolve(hourOf(clock, token)),
          fail: () => reject(new Error('the vault is down')),
        });
      });
    };
    return { getToken, asked, ends };
  }

  test('and has answered is not told to give up', async () => {
    const clock = new VirtualClock();
    const credential = createSlowCredential(clock);
    const { client } = createTestClient([partnerAnswer], { clock, credential });
    const call = client.getPartnerLicensesUsage();
    await settled();
    credential.ends[0]?.give('one');
    await clock.run(call);
    expect(credential.asked.map(({ abortSignal }) => abortSignal?.aborted)).toEqual([false]);
  });

  test('and fails after it was told to give up leaves the next request to those that wait for it', async () => {
    const clock = new VirtualClock();
    const credential = createSlowCredential(clock);
    const { client, requests } = createTestClient([partnerAnswer, partnerAnswer], { clock, credential });
    const controller = new AbortController();
    const abandoned = client.getPartnerLicensesUsage({ abortSignal: controller.signal });
    await settled();
    controller.abort('no longer needed');
    await expect(abandoned).rejects.toBe('no longer needed');
    const second = client.getPartnerLicensesUsage();
    await settled();
    credential.ends[0]?.fail();
    await settled();
    const third = client.getPartnerLicensesUsage();
    await settled();
    expect(credential.asked).toHaveLength(2);
    credential.ends[1]?.give('two');
    await clock.run(Promise.all([second, third]));
    expect(tokensOf(requests)).toEqual(['two', 'two']);
  });
});

describe('a function that returns tokens', () => {
  test('is asked for each request, and once for those that wait together', async () => {
    let count = 0;
    const { client, clock, requests } = createTestClient(partnerAnswer, {
      credential: async () => `token-${(count += 1)}`,
    });
    await clock.run(Promise.all([client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()]));
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['token-1', 'token-1', 'token-2']);
  });

  test.each(['plain\n', ' plain', '\uFEFFplain\r\n'])('may return %j, which is trimmed', async (written) => {
    const { client, clock, requests } = createTestClient([partnerAnswer], { credential: () => written });
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['plain']);
  });

  test('may return a token without a promise', async () => {
    const { client, clock, requests } = createTestClient([partnerAnswer], { credential: () => 'plain' });
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['plain']);
  });
});

describe('a credential that has no token', () => {
  test.each([
    ['throws', () => Promise.reject(new Error('the vault is down')), 'the vault is down'],
    [
      'throws at once',
      () => {
        throw new Error('no vault');
      },
      'no vault',
    ],
    ['throws no error', () => Promise.reject('a text'), 'for a reason'],
  ])(
    'because it %s fails the call with a typed error, and nothing is sent',
    async (_, credential, reason) => {
      const { client, clock, events } = createTestClient([], { credential });
      const error = await clock.runToRejection(client.getPartnerLicensesUsage());
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(String(error)).toContain('getPartnerLicensesUsage (GET /v1/analytics/licenses/usage)');
      expect(String(error)).toContain(reason);
      expect(events.at(-1)).toMatchObject({
        type: 'call-ended',
        errorName: 'AuthenticationError',
        attempts: 0,
      });
    },
  );

  test('because it knows why throws an error that passes unchanged', async () => {
    const own = new AuthenticationError({ message: 'AADSTS50076: sign in again.', code: 'AADSTS50076' });
    const { client, clock } = createTestClient([], { credential: () => Promise.reject(own) });
    expect(await clock.runToRejection(client.getPartnerLicensesUsage())).toBe(own);
  });

  test.each([
    ['null', { getToken: async () => null }, 'received null'],
    ['an empty token', () => '', 'received an empty string'],
    ['a token with a line end in it', () => 'to\nken', 'received "other text (not shown)"'],
    ['a token with a space', () => 'Bearer token', 'received "other text (not shown)"'],
    ['UTF-16', () => 't\0o\0k\0', 'received "UTF-16 text, read as another encoding (not shown)"'],
  ])('but %s fails the call before anything is sent', async (_, credential, received) => {
    const { client, clock } = createTestClient([], { credential });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      argument: 'credential',
      message:
        `credential: expected a token: text without spaces or line ends, ${received}. Nothing was sent. ` +
        'Example: createClient({ credential: () => readToken() })',
    });
  });

  test('is asked again by the next call', async () => {
    const answers = [Promise.reject(new Error('once')), Promise.resolve('two')];
    const { client, clock, requests } = createTestClient([partnerAnswer], {
      credential: () => answers.shift() ?? 'three',
    });
    await clock.runToRejection(client.getPartnerLicensesUsage());
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['two']);
  });
});

describe('where a token goes', () => {
  test.each([
    'http://api.partnercenter.microsoft.com',
    'http://192.168.0.1',
    'http://localhost.example',
    'ftp://localhost',
  ])('not to %s', (baseUrl) => {
    expect(() => createTestClient([], { baseUrl })).toThrow(ConfigurationError);
  });

  test.each([
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
    'https://proxy.example/pc/',
  ])('to %s', async (baseUrl) => {
    const { client, clock, requests } = createTestClient([partnerAnswer], { baseUrl });
    await clock.run(client.getPartnerLicensesUsage());
    expect(requests[0]?.url).toBe(`${baseUrl.replace(/\/$/, '')}/v1/analytics/licenses/usage`);
  });
});

function hourOf(clock: VirtualClock, token: string): AccessToken {
  return { token, expiresOnTimestamp: clock.now() + 60 * minuteInMs };
}
