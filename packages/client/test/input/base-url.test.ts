import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { requireBaseUrl } from '../../src/input/values.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('requireBaseUrl', () => {
  test.for([
    ['https://api.partnercenter.microsoft.com', 'https://api.partnercenter.microsoft.com'],
    ['https://API.partnercenter.microsoft.com:443/', 'https://api.partnercenter.microsoft.com'],
    ['https://proxy.example/partner-center//', 'https://proxy.example/partner-center'],
    ['https://proxy.example/a/../b', 'https://proxy.example/b'],
    ['https://api.example?', 'https://api.example'],
    ['https://api.example/#', 'https://api.example'],
    ['https://api.example/base/?#', 'https://api.example/base'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://emulator.localhost:3000/', 'http://emulator.localhost:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://127.1', 'http://127.0.0.1'],
    ['http://127.10.200.30', 'http://127.10.200.30'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ] as const)('accepts %s as %s', ([value, baseUrl]) => {
    expect(requireBaseUrl('baseUrl', value)).toBe(baseUrl);
    expect(requireBaseUrl('baseUrl', new URL(value))).toBe(baseUrl);
    expectTypeOf(requireBaseUrl).returns.toEqualTypeOf<string>();
  });

  test.for([
    'http://api.partnercenter.microsoft.com',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://evil-localhost',
    'http://1127.0.0.example',
    'https://:pass@api.example',
    'http://evil.example/#@127.0.0.1',
    'http://128.0.0.1',
    'http://0.0.0.0',
    'http://[::2]',
    'https://api.partnercenter.microsoft.com@evil.example',
    'https://user:pass@api.example',
    'https://api.example?x=1',
    'https://api.example/#x',
    'ftp://api.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    'localhost:3000',
    'api.partnercenter.microsoft.com',
    '//api.partnercenter.microsoft.com',
    '/v1',
    '',
    5,
    null,
    undefined,
    {},
  ])('refuses %j', (value) => {
    const error = thrownBy(() => requireBaseUrl('baseUrl', value));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ argument: 'baseUrl', message: expect.not.stringContaining('"null"') });
  });

  test.for([
    'https://user:s3cret-pw@api.example',
    'https://user:s3cret-pw@api.example:99999',
    'https://s3cret-pw@',
    'api.example?code=s3cret-pw',
    'https://api.example/?code=s3cret-pw',
    'https://api.example/#s3cret-pw',
  ])('does not show the secret in %s', (value) => {
    expect(String(thrownBy(() => requireBaseUrl('baseUrl', value)))).not.toContain('s3cret-pw');
  });

  test.for([
    ['ftp://api.example', '"ftp://api.example"'],
    ['https://user:pass@api.example/a@b', '"…@b"'],
    ['https://api.example/?a=1#b', '"https://api.example/…"'],
    ['api.example#a\nb', '"api.example…"'],
    [5, '5'],
  ] as const)('shows only the harmless part of %j, and an example', ([value, received]) => {
    expect(thrownBy(() => requireBaseUrl('baseUrl', value))).toMatchObject({
      message:
        'baseUrl: expected an https URL (http only to this machine) without credentials, query or fragment, ' +
        `received ${received}. Nothing was sent. Example: 'https://api.partnercenter.microsoft.com'`,
    });
  });

  test('returns a base to which every path can be appended', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'] }), (base) => {
        const url = new URL(`${requireBaseUrl('baseUrl', base)}/v1/customers`);
        expect(url.origin).toBe(new URL(base).origin);
        expect(url.pathname.endsWith('/v1/customers')).toBe(true);
      }),
    );
  });
});
