import { describe, expect, test } from 'vitest';
import { AuthenticationError } from '../../src/auth/index.ts';
import { RefreshTokenKeeper } from '../../src/auth/refresh-token-keeper.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { MemoryTokenStore, rejectionOf } from './support/credential.ts';

describe('RefreshTokenKeeper', () => {
  test('loads from the store each time', async () => {
    const store = new MemoryTokenStore('first');
    const keeper = new RefreshTokenKeeper(store, 's3cret');
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
    const keeper = new RefreshTokenKeeper({ load, save: async () => {} }, 's3cret');
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
    ['the-token\n', '"other text (not shown)"'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ token: 'the-token' }, '"object"'],
  ])('refuses %j from load, without showing it', async (token, received) => {
    const store = { load: async () => token, save: async () => {} };
    // @ts-expect-error a store without types
    const keeper = new RefreshTokenKeeper(store, 's3cret');
    const error = await rejectionOf(keeper.load());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain(
      `tokenStore.load: expected a refresh token: text without spaces or line ends, received ${received}.`,
    );
  });

  test('has nothing unsaved at first and after a save', async () => {
    const store = new MemoryTokenStore('first');
    const keeper = new RefreshTokenKeeper(store, 's3cret');
    expect(keeper.hasUnsaved).toBe(false);
    expect(await keeper.saveUnsaved()).toBe(undefined);
    await keeper.save('second');
    expect(keeper.hasUnsaved).toBe(false);
    expect(store.saved).toEqual(['second']);
  });

  test('keeps a token that could not be saved, and quotes neither it nor the one in the store', async () => {
    const saved: string[] = [];
    let isBroken = true;
    const keeper = new RefreshTokenKeeper(
      {
        load: async () => 'token-1',
        async save(token) {
          if (isBroken) throw new Error(`expected token-1, received ${token}, as s3cret`);
          saved.push(token);
        },
      },
      's3cret',
    );
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
    const keeper = new RefreshTokenKeeper(
      { load: async () => Promise.reject(new Error('token-2 is locked')), save: async () => {} },
      's3cret',
    );
    await keeper.save('token-2');
    expect(await rejectionOf(keeper.load())).toHaveProperty('cause', new Error('[redacted] is locked'));
  });
});
