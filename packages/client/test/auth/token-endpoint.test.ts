import { describe, expect, test } from 'vitest';
import { AuthenticationError } from '../../src/auth/index.ts';
import {
  clientSecret,
  refreshToken,
  rejectionOf,
  scope,
  setUp,
  start,
  tenantId,
} from './support/credential.ts';
import { answerText, createTokenService, grant } from './support/token-service.ts';

const tried = `Acquire a token (POST https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token)`;
const never = new Promise<never>(() => {});

describe('the token endpoint', () => {
  test.each([301, 302, 303, 307, 308, 300, 399])('is not followed when it answers %i', async (status) => {
    let isCancelled = false;
    const body = new ReadableStream({
      cancel() {
        isCancelled = true;
        throw new Error('A body that can not be cancelled.');
      },
    });
    const headers = { location: 'https://collector.example/' };
    const service = createTokenService(() => new Response(body, { status, headers }));
    const { credential } = setUp(service.fetch);
    const error = await rejectionOf(credential.getToken(scope));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status });
    expect(error).toHaveProperty(
      'message',
      `${tried}: the answer was a redirect, which is not followed: the request carries secrets. Set authority to ` +
        'the final address, and check for an intercepting proxy.',
    );
    expect(isCancelled).toBe(true);
    expect(service.requests).toHaveLength(1);
  });

  test.each([
    ['a browser hides', { type: 'opaqueredirect' }],
    ['a transport has followed', { redirected: true }],
  ])('is refused when the answer is a redirect that %s', async (_case, properties) => {
    const service = createTokenService(() => {
      const response = Response.json({ access_token: 'access-1', expires_in: 600 });
      for (const [name, value] of Object.entries(properties))
        Object.defineProperty(response, name, { value });
      return response;
    });
    const error = await rejectionOf(setUp(service.fetch).credential.getToken(scope));
    expect(String(error)).toContain('the answer was a redirect');
  });

  test('that is unreachable is an error with only the reason from the chain of causes', async () => {
    const cause = Object.assign(new Error('getaddrinfo login.microsoftonline.com'), { code: 'ENOTFOUND' });
    const thrown = Object.assign(new TypeError('fetch failed', { cause }), { request: { refreshToken } });
    const service = createTokenService(() => Promise.reject(thrown));
    const { credential, clock } = setUp(service.fetch);
    const error = await rejectionOf(credential.getToken(scope));
    expect(error).toBeInstanceOf(AuthenticationError);
    for (const fact of ['status', 'code', 'retryAfterInMs']) expect(error).toHaveProperty(fact, undefined);
    expect(error).toHaveProperty(
      'message',
      `${tried}: no complete answer, fetch failed: ENOTFOUND getaddrinfo login.microsoftonline.com. ` +
        'Check the host name in authority, the DNS settings and the network connection, then try again.',
    );
    expect(error).toHaveProperty(
      'cause',
      new Error('fetch failed: ENOTFOUND getaddrinfo login.microsoftonline.com'),
    );
    expect(clock.pendingTimers).toBe(0);
  });

  test.for([
    [
      Response.error(),
      'AuthenticationError',
      'no complete answer, fetch returned no usable response, only status 0.',
    ],
    [undefined, 'ConfigurationError', 'fetch: expected a function that resolves to a Response'],
  ] as const)('whose fetch resolves to %o is an error that says so', async ([received, name, words]) => {
    // @ts-expect-error a transport that is written in JavaScript may return anything
    const { credential, clock } = setUp(async () => received);
    const error = await clock.runToRejection(credential.getToken(scope));
    expect(error).toMatchObject({ name, message: expect.stringContaining(words) });
  });

  test('whose fetch throws synchronously is an error too', async () => {
    const { credential } = setUp(() => {
      throw new Error(`can't send client_secret=${clientSecret}`);
    });
    const error = await rejectionOf(credential.getToken(scope));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(String(error)).toContain(`no complete answer, can't send client_secret=[redacted].`);
  });

  test.each([
    ['is not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['is larger than 1 MiB', new Uint8Array(2 ** 20 + 1)],
  ])('is refused when its body %s', async (_case, bytes) => {
    const service = createTokenService(() => new Response(bytes));
    const error = await rejectionOf(setUp(service.fetch).credential.getToken(scope));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(String(error)).toContain(
      'no complete answer, its body is larger than 1 MiB or is not UTF-8 text.',
    );
  });

  test('may answer with up to 1 MiB', async () => {
    const text = '{"access_token":"access-1","expires_in":600}';
    const service = createTokenService(answerText(text.padEnd(2 ** 20)));
    expect((await setUp(service.fetch).credential.getToken(scope))?.token).toBe('access-1');
  });

  test('that does not answer times out after 30 seconds', async () => {
    const service = createTokenService(() => never);
    const { credential, clock } = setUp(service.fetch);
    const failed = rejectionOf(credential.getToken(scope));
    await service.received(1);
    await clock.advance(29_999);
    expect(service.requests[0]?.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(await failed).toHaveProperty(
      'message',
      `${tried}: no complete answer within attemptTimeoutInMs = 30000 ms. Raise attemptTimeoutInMs, or try again later.`,
    );
    expect(service.requests[0]?.signal.aborted).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  test('whose body does not end times out too, and does not hold up the next call', async () => {
    const service = createTokenService(() => new Response(new ReadableStream()), grant('access-2'));
    const { credential, clock } = setUp(service.fetch, { attemptTimeoutInMs: 5 });
    const failed = rejectionOf(credential.getToken(scope));
    await service.received(1);
    const next = credential.getToken(scope, { forceRefresh: true });
    await clock.advance(5);
    expect(await failed).toBeInstanceOf(AuthenticationError);
    expect(await next).toHaveProperty('token', 'access-2');
    expect(clock.now()).toBe(start + 5);
  });

  test('may take any time when there is no limit', async () => {
    const service = createTokenService((form, request) => {
      expect(clock.pendingTimers).toBe(0);
      return grant('access-1')(form, request);
    });
    const { credential, clock } = setUp(service.fetch, { attemptTimeoutInMs: Infinity });
    expect((await credential.getToken(scope))?.token).toBe('access-1');
  });

  test('that answers too late has its answer discarded', async () => {
    let isCancelled = false;
    let deliver = (_response: Response) => {};
    const late = new Promise<Response>((resolve) => {
      deliver = resolve;
    });
    const service = createTokenService(() => late);
    const { credential, clock } = setUp(service.fetch);
    const failed = rejectionOf(credential.getToken(scope));
    await service.received(1);
    await clock.advance(30_000);
    await failed;
    const cancelled = new Promise<void>((resolve) => {
      const body = new ReadableStream({
        cancel() {
          isCancelled = true;
          resolve();
          throw new Error('A body that can not be cancelled.');
        },
      });
      deliver(new Response(body));
    });
    await cancelled;
    expect(isCancelled).toBe(true);
  });
});
