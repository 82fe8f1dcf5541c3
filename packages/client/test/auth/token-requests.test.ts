import { describe, expect, test } from 'vitest';
import { AuthenticationError } from '../../src/auth/index.ts';
import { createNodeFetch } from '../../src/node/create-node-fetch.ts';
import { settled } from '../support/virtual-clock.ts';
import { rejectionOf, scope, setUp } from './support/credential.ts';
import {
  answer,
  answerText,
  busy,
  createTokenService,
  grant,
  type TokenHandler,
} from './support/token-service.ts';

const retry = { maxRetries: 3, baseDelayInMs: 800, maxDelayInMs: 30_000 };
const never: TokenHandler = () => new Promise<never>(() => {});

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
