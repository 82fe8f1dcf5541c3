import { describe, expect, expectTypeOf, test } from 'vitest';
import { createRefreshTokenCredential, type TokenStore } from '../../src/auth/index.ts';
import { ConfigurationError } from '../../src/index.ts';
import { createRedisTokenStore, type RedisTokenStoreOptions } from '../../src/redis/index.ts';
import { clientId, clientSecret, rejectionOf, scope, tenantId } from '../auth/support/credential.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { describeWithRedis } from './support/redis.ts';

/** A token endpoint that takes each refresh token once, and answers with the next. */
function createRotatingService(lifetimeInS = 3_600) {
  let [current, redeemed] = ['refresh-0', 0];
  const refused: string[] = [];
  return {
    get redeemed() {
      return redeemed;
    },
    refused,
    fetch: async (_url: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const form = typeof init?.body === 'string' ? init.body : '';
      const sent = new URLSearchParams(form).get('refresh_token');
      if (sent !== current) {
        refused.push(String(sent));
        return Response.json({ error: 'invalid_grant' }, { status: 400 });
      }
      redeemed += 1;
      current = `refresh-${redeemed}`;
      const token = { token_type: 'Bearer', expires_in: lifetimeInS, access_token: `access-${redeemed}` };
      return Response.json({ ...token, refresh_token: current });
    },
  };
}

describe('createRedisTokenStore', () => {
  test.each([
    [{ name: '' }, 'name: expected text that is not empty, without braces'],
    [{ prefix: 'a{' }, 'prefix: expected text that is not empty, without braces'],
    [{ initialRefreshToken: '' }, 'initialRefreshToken: expected the refresh token of a sign-in'],
    [{ leaseInMs: 0 }, 'leaseInMs: expected a whole number, 100 to 86400000, received 0'],
  ])('refuses %j', (options, message) => {
    const create = () => createRedisTokenStore({ sendCommand: async () => '', ...options });
    expect(create).toThrow(ConfigurationError);
    expect(create).toThrow(message);
  });

  test('is accepted as a token store', () => {
    expectTypeOf(createRedisTokenStore).returns.toExtend<TokenStore>();
  });
});

describeWithRedis('processes that share a token store in Redis', (redis) => {
  let tests = 0;

  async function setUp(processes: number, service = createRotatingService()) {
    tests += 1;
    const options: RedisTokenStoreOptions = {
      sendCommand: redis().sendCommand,
      name: `test-${tests}`,
      leaseInMs: 100,
    };
    await createRedisTokenStore(options).save('refresh-0');
    const credentials = Array.from({ length: processes }, () =>
      createRefreshTokenCredential({
        tenantId,
        clientId,
        clientSecret,
        tokenStore: createRedisTokenStore(options),
        fetch: service.fetch,
        retry: { maxRetries: 0 },
      }),
    );
    return { service, credentials, stored: () => createRedisTokenStore(options).load(), options };
  }

  test('make one request for a token between them', async () => {
    const { service, credentials, stored } = await setUp(6);
    const tokens = await Promise.all(credentials.map((credential) => credential.getToken(scope)));
    expect(tokens.map((token) => token?.token)).toEqual(Array.from({ length: 6 }, () => 'access-1'));
    expect(service.redeemed).toBe(1);
    expect(service.refused).toEqual([]);
    expect(await stored()).toBe('refresh-1');
  });

  test('know how long a token of another process lasts', async () => {
    const { credentials } = await setUp(2);
    const [first, second] = credentials;
    const own = await first?.getToken(scope);
    const taken = await second?.getToken(scope);
    expect(taken?.token).toBe(own?.token);
    expect(taken?.expiresOnTimestamp).toBeCloseTo(own?.expiresOnTimestamp ?? 0, -4);
    expect(taken?.refreshAfterTimestamp).toBeCloseTo(own?.refreshAfterTimestamp ?? 0, -4);
  });

  test('make one request too when the service has refused the token of all', async () => {
    const { service, credentials } = await setUp(4);
    await Promise.all(credentials.map((credential) => credential.getToken(scope)));
    const renewed = await Promise.all(
      credentials.map((credential) => credential.getToken(scope, { forceRefresh: true })),
    );
    expect(renewed.map((token) => token?.token)).toEqual(Array.from({ length: 4 }, () => 'access-2'));
    expect(service.redeemed).toBe(2);
  });

  test('lose no rotated refresh token when each asks for claims of its own', async () => {
    const { service, credentials, stored } = await setUp(4);
    const tokens = await Promise.all(
      credentials.map((credential, index) => credential.getToken(scope, { claims: `{"id":${index}}` })),
    );
    expect(new Set(tokens.map((token) => token?.token)).size).toBe(4);
    expect(service.refused).toEqual([]);
    expect(await stored()).toBe('refresh-4');
  });

  test('do not wait longer than the lease for one that died while it refreshed', async () => {
    const { service, credentials, options } = await setUp(1);
    // As one that dies does: it takes the lock, and never renews it.
    await createRedisTokenStore({ ...options, clock: { now: () => 0, schedule: () => () => {} } }).lock(
      new AbortController().signal,
    );
    const token = await credentials[0]?.getToken(scope);
    expect(token?.token).toBe('access-1');
    expect(service.redeemed).toBe(1);
  });

  test('leave the lock to its holder, which renews it until it is done', async () => {
    const { options } = await setUp(0);
    const clock = new VirtualClock();
    const leaseInMs = 60_000;
    const key = `licenses-usage:tokens-1:{${options.name}}:lock`;
    const holder = createRedisTokenStore({ ...options, leaseInMs, clock });
    const unlock = await holder.lock(new AbortController().signal);
    await options.sendCommand('PEXPIRE', key, '30000');
    await clock.advance(leaseInMs / 3);
    await expect.poll(async () => Number(await options.sendCommand('PTTL', key))).toBeGreaterThan(30_000);
    const impatient = new AbortController();
    const waiting = createRedisTokenStore(options).lock(impatient.signal);
    impatient.abort('enough');
    expect(await rejectionOf(waiting)).toBe('enough');
    await unlock();
    expect(clock.pendingTimers).toBe(0);
    expect(await options.sendCommand('EXISTS', key)).toBe(0);
  });

  test('never replace a refresh token by one that is older', async () => {
    const { options, stored } = await setUp(0);
    const [slow, fast] = [createRedisTokenStore(options), createRedisTokenStore(options)];
    await slow.load();
    await fast.load();
    await fast.save('newer');
    await slow.save('older');
    expect(await stored()).toBe('newer');
  });

  test('begin with the refresh token that each was given, and keep to the one that replaced it', async () => {
    const sendCommand = redis().sendCommand;
    const options = { sendCommand, name: 'begun', initialRefreshToken: 'refresh-0' };
    const first = createRedisTokenStore(options);
    expect(await first.load()).toBe('refresh-0');
    await first.save('refresh-1');
    expect(await createRedisTokenStore(options).load()).toBe('refresh-1');
  });

  test('get advice when no refresh token is stored yet', async () => {
    const tokenStore = createRedisTokenStore({ sendCommand: redis().sendCommand, name: 'empty' });
    const credential = createRefreshTokenCredential({ tenantId, clientId, clientSecret, tokenStore });
    expect(String(await rejectionOf(credential.getToken(scope)))).toContain(
      'tokenStore.load failed, no refresh token is kept under "empty": sign in, then call save of this store once.',
    );
  });
});
