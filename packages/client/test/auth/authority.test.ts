import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  authorities,
  requireAuthority,
  type AuthorityName,
  type AuthorityUrl,
} from '../../src/auth/authority.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('requireAuthority', () => {
  test.each([
    ['global', 'https://login.microsoftonline.com'],
    ['usGovernment', 'https://login.microsoftonline.us'],
    ['china', 'https://login.partner.microsoftonline.cn'],
  ])('knows the cloud %s', (name, url) => {
    expect(requireAuthority(name)).toBe(url);
  });

  test.each([
    ['https://login.chinacloudapi.cn', 'https://login.chinacloudapi.cn'],
    ['https://login.microsoftonline.com/', 'https://login.microsoftonline.com'],
    [new URL('https://id.contoso.example/entra/'), 'https://id.contoso.example/entra'],
    ['http://localhost:4010', 'http://localhost:4010'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
  ])('takes the URL %s', (value, url) => {
    expect(requireAuthority(value)).toBe(url);
  });

  test.each([
    'germany',
    'https://login.microsoftonline.de',
    'https://LOGIN.microsoftonline.de./x',
    'https://login.cloudapi.de',
  ])('refuses %s: that cloud is closed', (value) => {
    const error = thrownBy(() => requireAuthority(value));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toHaveProperty('argument', 'authority');
    expect(String(error)).toContain('the German cloud closed on 29 October 2021');
  });

  test.each([
    ['http://login.microsoftonline.com', '"http://login.microsoftonline.com"'],
    ['https://user:Password1@login.microsoftonline.com', '"https://login.microsoftonline.com"'],
    ['https://login.microsoftonline.com?tenant=Password1', '"https://login.microsoftonline.com"'],
    ['https://login.microsoftonline.com#Password1', '"https://login.microsoftonline.com"'],
    [new URL('ftp://login.microsoftonline.com/Password1'), '"ftp://login.microsoftonline.com"'],
    ['Password1', '"other text (not shown)"'],
    ['toString', '"other text (not shown)"'],
    ['', 'an empty string'],
    [null, 'null'],
    [42, '"number"'],
  ])('refuses %s without showing more than an origin', (value, received) => {
    const error = thrownBy(() => requireAuthority(value));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toBe(
      `ConfigurationError: authority: expected 'global', 'usGovernment', 'china', or an https URL (http only to this ` +
        `machine) without credentials, query or fragment, received ${received}. Nothing was sent. ` +
        `Example: 'https://login.microsoftonline.com'`,
    );
  });

  test('lets the type take names and URLs, and no other text', () => {
    expectTypeOf<AuthorityName>().toEqualTypeOf<'global' | 'usGovernment' | 'china'>();
    expectTypeOf<'https://login.chinacloudapi.cn'>().toExtend<AuthorityUrl>();
    expectTypeOf<'germany'>().not.toExtend<AuthorityName | AuthorityUrl>();
    expectTypeOf(authorities.china).toEqualTypeOf<'https://login.partner.microsoftonline.cn'>();
  });
});
