import { describe, expect, test } from 'vitest';
import { AuthenticationError } from '../../src/auth/index.ts';
import { createNodeFetch } from '../../src/node/index.ts';
import { settled, startInMs, VirtualClock } from '../support/virtual-clock.ts';
import { MemoryTokenStore, refreshToken, rejectionOf, scope, setUp } from './support/credential.ts';
import { answer, answerText, createTokenService, grant, type TokenHandler } from './support/token-service.ts';

const minuteInMs = 60_000;
const retry = { maxRetries: 3, baseDelayInMs: 800, maxDelayInMs: 30_000 };
const refused = answer({ error: 'invalid_grant', error_codes: [700082] }, { status: 400 });
const never: TokenHandler = () => new Promise<never>(() => {});
const busy = (retryAfter: string): TokenHandler =>
  answerText('', { status: 429, headers: { 'retry-after': retryAfter } });

describe('a token request', () => {
  test.each<[string, TokenHandler]>([
    ['a reset connection', () => Promise.reject(new TypeError('fetch failed'))],
    ['status 408', answerText('', { status: 408 })],
    ['status 429', answerText('', { status: 429 })],
    ['status 500', answerText('', { status: 500 })],
    ['status 502', answerText('<html>', { status: 502 })],
    ['status 503', answer({ error: 'temporarily_unavailable' }, { status: 503 })],
    ['status 504', answerText('', { status: 504 })],
  ])('is sent again after %s', async (_, blip) => {
    const service = createTokenService(blip, grant('access-1'));
    const { credential, clock } = setUp(service.fetch, { retry });
    expect((await clock.run(credential.getToken(scope)))?.token).toBe('access-1');
    expect(clock.elapsedInMs).toBeGreaterThanOrEqual(400);
    expect(clock.pendingTimers).toBe(0);
  });

  test.each([
    [429, 0, 400],
    [429, 0.75, 600],
    [503, 0, 400],
    [500, 0, 0],
  ])(
    'that was answered %i without a time is sent again, with chance %d, after %i ms',
    async (status, chance, delayInMs) => {
      const service = createTokenService(answerText('', { status }), grant('access-1'));
      const { credential, clock } = setUp(service.fetch, { retry });
      clock.chance = chance;
      await clock.run(credential.getToken(scope));
      expect(clock.elapsedInMs).toBe(delayInMs);
    },
  );

  test('is sent again after a timeout', async () => {
    const service = createTokenService(never, grant('access-1'));
    const { credential, clock } = setUp(service.fetch, { retry });
    expect((await clock.run(credential.getToken(scope)))?.token).toBe('access-1');
    expect(clock.elapsedInMs).toBe(30_400);
  });

  test.each([
    ['a refusal', answer({ error: 'invalid_client' }, { status: 401 })],
    ['a redirect', answerText('', { status: 302, headers: { location: 'https://other.example' } })],
    ['a body that is no token', answerText('<html>')],
  ])('is not sent again after %s', async (_, handler) => {
    const service = createTokenService(handler);
    const { credential, clock } = setUp(service.fetch, { retry });
    expect(await clock.runToRejection(credential.getToken(scope))).toBeInstanceOf(AuthenticationError);
    expect(clock.elapsedInMs).toBe(0);
  });

  test('is not sent again after a certificate that is not trusted, which the error says what to do about', async () => {
    const cause = Object.assign(new Error('self-signed certificate'), {
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    const service = createTokenService(() => Promise.reject(new TypeError('fetch failed', { cause })));
    const { credential, clock } = setUp(service.fetch, { retry });
    const error = await clock.runToRejection(credential.getToken(scope));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(String(error)).toContain('Check the certificate of the host in authority.');
    expect(String(error)).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('over a closed transport fails with an error that says so', async () => {
    const fetch = createNodeFetch();
    await fetch.close();
    const error = await rejectionOf(setUp(fetch, { retry }).credential.getToken(scope));
    expect(error).toMatchObject({ name: 'ConfigurationError', argument: 'fetch' });
  });

  test('is sent no more often than `retry` allows, then fails with the last error', async () => {
    const down = answerText('', { status: 500 });
    const service = createTokenService(down, down, down, down);
    const { credential, clock } = setUp(service.fetch, { retry });
    expect(await clock.runToRejection(credential.getToken(scope))).toMatchObject({ status: 500 });
    expect(clock.elapsedInMs).toBe(400 + 800 + 1_600);
  });

  test("is not sent again after the caller's time limit", async () => {
    const service = createTokenService(answerText('', { status: 500 }));
    const { credential, clock } = setUp(service.fetch, { retry });
    const options = { requestOptions: { timeout: 400 } };
    expect(await clock.runToRejection(credential.getToken(scope, options))).toMatchObject({ status: 500 });
    expect(clock.elapsedInMs).toBe(0);
  });

  test('is passed on as an address and an init, which any fetch accepts', async () => {
    const given: unknown[][] = [];
    const { credential } = setUp(async (...args) => {
      given.push(args);
      return Response.json({ access_token: 'access-1', expires_in: 600 });
    });
    await credential.getToken(scope);
    expect(given).toEqual([
      [
        expect.stringMatching(/^https:\/\/login\.microsoftonline\.com\/.+\/oauth2\/v2\.0\/token$/),
        {
          method: 'POST',
          headers: {
            accept: 'application/json',
            'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
          },
          body: expect.stringContaining('grant_type=refresh_token&'),
          redirect: 'manual',
          signal: expect.any(AbortSignal),
        },
      ],
    ]);
  });
});

describe('the signal of a caller', () => {
  /** As a polyfill has it: no reason, and no method that newer ones have. */
  class OldSignal {
    aborted = false;
    readonly #listeners = new Set<() => void>();
    addEventListener(_: string, listener: () => void): void {
      this.#listeners.add(listener);
    }
    removeEventListener(_: string, listener: () => void): void {
      this.#listeners.delete(listener);
    }
    get listeners(): number {
      return this.#listeners.size;
    }
    abort(): void {
      this.aborted = true;
      for (const listener of this.#listeners) listener();
    }
  }

  test('may be of another realm or a polyfill', async () => {
    const service = createTokenService(never);
    const { credential } = setUp(service.fetch);
    const signal = new OldSignal();
    // @ts-expect-error a signal without the methods of newer ones
    const asked = () => credential.getToken(scope, { abortSignal: signal });
    const failed = rejectionOf(asked());
    await service.received(1);
    signal.abort();
    expect(await failed).toHaveProperty('name', 'AbortError');
    expect(await rejectionOf(asked())).toHaveProperty('name', 'AbortError');
    expect(signal.listeners).toBe(0);
  });

  test('has one listener, however many wait with it', async () => {
    const service = createTokenService(never);
    const { credential } = setUp(service.fetch);
    const signal = new OldSignal();
    // @ts-expect-error a signal without the methods of newer ones
    const asked = () => credential.getToken(scope, { abortSignal: signal });
    const failed = Array.from({ length: 16 }, () => rejectionOf(asked()));
    await service.received(1);
    expect(signal.listeners).toBe(1);
    signal.abort();
    expect(await Promise.all(failed)).toHaveLength(16);
    expect(signal.listeners).toBe(0);
  });
});

describe('a token endpoint that sends Retry-After', () => {
  test('is asked again when that time is over, not earlier', async () => {
    const service = createTokenService(busy('20'), grant('access-1'));
    const { credential, clock } = setUp(service.fetch, { retry });
    expect((await clock.run(credential.getToken(scope)))?.token).toBe('access-1');
    expect(clock.elapsedInMs).toBe(20_000);
  });

  test('is not asked by callers whose time limit is shorter: they fail at once', async () => {
    const service = createTokenService(busy('200'), grant('access-1'));
    const { credential, clock } = setUp(service.fetch, { retry });
    const asked = () => credential.getToken(scope, { requestOptions: { timeout: 5_000 } });
    expect(await clock.runToRejection(asked())).toMatchObject({ status: 429, retryAfterInMs: 200_000 });
    await clock.advance(50_000);
    for (let calls = 0; calls < 10; calls += 1) {
      expect(await clock.runToRejection(asked())).toMatchObject({
        name: 'AuthenticationError',
        status: 429,
        retryAfterInMs: 150_000,
        message: expect.stringContaining(
          'not sent. After its answer 429 the endpoint is not asked for another 150000 ms, and the caller does not ' +
            'wait that long. Try again later.',
        ),
      });
    }
    expect(clock.elapsedInMs).toBe(50_000);
    await clock.advance(149_999);
    expect((await clock.run(asked()))?.token).toBe('access-1');
    expect(clock.elapsedInMs).toBe(200_000);
  });

  test('is asked as soon as that time is over, and not by a caller who waits just as long', async () => {
    const service = createTokenService(busy('60'), grant('access-1'));
    const { credential, clock } = setUp(service.fetch);
    expect(await rejectionOf(credential.getToken(scope))).toHaveProperty('status', 429);
    const patient = credential.getToken(scope, { requestOptions: { timeout: 60_000 } });
    expect(await rejectionOf(patient)).toHaveProperty('retryAfterInMs', 60_000);
    await clock.advance(60_000);
    expect(await credential.getToken(scope)).toHaveProperty('token', 'access-1');
  });

  test('is not asked by callers that come after an abort either', async () => {
    const service = createTokenService(busy('60'), grant('access-1'));
    const { credential, clock } = setUp(service.fetch, { retry });
    const controller = new AbortController();
    const aborted = rejectionOf(credential.getToken(scope, { abortSignal: controller.signal }));
    await service.received(1);
    await settled();
    controller.abort('no longer needed');
    expect(await aborted).toBe('no longer needed');
    expect((await clock.run(credential.getToken(scope)))?.token).toBe('access-1');
    expect(clock.elapsedInMs).toBe(60_000);
  });
});

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

  test('that was postponed says so to its caller', async () => {
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
    'that is demanded by %j fails although the cached token is valid',
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

describe('a refresh token that is refused', () => {
  test('is not sent again until the store holds another one', async () => {
    const service = createTokenService(refused, grant('access-1'));
    const tokenStore = new MemoryTokenStore();
    const { credential, clock } = setUp(service.fetch, { tokenStore });
    const first = await rejectionOf(credential.getToken(scope));
    expect(first).toMatchObject({ error: 'invalid_grant', code: 'AADSTS700082' });
    await clock.advance(24 * 60 * minuteInMs);
    expect(await rejectionOf(credential.getToken(scope))).toBe(first);
    expect(await rejectionOf(credential.getToken(scope, { forceRefresh: true }))).toBe(first);
    expect(service.requests).toHaveLength(1);
    tokenStore.replace('signed-in-again');
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    expect(service.forms[1]?.get('refresh_token')).toBe('signed-in-again');
  });

  test('is replaced by a token that another process has stored meanwhile', async () => {
    const tokenStore = new MemoryTokenStore();
    const service = createTokenService((form, request) => {
      tokenStore.replace('rotated');
      return refused(form, request);
    }, grant('access-1'));
    const { credential } = setUp(service.fetch, { tokenStore });
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    expect(service.forms.map((form) => form.get('refresh_token'))).toEqual([refreshToken, 'rotated']);
    expect(tokenStore.loads).toBe(2);
  });

  test("is reported when the store can't be read again", async () => {
    let loads = 0;
    const service = createTokenService(refused);
    const { credential } = setUp(service.fetch, {
      tokenStore: {
        load: async () => ((loads += 1) === 1 ? refreshToken : Promise.reject(new Error('locked'))),
        save: async () => {},
      },
    });
    expect(await rejectionOf(credential.getToken(scope))).toMatchObject({ error: 'invalid_grant' });
    expect(loads).toBe(2);
  });

  test('is remembered for the last sixteen scopes, so that memory stays small', async () => {
    const service = createTokenService(...Array.from({ length: 18 }, () => refused));
    const { credential } = setUp(service.fetch);
    const ask = (number: number) =>
      rejectionOf(credential.getToken(`https://service-${number}.example/.default`));
    for (let number = 1; number <= 16; number += 1) await ask(number);
    for (let number = 1; number <= 16; number += 1) await ask(number);
    expect(service.requests).toHaveLength(16);
    await ask(17);
    await ask(17);
    expect(service.requests).toHaveLength(17);
    await ask(1);
    expect(service.requests).toHaveLength(18);
  });

  test('for one scope is still sent for another', async () => {
    const service = createTokenService(refused, grant('access-graph'));
    const { credential } = setUp(service.fetch);
    await rejectionOf(credential.getToken(scope));
    expect((await credential.getToken('https://graph.microsoft.com/.default'))?.token).toBe('access-graph');
  });

  test.each([50057, 50105, 53003])(
    'by AADSTS%i, which an administrator can lift, is sent again after five minutes',
    async (code) => {
      const lifted = answer({ error: 'invalid_grant', error_codes: [code] }, { status: 400 });
      const service = createTokenService(lifted, grant('access-1'));
      const { credential, clock } = setUp(service.fetch);
      const first = await rejectionOf(credential.getToken(scope));
      await clock.advance(5 * minuteInMs - 1);
      expect(await rejectionOf(credential.getToken(scope))).toBe(first);
      await clock.advance(1);
      expect((await credential.getToken(scope))?.token).toBe('access-1');
    },
  );
});

describe('a refresh that hangs', () => {
  test('is not joined by callers that come after a timeout', async () => {
    const service = createTokenService(never, grant('access-1'));
    const { credential, clock } = setUp(service.fetch, { attemptTimeoutInMs: Infinity });
    const controllers = [new AbortController(), new AbortController()];
    const [left, waiting] = controllers.map(({ signal }) =>
      credential.getToken(scope, { abortSignal: signal }).catch((error: unknown) => error),
    );
    await service.received(1);
    controllers[0]?.abort('out of time');
    expect(await left).toBe('out of time');
    await clock.advance(5_000);
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    expect(await waiting, 'the caller that still waits').toMatchObject({ token: 'access-1' });
    expect(service.requests[0]?.signal.aborted).toBe(true);
  });

  test('in the store does not hold up later callers for ever', async () => {
    let loads = 0;
    const service = createTokenService(grant('access-1'));
    const tokenStore = {
      load: () => ((loads += 1) === 1 ? new Promise<never>(() => {}) : Promise.resolve(refreshToken)),
      save: async () => {},
    };
    const { credential, clock } = setUp(service.fetch, { tokenStore });
    expect(await clock.runToRejection(credential.getToken(scope))).toBeInstanceOf(AuthenticationError);
    expect((await clock.run(credential.getToken(scope)))?.token).toBe('access-1');
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
