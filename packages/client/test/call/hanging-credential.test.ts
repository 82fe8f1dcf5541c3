import { describe, expect, test } from 'vitest';
import type { AccessToken, GetTokenOptions, TokenCredential } from '../../src/credential.ts';
import { partnerAnswer } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';

const minuteInMs = 60_000;
const tokensOf = (requests: readonly Request[]) =>
  requests.map(({ headers }) => headers.get('authorization')?.replace('Bearer ', ''));

describe('a TokenCredential', () => {
  test('that hangs once does not hold up calls after a timeout', async () => {
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
    // The first call times out. The next one asks again, and its token serves all waiting calls.
    expect(await Promise.all(outcomes)).toEqual(['TimeoutError', ...Array<string>(39).fill('passed')]);
    expect(asked).toBe(2);
  });

  test('that hangs during an early renewal is asked again when its token has expired', async () => {
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

  test('that no caller waits for any more is aborted, and asked again', async () => {
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

  test('is not aborted after it has answered', async () => {
    const clock = new VirtualClock();
    const credential = createSlowCredential(clock);
    const { client } = createTestClient([partnerAnswer], { clock, credential });
    const call = client.getPartnerLicensesUsage();
    await settled();
    credential.ends[0]?.give('one');
    await clock.run(call);
    expect(credential.asked.map(({ abortSignal }) => abortSignal?.aborted)).toEqual([false]);
  });

  test('and fails after its abort does not affect the next request', async () => {
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

function hourOf(clock: VirtualClock, token: string): AccessToken {
  return { token, expiresOnTimestamp: clock.now() + 60 * minuteInMs };
}
