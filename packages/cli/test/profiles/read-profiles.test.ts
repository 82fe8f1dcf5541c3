import { writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProfile, profilesFile, readProfiles } from '../../src/profiles/read-profiles.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const clientId = '4D3CF487-70f4-4e1e-9ff1-b2bfce8d9f04';
const good = { tenantId: 'contoso.com', clientId, clientSecretVariable: 'S', refreshTokenFile: 't' };
const example =
  'Write { "profiles": { "emea": { "tenantId": "…", "clientId": "…", "clientSecretFile": "…", "refreshTokenFile": "…" } } }.';

async function fileOf(value: unknown): Promise<string> {
  const file = join(await temporaryFolder(), 'p.json');
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

/** The error that reading ends with, or `taken` if there is none. */
async function refusalOf(value: unknown): Promise<string> {
  const file = await fileOf(value);
  return readProfiles(file).then(
    () => 'taken',
    (error: unknown) => (error instanceof Error ? error.message.replaceAll(file, 'FILE') : ''),
  );
}

const withField = (field: object) => refusalOf({ profiles: { emea: { ...good, ...field } } });

describe('a file of profiles', () => {
  test('is the given one, else that of the variable, else that of the working folder', () => {
    const env = { LICENSES_USAGE_PROFILES: ' of-the-variable.json\n' };
    expect(profilesFile('named.json', env)).toBe('named.json');
    expect(profilesFile(undefined, env)).toBe('of-the-variable.json');
    expect(profilesFile(undefined, { LICENSES_USAGE_PROFILES: ' ' })).toBe('licenses-usage.json');
    expect(profilesFile(undefined, {})).toBe('licenses-usage.json');
  });

  test('keeps its order, and absolute paths', async () => {
    const file = await fileOf({
      $schema: 'x',
      profiles: {
        us: { ...good, refreshTokenFile: '/secrets/us', baseUrl: 'https://partner.example/a' },
        emea: { ...good, clientSecretVariable: undefined, clientSecretFile: './s', $schema: 'x' },
      },
    });
    const [us, emea] = await readProfiles(file);
    expect(us).toMatchObject({
      name: 'us',
      clientId,
      clientSecretFile: undefined,
      clientSecretVariable: 'S',
      refreshTokenFile: '/secrets/us',
      cloud: undefined,
      baseUrl: 'https://partner.example/a',
    });
    expect(emea).toMatchObject({
      name: 'emea',
      clientSecretFile: join(file, '..', 's'),
      clientSecretVariable: undefined,
    });
    expect(isAbsolute(emea?.refreshTokenFile ?? '')).toBe(true);
    expect(await findProfile('emea', file)).toStrictEqual(emea);
    await expect(findProfile('apac', file)).rejects.toThrow(
      `--profile: ${file} has no profile "apac". It has us, emea.`,
    );
  });

  test.for([
    ['{', `FILE is not JSON. ${example}`],
    ['1', `FILE has no object "profiles". ${example}`],
    ['null', `FILE has no object "profiles". ${example}`],
    [{ profiles: [] }, `FILE has no object "profiles". ${example}`],
    [{ profiles: 'x' }, `FILE has no object "profiles". ${example}`],
    [{ profiles: {} }, `FILE: "profiles" is empty. ${example}`],
    [{ profiles: { emea: 1 } }, `FILE: profile "emea" is not an object. ${example}`],
    [{ profiles: { emea: null } }, `FILE: profile "emea" is not an object. ${example}`],
    [
      { profiles: { emea: good }, more: 1 },
      'FILE: more is not a field of a profile. Keep secrets out of this file; the fields are tenantId, clientId, ' +
        'clientSecretFile, clientSecretVariable, refreshTokenFile, cloud, baseUrl.',
    ],
  ] as const)('is refused when it is %j', async ([value, sentence]) => {
    expect(await refusalOf(value)).toBe(sentence);
  });

  test('needs each field for a sign-in, and one place of the secret', async () => {
    for (const field of ['tenantId', 'clientId', 'refreshTokenFile'])
      expect(await withField({ [field]: undefined })).toBe(
        `FILE: profile "emea" has no ${field}. ${example}`,
      );
    for (const field of [{ clientSecretVariable: undefined }, { clientSecretFile: 's' }])
      expect(await withField(field)).toBe(
        'FILE: profile "emea" needs either clientSecretFile or clientSecretVariable.',
      );
  });

  test('has names that can be a part of the name of a file', async () => {
    for (const name of ['emea', 'a', '9', '_a', 'a.b-c_D', 'x'.repeat(40)])
      expect([name, await refusalOf({ profiles: { [name]: good } })]).toStrictEqual([name, 'taken']);
    for (const name of ['', '.a', '-a', 'a b', 'a/b', 'é', 'x'.repeat(41)])
      expect([name, await refusalOf({ profiles: { [name]: good } })]).toStrictEqual([
        name,
        'FILE: a profile is named by up to 40 letters, digits, dots, dashes and underscores, such as "emea".',
      ]);
  });
});

describe('a field of a profile', () => {
  test.for<[field: string, expected: string, taken: string[], refused: unknown[]]>([
    [
      'tenantId',
      'a GUID or a domain',
      [clientId, 'contoso.onmicrosoft.com', 'contoso'],
      ['a b', '.contoso', 'contoso.', 'a..b', 'https://contoso.com', '', 1, null],
    ],
    ['clientId', 'a GUID', [clientId], [`${clientId}0`, `x${clientId}`, 'app', clientId.slice(1)]],
    [
      'refreshTokenFile',
      'the path of a file',
      ['t', 'a folder/t', 'x'.repeat(1_000)],
      ['', 'a\nb', 'a\0b', 'x'.repeat(1_001)],
    ],
    [
      'clientSecretVariable',
      'the name of an environment variable, in capitals',
      ['S', '_S1', `S${'1'.repeat(99)}`],
      ['s', '1S', 'S-1', '', `S${'1'.repeat(100)}`, 'xS', 'S x'],
    ],
    [
      'cloud',
      'global, usGovernment, china, or the address of an authority',
      ['global', 'usGovernment', 'china', 'https://login.example/a', 'http://127.0.0.1:4010'],
      ['mars', 'global2', 'xglobal', 'https://a@b', 'https://a b', 'https://', 'ftp://a'],
    ],
    [
      'baseUrl',
      'an address without user, query and fragment',
      ['https://partner.example/a', 'http://127.0.0.1:4010'],
      ['partner.example', 'https://a@b', 'https://a?b', 'https://a#b', 'https://a b', 'x https://a'],
    ],
  ])('%s takes %s', async ([field, expected, taken, refused]) => {
    for (const value of taken) expect([value, await withField({ [field]: value })]).toEqual([value, 'taken']);
    for (const value of refused)
      expect([value, await withField({ [field]: value })]).toEqual([
        value,
        `FILE: profile "emea": ${field} takes ${expected}.`,
      ]);
  });

  test('clientSecretFile takes the path of a file', async () => {
    const field = { clientSecretVariable: undefined, clientSecretFile: 'a\nb' };
    expect(await withField(field)).toBe('FILE: profile "emea": clientSecretFile takes the path of a file.');
  });

  test.for([
    'eyJhbGciOiJSUzI1NiJ9.x',
    'Bearer eyJhbGciOiJSUzI1NiJ9.x',
    'bearer  eyJhbGciOiJSUzI1NiJ9.x',
    `0.A${'x'.repeat(20)}`,
    `1.A${'x'.repeat(20)} and more`,
    `abc7Q~${'x'.repeat(31)}`,
    `~.-8Q~${'x'.repeat(34)}`,
  ])('is refused with a secret in any place: %s', async (secret) => {
    for (const [value, place] of [
      [{ profiles: { emea: { ...good, refreshTokenFile: secret } } }, 'profiles.emea.refreshTokenFile'],
      [{ profiles: { emea: { ...good, tenantId: [{ x: secret }] } } }, 'profiles.emea.tenantId.0.x'],
      [{ $schema: secret }, '$schema'],
    ] as const)
      expect(await refusalOf(value)).toBe(
        `FILE: ${place} holds a secret. Put it into a file of mode 0600, name that file in clientSecretFile or ` +
          'refreshTokenFile, and replace the secret: others may have seen it.',
      );
  });

  test.for([
    'eyJhbGc.x',
    'notes/eyJhbGciOiJSUzI1NiJ9.x',
    `0.A${'x'.repeat(19)}`,
    `2.A${'x'.repeat(20)}`,
    `x0.A${'x'.repeat(20)}`,
    `abc9Q~${'x'.repeat(31)}`,
    `abc8Q~${'x'.repeat(30)}`,
    `abc8Q~${'x'.repeat(35)}`,
    `xabc8Q~${'x'.repeat(34)}`,
  ])('is a path that only looks like a secret: %s', async (path) => {
    expect(await withField({ refreshTokenFile: path })).toBe('taken');
  });

  test('that is unknown is refused by its name, and its value is not shown', async () => {
    const refusal = await withField({ clientSecret: 'hunter2' });
    expect(refusal).toMatch(/^FILE: profiles\.emea\.clientSecret is not a field of a profile\. /);
    expect(refusal).not.toContain('hunter2');
    expect(await withField({ toString: 'x' })).toContain('profiles.emea.toString is not a field');
  });
});
