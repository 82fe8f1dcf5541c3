import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fetch } from '@licenses-usage/client';
import { describe, expect, test } from 'vitest';
import { findCredential, readEnvironment, variableName } from '../../src/connection/credential.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { tokenWith } from '../support/token.ts';

const nobody: Fetch = () => Promise.reject(new Error('Nobody is asked.'));
const token = (value: string) => new Map([['PARTNER_CENTER_TOKEN', value]]);

describe('an access token', () => {
  test.for(['tok', '"tok"', "'tok'", 'Bearer tok', 'bearer   tok', '"Bearer tok"', 'Bearer tok '])(
    'copied as %s is sent correctly',
    async (copied) => {
      const { credential, source } = await findCredential(token(copied), nobody);
      expect(typeof credential === 'function' && credential()).toBe('tok');
      expect(source).toBe('PARTNER_CENTER_TOKEN');
    },
  );

  test.for([`"tok'`, 'tokBearer x', '"tok'])(
    'is left unchanged when it only looks wrapped: %s',
    async (given) => {
      const { credential } = await findCredential(token(given), nobody);
      expect(typeof credential === 'function' && credential()).toBe(given);
    },
  );

  test('names its tenant, in lower case', async () => {
    const tid = 'A1B2C3D4-6d1b-4e8f-9a07-0b1c2d3e4f5a';
    const partnerOf = async (given: string) => (await findCredential(token(given), nobody)).partner;
    expect(await partnerOf(`Bearer ${tokenWith({ tid })}`)).toBe(tid.toLowerCase());
    expect(await partnerOf(tokenWith({ tid: 1 }))).toBeNull();
    expect(await partnerOf('opaque')).toBeNull();
  });
});

