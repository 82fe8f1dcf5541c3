import { describe, expect, test } from 'vitest';
import { AuthenticationError, type TokenStore } from '../../src/auth/index.ts';
import type { SharedAccessToken } from '../../src/auth/token-store.ts';
import { createGate } from '../support/answers.ts';
import { clientSecret, refreshToken, rejectionOf, scope, setUp, start } from './support/credential.ts';
import { createTokenService, grant } from './support/token-service.ts';

const minuteInMs = 60_000;
const theirs: SharedAccessToken = {
  token: 'theirs',
  expiresInMs: 50 * minuteInMs,
  refreshInMs: 45 * minuteInMs,
};

/** A store that processes share. `steps` records the calls of its methods, in order. */
function createSharedStore(overrides: Partial<TokenStore> = {}, sharesAccessTokens = true) {
  const steps: string[] = [];
  const kept = new Map<string, SharedAccessToken>();
  const store: TokenStore = {
    load: async () => refreshToken,
    save: async () => {},
    async lock() {
      steps.push('lock');
      return async () => void steps.push('unlock');
    },
    ...(sharesAccessTokens && {
      async loadAccessToken(asked: string) {
        steps.push('load');
        return kept.get(asked);
      },
      async saveAccessToken(asked: string, token: SharedAccessToken) {
        steps.push('save');
        kept.set(asked, token);
      },
    }),
    ...overrides,
  };
  return { store, steps, kept };
}

describe('a token that another process obtained', () => {
  test('is handed out without a request, for as long as it lives', async () => {
    const { store, kept } = createSharedStore();
    kept.set(scope, theirs);
    const { credential, clock } = setUp(createTokenService().fetch, { tokenStore: store });
    const handedOut = {
      token: 'theirs',
      expiresOnTimestamp: start + 50 * minuteInMs,
      refreshAfterTimestamp: start + 45 * minuteInMs,
    };
    expect(await credential.getToken(scope)).toEqual(handedOut);
    await clock.advance(45 * minuteInMs - 1);
    kept.clear();
    expect(await credential.getToken(scope)).toEqual(handedOut);
  });

  test('counts its times from when it was asked for', async () => {
    const { store } = createSharedStore({
      async loadAccessToken() {
        await clock.advance(1_000);
        return theirs;
      },
    });
    const { credential, clock } = setUp(createTokenService().fetch, { tokenStore: store });
    expect(await credential.getToken(scope)).toMatchObject({
      expiresOnTimestamp: start + 50 * minuteInMs,
      refreshAfterTimestamp: start + 45 * minuteInMs,
    });
  });

  test('is not used once a new one is due', async () => {
    const service = createTokenService(grant('ours'));
    const { store, kept } = createSharedStore();
    kept.set(scope, { ...theirs, refreshInMs: 0 });
    const { credential } = setUp(service.fetch, { tokenStore: store });
    expect(await credential.getToken(scope)).toHaveProperty('token', 'ours');
  });

  test('is not used for a claims challenge', async () => {
    const service = createTokenService(grant('ours'));
    const { store, kept } = createSharedStore();
    kept.set(scope, theirs);
    const { credential } = setUp(service.fetch, { tokenStore: store });
    expect(await credential.getToken(scope, { claims: '{}' })).toHaveProperty('token', 'ours');
  });

  test('satisfies a caller that forces a refresh, unless it is the cached one', async () => {
    const service = createTokenService(grant('first'), grant('second'), grant('third'));
    const { store, kept } = createSharedStore();
    kept.set(scope, theirs);
    const { credential } = setUp(service.fetch, { tokenStore: store });
    const force = () => credential.getToken(scope, { forceRefresh: true });
    // Without a cached token, the refused token may be the shared one.
    expect(await force()).toHaveProperty('token', 'first');
    expect(await force()).toHaveProperty('token', 'second');
    kept.set(scope, theirs);
    expect(await force()).toHaveProperty('token', 'theirs');
    expect(await force()).toHaveProperty('token', 'third');
  });

  test('is not used while a new refresh token is unsaved, so that it is not lost', async () => {
    let failures = 1;
    const service = createTokenService(grant('first', { refresh_token: 'second' }), grant('ours'));
    const { store, kept } = createSharedStore({
      async save() {
        failures -= 1;
        if (failures >= 0) throw new Error('The vault is read-only.');
      },
    });
    const { credential } = setUp(service.fetch, { tokenStore: store });
    expect(await rejectionOf(credential.getToken(scope))).toBeInstanceOf(AuthenticationError);
    expect(kept.size).toBe(0);
    expect(await credential.getToken(scope)).toHaveProperty('token', 'ours');
    expect(service.forms[1]?.get('refresh_token')).toBe('second');
  });

  test('while this one waited for the lock is used in place of a request', async () => {
    const { store, kept, steps } = createSharedStore({
      async lock() {
        kept.set(scope, theirs);
        return async () => void steps.push('unlock');
      },
    });
    const { credential } = setUp(createTokenService().fetch, { tokenStore: store });
    expect(await credential.getToken(scope)).toHaveProperty('token', 'theirs');
    expect(steps).toEqual(['load', 'load', 'unlock']);
  });
});

