import { describe, expect, test } from 'vitest';
import { requireTokenStore } from '../../src/auth/token-store.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { thrownBy } from '../support/thrown-by.ts';
import { MemoryTokenStore } from './support/credential.ts';

describe('requireTokenStore', () => {
  test('takes an object with both methods', () => {
    const store = new MemoryTokenStore();
    expect(requireTokenStore(store)).toBe(store);
  });

  test.each([
    ['the refresh token itself', 'the-token', '"string"'],
    ['nothing', undefined, '"undefined"'],
    ['null', null, '"object"'],
    ['a store that only loads', { load() {} }, 'an object'],
    ['a store that only saves', { save() {} }, 'an object'],
    ['a load that is no function', { load: 'the-token', save: () => {} }, 'an object'],
    ['a save that is no function', { load: () => {}, save: 'the-token' }, 'an object'],
  ])('refuses %s, without showing it', (_case, value, received) => {
    const error = thrownBy(() => requireTokenStore(value));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain(
      `tokenStore: expected an object with the methods load and save, received ${received}. Nothing was sent.`,
    );
  });
});