describe('a refresh token', () => {
  async function variables(more: Readonly<Record<string, string>> = {}) {
    const file = join(await temporaryFolder(), 'token');
    await writeFile(file, 'first');
    await chmod(file, 0o600);
    return new Map(
      Object.entries({
        PARTNER_CENTER_TENANT_ID: 'Contoso.onmicrosoft.com',
        PARTNER_CENTER_CLIENT_ID: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
        PARTNER_CENTER_CLIENT_SECRET: 'secret',
        PARTNER_CENTER_REFRESH_TOKEN_FILE: file,
        ...more,
      }),
    );
  }

  test('names each variable that it lacks', async () => {
    const all = await variables();
    for (const name of all.keys()) {
      const others = new Map([...all].filter(([other]) => other !== name));
      await expect(findCredential(others, nobody)).rejects.toThrow(
        `Set ${name} as well: the refresh token can't be used without them.`,
      );
    }
    const two = new Map([...all].slice(0, 2));
    await expect(findCredential(two, nobody)).rejects.toThrow(
      'Set PARTNER_CENTER_CLIENT_SECRET, PARTNER_CENTER_REFRESH_TOKEN_FILE as well',
    );
    await expect(findCredential(new Map(), nobody)).rejects.toThrow(
      'There are no credentials. Set PARTNER_CENTER_TOKEN to an App+User token, or set PARTNER_CENTER_TENANT_ID, ' +
        'PARTNER_CENTER_CLIENT_ID, PARTNER_CENTER_CLIENT_SECRET, PARTNER_CENTER_REFRESH_TOKEN_FILE. ' +
        'To try everything without an account, add --demo.',
    );
  });

  test.for([
    [undefined, 'https://login.microsoftonline.com'],
    ['global', 'https://login.microsoftonline.com'],
    ['usGovernment', 'https://login.microsoftonline.us'],
    ['china', 'https://login.partner.microsoftonline.cn'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
  ] as const)('is redeemed at the authority %s', async ([authority, origin]) => {
    const asked: { origin: string; form: Record<string, string> }[] = [];
    const fetch: Fetch = async (input, init) => {
      const request = new Request(input, init);
      const form = Object.fromEntries(new URLSearchParams(await request.text()));
      asked.push({ origin: new URL(request.url).origin, form });
      return Response.json({
        token_type: 'Bearer',
        expires_in: 3600,
        access_token: 'access',
        refresh_token: 'second',
      });
    };
    const given = await variables(authority === undefined ? {} : { PARTNER_CENTER_AUTHORITY: authority });
    const { credential, source, partner } = await findCredential(given, fetch);
    expect({ source, partner }).toStrictEqual({
      source: 'the refresh token in PARTNER_CENTER_REFRESH_TOKEN_FILE',
      partner: 'contoso.onmicrosoft.com',
    });
    if (typeof credential === 'function') throw new Error('Expected a credential with getToken.');
    expect(await credential.getToken('https://api.partnercenter.microsoft.com/.default')).toMatchObject({
      token: 'access',
    });
    expect(asked).toMatchObject([{ origin, form: { refresh_token: 'first', client_secret: 'secret' } }]);
  });

  test('starts a sign-in that workers share on request, and leaves its file unchanged', async () => {
    const given = await variables();
    const begun: string[] = [];
    const saved: string[] = [];
    const fetch: Fetch = async () =>
      Response.json({ token_type: 'Bearer', expires_in: 3600, access_token: 'a', refresh_token: 'second' });
    const open = (refreshToken: string) => {
      begun.push(refreshToken);
      return { load: async () => refreshToken, save: async (next: string) => void saved.push(next) };
    };
    const { credential, source, partner } = await findCredential(given, fetch, open);
    if (typeof credential === 'function') throw new Error('Expected a credential with getToken.');
    await credential.getToken('https://api.partnercenter.microsoft.com/.default');
    expect({ begun, saved, source, partner }).toStrictEqual({
      begun: ['first'],
      saved: ['second'],
      source: 'the refresh token in PARTNER_CENTER_REFRESH_TOKEN_FILE',
      partner: 'contoso.onmicrosoft.com',
    });
    const path = given.get('PARTNER_CENTER_REFRESH_TOKEN_FILE') ?? '';
    expect(await readFile(path, 'utf8')).toBe('first');
    await writeFile(path, ' \n');
    await expect(findCredential(given, nobody, open)).rejects.toThrow(
      `PARTNER_CENTER_REFRESH_TOKEN_FILE names ${path}, which is empty.`,
    );
    await expect(findCredential(token('tok'), nobody, open)).rejects.toThrow(
      '--share-token shares a refresh token. Unset PARTNER_CENTER_TOKEN, or leave it out.',
    );
  });

  test.for(['mars', 'ftp://login.example', 'login https://x', 'https://a b'])(
    'is not sent to the authority %s',
    async (authority) => {
      const given = await variables({ PARTNER_CENTER_AUTHORITY: authority });
      await expect(findCredential(given, nobody)).rejects.toThrow(
        'PARTNER_CENTER_AUTHORITY: expected global, usGovernment, china, or the address of an authority.',
      );
    },
  );
});

test('a variable of the process overrides that of a file, and an empty one is unset', async () => {
  const file = join(await temporaryFolder(), '.env');
  await writeFile(file, 'A=of the file\nB=of the file\nC=\nD= "blanks " \n');
  const environment = await readEnvironment({ A: ' ', B: 'of the process\n', E: undefined }, file);
  expect([...environment]).toStrictEqual([
    ['A', 'of the file'],
    ['B', 'of the process'],
    ['D', 'blanks'],
  ]);
  expect(await readEnvironment({ A: '1' }, undefined)).toStrictEqual(new Map([['A', '1']]));
  await expect(readEnvironment({}, `${file}.missing`)).rejects.toThrow(
    `--dotenv ${file}.missing: there is no such file or folder.`,
  );
});

test('a line without a variable hides no other, even on Node.js 20', async () => {
  const file = join(await temporaryFolder(), '.env');
  await writeFile(file, 'A=1\na wrapped line\nB=2\n');
  expect([...(await readEnvironment({}, file))]).toStrictEqual([
    ['A', '1'],
    ['B', '2'],
  ]);
  for (const name of ['B', 'a wrapped line\nB', 'x\n\nB', 'x\n  export B'])
    expect(variableName(name)).toBe('B');
});
