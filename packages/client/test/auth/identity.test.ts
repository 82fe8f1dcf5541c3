import { describe, expect, test } from 'vitest';
import { requireClientId, requireClientSecret, requireTenantId } from '../../src/auth/identity.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { thrownBy } from '../support/thrown-by.ts';

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
    ` ${guid}`,
    `${guid}\n`,
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

  test.each(['secret\n', ' secret', 'sec ret', 'sécret'])('refuses %j', (value) => {
    expect(thrownBy(() => requireClientSecret(value))).toHaveProperty('argument', 'clientSecret');
  });
});

describe('an identity that is refused', () => {
  const requirements = [
    [requireTenantId, "tenantId: expected the partner's tenant, as a GUID or a domain"],
    [requireClientId, 'clientId: expected the GUID of the app registration'],
    [
      requireClientSecret,
      'clientSecret: expected the value of a client secret: text without spaces or line ends',
    ],
  ] as const;

  test.each(requirements)('is not shown: it may be a misplaced secret (%o)', (require, expected) => {
    const shown = (value: unknown) => String(thrownBy(() => require(value)));
    expect(shown('the secret')).toContain(
      `${expected}, received "other text (not shown)". Nothing was sent.`,
    );
    expect(shown(13_371_337)).toContain(`${expected}, received "number". Nothing was sent.`);
    expect(shown(['the secret'])).toContain(`${expected}, received "object". Nothing was sent.`);
    expect(shown('')).toContain(`${expected}, received an empty string. Nothing was sent.`);
    expect(shown(undefined)).toContain(`${expected}, received undefined. Nothing was sent.`);
    expect(shown(null)).toContain(`${expected}, received null. Nothing was sent.`);
    expect(thrownBy(() => require(undefined))).toBeInstanceOf(ConfigurationError);
  });
});
