import { describe, expect, test } from 'vitest';
import { AuthenticationError, type TokenStore } from '../../src/auth/index.ts';
import { createTokenKeeper, type TokenKeeper } from '../../src/auth/token-keeper.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { MemoryTokenStore, rejectionOf } from './support/credential.ts';

describe('the keeper of tokens', () => {
  test('loads from the store each time', async () => {
    const store = new MemoryTokenStore('first');
    const keeper = createKeeper(store);
    expect(await keeper.load()).toBe('first');
    store.replace('second');
    expect(await keeper.load()).toBe('second');
  });

  test.each([
    ['a rejection', async () => Promise.reject(new Error('vault: s3cret is not accepted'))],
    [
      'an exception',
      () => {
        throw new Error('vault: s3cret is not accepted');
      },
    ],
  ])('turns %s of load into an error without the secret', async (_case, load) => {
    const keeper = createKeeper({ load, save: async () => {} });
    const error = await rejectionOf(keeper.load());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toHaveProperty(
      'message',
      'Load the refresh token: tokenStore.load failed, vault: [redacted] is not accepted. Nothing was sent. ' +
        'Check the store.',
    );
    expect(error).toHaveProperty('cause', new Error('vault: [redacted] is not accepted'));
  });

  test.each([
    ['', 'an empty string'],
    ['the token', '"other text (not shown)"'],
    ['\uFFFD\uFFFDt\0o\0k\0e\0n\0', '"UTF-16 text, read as another encoding (not shown)"'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ token: 'the-token' }, '"object"'],
  ])('refuses %j from load, without showing it', async (token, received) => {
    const store = { load: async () => token, save: async () => {} };
    // @ts-expect-error a store without types
    const keeper = createKeeper(store);
    const error = await rejectionOf(keeper.load());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain(
      `tokenStore.load: expected a refresh token: text without spaces or line ends, received ${received}.`,
    );
  });

  test.each(['\uFEFFthe-token\r\n', 'the-token\n', ' the-token '])('trims %j from load', async (token) => {
    expect(await createKeeper(new MemoryTokenStore(token)).load()).toBe('the-token');
  });

  test('gives up on a store that does not answer in time, and leaves no timer', async () => {
    const clock = new VirtualClock();
    const never = () => new Promise<never>(() => {});
    const keeper = createKeeper({ load: never, save: never }, clock);
    expect(String(await clock.runToRejection(keeper.load()))).toContain(
      'Load the refresh token: tokenStore.load failed, no answer within 30000 ms. Nothing was sent.',
    );
    expect(String(await clock.runToRejection(keeper.save('second')))).toContain(
      'Save the new refresh token: tokenStore.save failed, no answer within 30000 ms. The token is kept in memory',
    );
    expect(keeper.hasUnsaved).toBe(true);
    expect(clock.elapsedInMs).toBe(60_000);
    expect(clock.pendingTimers).toBe(0);
  });

  test('has nothing unsaved at first and after a save', async () => {
    const store = new MemoryTokenStore('first');
    const keeper = createKeeper(store);
    expect(keeper.hasUnsaved).toBe(false);
    expect(await keeper.saveUnsaved()).toBe(undefined);
    await keeper.save('second');
    expect(keeper.hasUnsaved).toBe(false);
    expect(store.saved).toEqual(['second']);
  });

  test('keeps a token that could not be saved, and quotes neither it nor the one in the store', async () => {
    const saved: string[] = [];
    let isBroken = true;
    const keeper = createKeeper({
      load: async () => 'token-1',
      async save(token) {
        if (isBroken) throw new Error(`expected token-1, received ${token}, as s3cret`);
        saved.push(token);
      },
    });
    await keeper.load();
    const error = await rejectionOf(keeper.save('token-2'));
    expect(error).toHaveProperty(
      'cause',
      new Error('expected [redacted], received [redacted], as [redacted]'),
    );
    expect(keeper.hasUnsaved).toBe(true);
    isBroken = false;
    expect(await keeper.saveUnsaved()).toBe('token-2');
    expect(keeper.hasUnsaved).toBe(false);
    expect(await keeper.saveUnsaved()).toBe(undefined);
    expect(saved).toEqual(['token-2']);

    isBroken = true;
    expect(await rejectionOf(keeper.save('token-3'))).toHaveProperty(
      'cause',
      new Error('expected token-1, received [redacted], as [redacted]'),
    );
  });

  test('does not quote a token that it saved when the store fails to load', async () => {
    const keeper = createKeeper({
      load: async () => Promise.reject(new Error('token-2 is locked')),
      save: async () => {},
    });
    await keeper.save('token-2');
    expect(await rejectionOf(keeper.load())).toHaveProperty('cause', new Error('[redacted] is locked'));
  });
});

function createKeeper(store: TokenStore, clock = new VirtualClock()): TokenKeeper {
  return createTokenKeeper({ store, clientSecret: 's3cret', attemptTimeoutInMs: 30_000, clock });
}
