import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  authorities,
  chooseScope,
  requireAuthority,
  requireClientId,
  requireClientSecret,
  requireScope,
  requireTenantId,
  withRefreshToken,
  type AuthorityName,
  type AuthorityUrl,
} from '../../src/auth/credential-options.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('requireAuthority', () => {
  test.each([
    ['global', 'https://login.microsoftonline.com'],
    ['usGovernment', 'https://login.microsoftonline.us'],
    ['china', 'https://login.partner.microsoftonline.cn'],
  ])('accepts the cloud %s', (name, url) => {
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

  test('has a type that accepts names and URLs, and no other text', () => {
    expectTypeOf<AuthorityName>().toEqualTypeOf<'global' | 'usGovernment' | 'china'>();
    expectTypeOf<'https://login.chinacloudapi.cn'>().toExtend<AuthorityUrl>();
    expectTypeOf<'germany'>().not.toExtend<AuthorityName | AuthorityUrl>();
    expectTypeOf(authorities.china).toEqualTypeOf<'https://login.partner.microsoftonline.cn'>();
  });
});

const guid = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';

describe('requireTenantId', () => {
  test.each([
    guid,
    guid.toUpperCase(),
    'contoso.onmicrosoft.com',
    'contoso.example',
    'xn--bcher-kva.xn--p1ai',
  ])('takes %s', (value) => {
    expect(requireTenantId(value)).toBe(value);
  });

  test.each([
    'common',
    'organizations',
    'consumers',
    '..',
    '.',
    'contoso.example/..',
    'contoso.example/',
    'contoso.example?x=1',
    'contoso.example#x',
    'contoso%2eexample',
    '-contoso.example',
    'contoso-.example',
    'contoso..example',
    'contoso.example.',
    'contoso.1',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(126)}example`,
    `x${guid}`,
  ])('refuses %j, which is no segment of a path for one tenant', (value) => {
    expect(thrownBy(() => requireTenantId(value))).toHaveProperty('argument', 'tenantId');
  });
});

describe('requireClientId', () => {
  test('takes a GUID', () => {
    expect(requireClientId(guid)).toBe(guid);
  });

  test.each([`${guid}0`, `0${guid}`, 'contoso.example'])('refuses %s', (value) => {
    expect(thrownBy(() => requireClientId(value))).toHaveProperty('argument', 'clientId');
  });
});

describe('requireClientSecret', () => {
  test('takes printable text', () => {
    expect(requireClientSecret('Ab8Q~x.y_z')).toBe('Ab8Q~x.y_z');
  });

  test.each(['sec ret', 'sec\nret', 'sécret', '\uFEFF', ' '])('refuses %j', (value) => {
    expect(thrownBy(() => requireClientSecret(value))).toHaveProperty('argument', 'clientSecret');
  });
});

describe('text from a file or an environment variable', () => {
  test.each([
    ['a line end', (text: string) => `${text}\n`],
    ['the line end of Windows', (text: string) => `${text}\r\n`],
    ['blanks around it', (text: string) => ` ${text}\t`],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ])('may have %s', (_, write) => {
    expect(requireTenantId(write(guid))).toBe(guid);
    expect(requireClientId(write(guid))).toBe(guid);
    expect(requireClientSecret(write('s3cret'))).toBe('s3cret');
    expect(requireScope('scope', write(userImpersonation))).toBe(userImpersonation);
    expect(requireAuthority(write('china'))).toBe('https://login.partner.microsoftonline.cn');
    expect(requireAuthority(write('https://login.chinacloudapi.cn/'))).toBe('https://login.chinacloudapi.cn');
  });

  test('that is UTF-16 read as another encoding is named as such', () => {
    const misread = new TextDecoder().decode(Buffer.from('\uFEFFs3cret\r\n', 'utf16le'));
    expect(String(thrownBy(() => requireClientSecret(misread)))).toContain(
      'received "UTF-16 text, read as another encoding (not shown)". Nothing was sent.',
    );
  });
});

describe('an identity that is refused', () => {
  const requirements = [
    [
      requireTenantId,
      "tenantId: expected the partner's tenant, as a GUID or a domain",
      "'contoso.onmicrosoft.com'",
    ],
    [requireClientId, 'clientId: expected the GUID of the app registration', `'${guid}'`],
    [
      requireClientSecret,
      'clientSecret: expected the value of a client secret: text without spaces or line ends',
      'process.env.CLIENT_SECRET',
    ],
  ] as const;

  test.each(requirements)('is not shown: it may be a misplaced secret (%o)', (require, expected, example) => {
    const shown = (value: unknown) => String(thrownBy(() => require(value)));
    expect(thrownBy(() => require('the secret'))).toHaveProperty(
      'message',
      `${expected}, received "other text (not shown)". Nothing was sent. Example: ${example}`,
    );
    expect(shown(13_371_337)).toContain(`${expected}, received "number". Nothing was sent.`);
    expect(shown(['the secret'])).toContain(`${expected}, received "object". Nothing was sent.`);
    expect(shown('')).toContain(`${expected}, received an empty string. Nothing was sent.`);
    expect(shown(undefined)).toContain(`${expected}, received undefined. Nothing was sent.`);
    expect(shown(null)).toContain(`${expected}, received null. Nothing was sent.`);
    expect(thrownBy(() => require(undefined))).toBeInstanceOf(ConfigurationError);
  });
});

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

  test.each(['user_impersonation', '/.default', '', `${userImpersonation}  openid`, 'a/"b"', 'a/\\b', 7])(
    'refuses %j',
    (value) => {
      const error = thrownBy(() => requireScope('scope', value));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toHaveProperty('argument', 'scope');
      expect(String(error)).toContain(
        'expected a scope: the address of a resource, a slash and a permission, ',
      );
      expect(String(error)).toContain(` Nothing was sent. Example: '${userImpersonation}'`);
    },
  );
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
    `${partnerCenter}///.default`,
    `HTTPS://api.PartnerCenter.microsoft.com/.default`,
    [`${partnerCenter}/.default`, 'openid'],
  ])('prefers the configured scope when the caller names %j, of the same resource', (asked) => {
    expect(chooseScope(userImpersonation, asked)).toBe(userImpersonation);
  });

  test('names every configured resource', () => {
    expect(String(thrownBy(() => chooseScope('a:/x/.default b:/y/.default', 'c:/z/.default')))).toContain(
      'scopes: expected scopes of a:/x and b:/y, which',
    );
  });

  test('compares resources in any order', () => {
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
