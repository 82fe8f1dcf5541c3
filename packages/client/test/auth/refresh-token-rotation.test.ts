import { describe, expect, test } from 'vitest';
import { AuthenticationError } from '../../src/auth/index.ts';
import { createGate } from '../support/answers.ts';
import { MemoryTokenStore, refreshToken, rejectionOf, scope, setUp } from './support/credential.ts';
import { answer, createTokenService, grant } from './support/token-service.ts';

const minuteInMs = 60_000;

describe('the refresh token', () => {
  test('is loaded again for every refresh, because another process may have stored a newer one', async () => {
    const service = createTokenService(grant('access-1'), grant('access-2'));
    const tokenStore = new MemoryTokenStore();
    const { credential, clock } = setUp(service.fetch, { tokenStore });
    await credential.getToken(scope);
    tokenStore.replace('from-elsewhere');
    await clock.advance(60 * minuteInMs);
    await credential.getToken(scope);
    expect(service.forms[1]?.get('refresh_token')).toBe('from-elsewhere');
    expect(tokenStore.saved).toEqual([]);
  });

  test('is not saved when the answer brings none, or the same one', async () => {
    const service = createTokenService(
      grant('access-1', { refresh_token: refreshToken }),
      grant('access-2', { refresh_token: null }),
    );
    const tokenStore = new MemoryTokenStore();
    const { credential } = setUp(service.fetch, { tokenStore });
    await credential.getToken(scope);
    await credential.getToken(scope, { forceRefresh: true });
    expect(tokenStore.saved).toEqual([]);
  });

  test('that is new is saved before the access token is returned', async () => {
    const { promise: gate, open } = createGate();
    const { promise: saving, open: startSaving } = createGate();
    const events: string[] = [];
    const service = createTokenService(grant('access-1', { refresh_token: 'second' }));
    const { credential } = setUp(service.fetch, {
      tokenStore: {
        load: async () => refreshToken,
        async save(token) {
          startSaving();
          await gate;
          events.push(`saved ${token}`);
        },
      },
    });
    const handedOut = credential.getToken(scope).then((token) => events.push(`handed out ${token?.token}`));
    await saving;
    const late = credential.getToken(scope).then((token) => events.push(`handed out ${token?.token}`));
    expect(events).toEqual([]);
    open();
    await Promise.all([handedOut, late]);
    expect(events).toEqual(['saved second', 'handed out access-1', 'handed out access-1']);
  });

  test('that is new is saved even when the access token beside it is unusable', async () => {
    const service = createTokenService(answer({ refresh_token: 'second' }));
    const tokenStore = new MemoryTokenStore();
    const { credential } = setUp(service.fetch, { tokenStore });
    expect(await rejectionOf(credential.getToken(scope))).toBeInstanceOf(AuthenticationError);
    expect(tokenStore.saved).toEqual(['second']);
  });

  test('that could not be saved is saved by the next call before anything else, and used then', async () => {
    const service = createTokenService(grant('access-1', { refresh_token: 'second' }), grant('access-2'));
    const tokenStore = new UnreliableStore(2);
    const { credential } = setUp(service.fetch, { tokenStore });

    const first = await rejectionOf(credential.getToken(scope));
    expect(first).toBeInstanceOf(AuthenticationError);
    expect(first).toHaveProperty(
      'message',
      'Save the new refresh token: tokenStore.save failed, EROFS the vault is read-only. The token is kept in ' +
        'memory, and the next call saves it before anything else. Repair the store before the process ends.',
    );
    const second = await rejectionOf(credential.getToken(scope));
    expect(second).toBeInstanceOf(AuthenticationError);
    expect(service.requests).toHaveLength(1);

    expect((await credential.getToken(scope))?.token).toBe('access-2');
    expect(tokenStore.attempts).toEqual(['second', 'second', 'second']);
    expect(service.forms[1]?.get('refresh_token')).toBe('second');
    expect(tokenStore.loads).toBe(1);
  });

  test('that could not be saved is saved before a cached token is returned', async () => {
    const service = createTokenService(grant('access-1'), grant('access-2', { refresh_token: 'second' }));
    const tokenStore = new UnreliableStore(1);
    const { credential } = setUp(service.fetch, { tokenStore });
    await credential.getToken(scope);
    expect(await rejectionOf(credential.getToken(scope, { claims: '{}' }))).toBeInstanceOf(
      AuthenticationError,
    );
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    expect(tokenStore.attempts).toEqual(['second', 'second']);
  });
});

class UnreliableStore extends MemoryTokenStore {
  readonly attempts: string[] = [];
  #failures: number;

  constructor(failures: number) {
    super();
    this.#failures = failures;
  }

  override async save(token: string): Promise<void> {
    this.attempts.push(token);
    this.#failures -= 1;
    if (this.#failures >= 0) throw Object.assign(new Error('the vault is read-only'), { code: 'EROFS' });
    await super.save(token);
  }
}