describe('a token that this process obtained', () => {
  test('is left for the others under the lock, with what is left of its times', async () => {
    const { store, kept, steps } = createSharedStore();
    const service = createTokenService(async (form, request) => {
      steps.push('post');
      await clock.advance(10_000);
      return grant('ours')(form, request);
    });
    const { credential, clock } = setUp(service.fetch, { tokenStore: store });
    expect(await credential.getToken(scope)).toHaveProperty('token', 'ours');
    expect(steps).toEqual(['load', 'lock', 'load', 'post', 'save', 'unlock']);
    expect(kept.get(scope)).toEqual({
      token: 'ours',
      expiresInMs: 60 * minuteInMs - 10_000,
      refreshInMs: 55 * minuteInMs - 10_000,
    });
  });

  test.each(['loadAccessToken', 'saveAccessToken'] as const)(
    'is handed out although %s fails or hangs',
    async (method) => {
      for (const broken of [
        async () => Promise.reject(new Error('down')),
        () => new Promise<never>(() => {}),
      ]) {
        const { store } = createSharedStore({ [method]: broken });
        const service = createTokenService(grant('ours'));
        const { credential, clock } = setUp(service.fetch, { tokenStore: store, attemptTimeoutInMs: 100 });
        expect(await clock.run(credential.getToken(scope))).toHaveProperty('token', 'ours');
        expect(clock.pendingTimers).toBe(0);
      }
    },
  );

  test('is handed out although the lock can not be released', async () => {
    for (const broken of [
      async () => Promise.reject(new Error('down')),
      () => new Promise<never>(() => {}),
    ]) {
      const { store } = createSharedStore({ lock: async () => broken });
      const service = createTokenService(grant('ours'));
      const { credential, clock } = setUp(service.fetch, { tokenStore: store, attemptTimeoutInMs: 100 });
      expect(await clock.run(credential.getToken(scope))).toHaveProperty('token', 'ours');
      expect(clock.pendingTimers).toBe(0);
    }
  });

  test('is kept to this process by a store that shares only its lock', async () => {
    const { store: tokenStore, steps } = createSharedStore({}, false);
    const service = createTokenService(grant('ours'));
    const { credential } = setUp(service.fetch, { tokenStore });
    expect(await credential.getToken(scope)).toHaveProperty('token', 'ours');
    expect(steps).toEqual(['lock', 'unlock']);
  });
});

describe('the lock', () => {
  test('is released after a failure, too', async () => {
    const { store, steps } = createSharedStore();
    const service = createTokenService(() => Response.json({ error: 'invalid_client' }, { status: 401 }));
    const { credential } = setUp(service.fetch, { tokenStore: store });
    expect(await rejectionOf(credential.getToken(scope))).toHaveProperty('error', 'invalid_client');
    expect(steps.at(-1)).toBe('unlock');
  });

  test('is waited for as long as the caller waits, and given back when it comes too late', async () => {
    const { promise, open } = createGate();
    const { store, steps } = createSharedStore({
      async lock(abortSignal) {
        abortSignal.addEventListener('abort', () => steps.push('abort'));
        await promise;
        return async () => {
          steps.push('unlock');
          throw new Error('The lock has expired.');
        };
      },
    });
    const { credential, clock } = setUp(createTokenService().fetch, { tokenStore: store });
    const failed = rejectionOf(credential.getToken(scope, { requestOptions: { timeout: 7_000 } }));
    await clock.advance(6_999);
    expect(steps).toEqual(['load']);
    await clock.advance(1);
    const error = await failed;
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toHaveProperty(
      'message',
      'Lock the refresh token: tokenStore.lock failed, another process has held it for 7000 ms. Nothing was sent. ' +
        'Check the store.',
    );
    expect(error).toHaveProperty('cause', new Error('another process has held it for 7000 ms'));
    open();
    await clock.advance(0);
    expect(steps).toEqual(['load', 'abort', 'unlock']);
    expect(clock.pendingTimers).toBe(0);
  });

  test('that fails is an error that says so without a secret', async () => {
    const { store } = createSharedStore({
      lock: async () => Promise.reject(new Error(`lock of ${clientSecret} is gone`)),
    });
    const { credential } = setUp(createTokenService().fetch, { tokenStore: store });
    expect(await rejectionOf(credential.getToken(scope))).toHaveProperty(
      'message',
      'Lock the refresh token: tokenStore.lock failed, lock of [redacted] is gone. Nothing was sent. Check the store.',
    );
  });

  test('that another process holds for five seconds leaves the cached token in use, and is tried again later', async () => {
    const tried: number[] = [];
    const { store: tokenStore } = createSharedStore(
      {
        lock(abortSignal) {
          tried.push(clock.elapsedInMs);
          if (tried.length === 1) return Promise.resolve(async () => {});
          return new Promise((_resolve, reject) => {
            abortSignal.addEventListener('abort', () => reject(abortSignal.reason));
          });
        },
      },
      false,
    );
    const service = createTokenService(grant('ours'));
    const { credential, clock } = setUp(service.fetch, { tokenStore });
    await credential.getToken(scope);
    await clock.advance(56 * minuteInMs);
    const asked = credential.getToken(scope);
    await clock.advance(5_000);
    expect(await asked).toEqual({
      token: 'ours',
      expiresOnTimestamp: start + 60 * minuteInMs,
      refreshAfterTimestamp: start + 56 * minuteInMs + 35_000,
    });
    await credential.getToken(scope);
    expect(tried).toEqual([0, 56 * minuteInMs]);
  });

  test('is given up with the reason of the caller who aborts', async () => {
    const { store } = createSharedStore({ lock: () => new Promise<never>(() => {}) });
    const { credential, clock } = setUp(createTokenService().fetch, { tokenStore: store });
    const controller = new AbortController();
    const aborted = rejectionOf(credential.getToken(scope, { abortSignal: controller.signal }));
    await clock.advance(10);
    const reason = new Error('the user left');
    controller.abort(reason);
    expect(await aborted).toBe(reason);
    await clock.advance(0);
    expect(clock.pendingTimers).toBe(0);
  });
});
