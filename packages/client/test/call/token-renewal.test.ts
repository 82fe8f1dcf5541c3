import { describe, expect, test } from 'vitest';
import type { AccessToken, TokenCredential } from '../../src/credential.ts';
import { AuthenticationError } from '../../src/errors/authentication-error.ts';
import { partnerAnswer } from '../support/answers.ts';
import { createTestClient, createTestCredential } from '../support/client.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const minuteInMs = 60_000;
const tokensOf = (requests: readonly Request[]) =>
  requests.map(({ headers }) => headers.get('authorization')?.replace('Bearer ', ''));

describe('a token that is about to expire', () => {
  test('is asked before its token expires, while the cached one is still used', async () => {
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

  test('is asked at the time that its token names', async () => {
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

  test('is waited for when its token is about to expire', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two']);
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    await clock.run(client.getPartnerLicensesUsage());
    await clock.advance(60 * minuteInMs - 30_000);
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['one', 'two']);
  });

  test('with short-lived tokens is asked when a quarter of their life is left', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two'], 4 * minuteInMs);
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    for (const minutes of [0, 2.9, 0.1, 0]) {
      await clock.advance(minutes * minuteInMs);
      await clock.run(client.getPartnerLicensesUsage());
    }
    expect(tokensOf(requests)).toEqual(['one', 'one', 'one', 'two']);
  });

  test('with a life of one minute is used until its last six seconds', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two'], minuteInMs);
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    for (const seconds of [0, 44, 9]) {
      await clock.advance(seconds * 1_000);
      await clock.run(client.getPartnerLicensesUsage());
    }
    // Requested ahead of time, but not needed yet.
    expect(credential.asked).toHaveLength(2);
    expect(tokensOf(requests)).toEqual(['one', 'one', 'one']);
  });

  test('may fail early renewals until the token expires', async () => {
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

  test('that fails an early renewal is asked again after 30 seconds, not by every call', async () => {
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

  test('has a token with the same life when the wall clock is set', async () => {
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
});

function hourOf(clock: VirtualClock, token: string): AccessToken {
  return { token, expiresOnTimestamp: clock.now() + 60 * minuteInMs };
}
