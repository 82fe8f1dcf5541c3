import { describe, expect, test } from 'vitest';
import { chooseScope, requireScope, withRefreshToken } from '../../src/auth/scope.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { thrownBy } from '../support/thrown-by.ts';

const partnerCenter = 'https://api.partnercenter.microsoft.com';
const userImpersonation = `${partnerCenter}/user_impersonation`;

describe('requireScope', () => {
  test.each([
    userImpersonation,
    `${userImpersonation} openid`,
    'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd/.default',
  ])('takes %s', (value) => {
    expect(requireScope('scope', value)).toBe(value);
  });

  test.each([
    'user_impersonation',
    '/.default',
    '',
    `${userImpersonation}\n`,
    `${userImpersonation}  openid`,
    'a/"b"',
    'a/\\b',
    7,
  ])('refuses %j', (value) => {
    const error = thrownBy(() => requireScope('scope', value));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toHaveProperty('argument', 'scope');
  });
});

describe('chooseScope', () => {
  test.each([undefined, '', ' ', []])('is for Partner Center when the caller names %j', (asked) => {
    expect(chooseScope(undefined, asked)).toBe(`${partnerCenter}/.default`);
    expect(chooseScope(userImpersonation, asked)).toBe(userImpersonation);
  });

  test('takes what the caller names', () => {
    expect(chooseScope(undefined, userImpersonation)).toBe(userImpersonation);
    expect(chooseScope(undefined, [userImpersonation, 'openid'])).toBe(`${userImpersonation} openid`);
    expect(thrownBy(() => chooseScope(undefined, 'openid'))).toHaveProperty('argument', 'scopes');
  });

  test.each([
    `${partnerCenter}/.default`,
    `${partnerCenter}//.default`,
    `HTTPS://api.PartnerCenter.microsoft.com/.default`,
    [`${partnerCenter}/.default`, 'openid'],
  ])('prefers the configured scope when the caller names %j, of the same resource', (asked) => {
    expect(chooseScope(userImpersonation, asked)).toBe(userImpersonation);
  });

  test('names all the resources that are configured', () => {
    expect(String(thrownBy(() => chooseScope('a:/x/.default b:/y/.default', 'c:/z/.default')))).toContain(
      'scopes: expected scopes of a:/x and b:/y, which',
    );
  });

  test('compares resources whatever the order in which they are named', () => {
    expect(chooseScope('a:/x/.default b:/y/.default', ['b:/y/read', 'a:/x/read', 'a:/x/write'])).toBe(
      'a:/x/.default b:/y/.default',
    );
  });

  test.each([
    'https://graph.microsoft.com/.default',
    ['https://graph.microsoft.com/.default', userImpersonation],
    'openid',
  ])('refuses %j when another resource is configured', (asked) => {
    const error = thrownBy(() => chooseScope(userImpersonation, asked));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain(
      `scopes: expected scopes of ${partnerCenter}, which this credential is configured for, received "`,
    );
    expect(String(error)).toContain(`Example: '${userImpersonation}'`);
  });
});

describe('withRefreshToken', () => {
  test('asks for a refresh token, once', () => {
    expect(withRefreshToken('a/b')).toBe('a/b offline_access');
    expect(withRefreshToken('offline_access a/b')).toBe('offline_access a/b');
    expect(withRefreshToken('a/offline_access')).toBe('a/offline_access offline_access');
  });
});
