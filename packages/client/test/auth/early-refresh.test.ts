import { describe, expect, test } from 'vitest';
import { startInMs, VirtualClock } from '../support/virtual-clock.ts';
import { rejectionOf, scope, setUp } from './support/credential.ts';
import { answerText, busy, createTokenService, grant } from './support/token-service.ts';

const minuteInMs = 60_000;
const retry = { maxRetries: 3, baseDelayInMs: 800, maxDelayInMs: 30_000 };

describe('an early refresh', () => {
  test('that fails leaves that token in use, and is tried again after 30 seconds', async () => {
    const down = answerText('', { status: 500 });
    const service = createTokenService(grant('access-1'), down, down, grant('access-2'));
    const { credential, clock } = setUp(service.fetch, { retry });
    const tokenAt = async (elapsedInMs: number) => {
      await clock.advance(elapsedInMs - clock.elapsedInMs);
      return (await clock.run(credential.getToken(scope)))?.token;
    };
    await tokenAt(0);
    const due = 55 * minuteInMs;
    expect(await tokenAt(due)).toBe('access-1');
    expect(await tokenAt(due + 29_999)).toBe('access-1');
    expect(service.requests).toHaveLength(2);
    expect(await tokenAt(due + 30_000)).toBe('access-1');
    expect(service.requests).toHaveLength(3);
    expect(await tokenAt(due + 60_000)).toBe('access-2');
  });

  test('waits neither for a retry nor for a pause that the endpoint asked for', async () => {
    const service = createTokenService(grant('access-1'), busy('200'));
    const { credential, clock } = setUp(service.fetch, { retry });
    await credential.getToken(scope);
    await clock.advance(55 * minuteInMs);
    for (const elapsedInMs of [0, 30_000, 30_000]) {
      await clock.advance(elapsedInMs);
      expect((await credential.getToken(scope))?.token).toBe('access-1');
    }
    expect(clock.elapsedInMs).toBe(56 * minuteInMs);
    expect(service.requests).toHaveLength(2);
  });

  test('that was postponed tells its caller so', async () => {
    const service = createTokenService(grant('access-1'), answerText('', { status: 500 }));
    const { credential, clock } = setUp(service.fetch, { retry });
    await credential.getToken(scope);
    await clock.advance(55 * minuteInMs);
    expect(await clock.run(credential.getToken(scope))).toEqual({
      token: 'access-1',
      expiresOnTimestamp: startInMs + 60 * minuteInMs,
      refreshAfterTimestamp: startInMs + 55 * minuteInMs + 30_000,
    });
  });

  test.each([{ forceRefresh: true }, { claims: '{}' }])(
    'demanded by %j fails although the cached token is valid',
    async (demand) => {
      const service = createTokenService(grant('access-1'), answerText('', { status: 501 }));
      const { credential } = setUp(service.fetch);
      await credential.getToken(scope);
      expect(await rejectionOf(credential.getToken(scope, demand))).toHaveProperty('status', 501);
    },
  );

  test('fails when the cached token has expired', async () => {
    const down = answerText('', { status: 501 });
    const service = createTokenService(grant('access-1'), down);
    const { credential, clock } = setUp(service.fetch, { retry });
    await credential.getToken(scope);
    await clock.advance(60 * minuteInMs);
    expect(await clock.runToRejection(credential.getToken(scope))).toMatchObject({ status: 501 });
  });
});

test('an access token expires at the end of its life, even when the wall clock is set', async () => {
  class SteppedClock extends VirtualClock {
    stepInMs = 0;
    override now(): number {
      return super.now() + this.stepInMs;
    }
    override monotonic(): number {
      return super.now();
    }
  }
  const clock = new SteppedClock();
  const service = createTokenService(grant('access-1'), grant('access-2'));
  const { credential } = setUp(service.fetch, { clock });
  await credential.getToken(scope);
  clock.stepInMs = -60 * minuteInMs;
  await clock.advance(55 * minuteInMs - 1);
  expect(await credential.getToken(scope)).toEqual({
    token: 'access-1',
    expiresOnTimestamp: startInMs,
    refreshAfterTimestamp: startInMs - 5 * minuteInMs,
  });
  clock.stepInMs = 60 * minuteInMs;
  expect((await credential.getToken(scope))?.token).toBe('access-1');
  await clock.advance(1);
  expect((await credential.getToken(scope))?.token).toBe('access-2');
});
