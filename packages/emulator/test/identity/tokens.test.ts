import { createClient } from '@licenses-usage/client';
import { describe, expect, test } from 'vitest';

import {
  createEmulator,
  documentedCustomerId,
  type Emulator,
  type EmulatorOptions,
} from '../../src/index.ts';
import { type Answered, ask, customerUsage, read, usage } from '../support/ask.ts';

const start = Date.parse('2026-11-20T10:00:00Z');
const target = 'https://api.partnercenter.microsoft.com';
const refresh = { grant_type: 'refresh_token', client_id: 'app', refresh_token: 'first' };

/** An emulator whose clock only moves when a test says so. */
function emulatorAt(options: EmulatorOptions = {}) {
  let time = start;
  const emulator = createEmulator({ ...options, clock: { now: () => time } });
  return { emulator, pass: (inMs: number): number => (time += inMs) };
}

async function post(
  emulator: Emulator,
  form: Readonly<Record<string, string>>,
  version = 'v2.0/',
): Promise<Answered> {
  return read(
    await emulator.fetch(`https://login.microsoftonline.com/contoso.example/oauth2/${version}token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    }),
  );
}

function textAt({ body }: Answered, name: string): string {
  if (typeof body !== 'object' || body === null) throw new Error('The answer is not an object.');
  return String(new Map<string, unknown>(Object.entries(body)).get(name));
}

async function issued(emulator: Emulator, form: Readonly<Record<string, string>>): Promise<string> {
  return textAt(await post(emulator, { ...form }), 'access_token');
}

/** The claims of an access token, without its signature. */
function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

function askWith(emulator: Emulator, token: string, address = usage({ top: 1 })): Promise<Answered> {
  return ask(emulator, address, { Authorization: `Bearer ${token}` });
}

describe('the credential of an emulator', () => {
  test('supplies a token that the emulator accepts as its own, until it expires', async () => {
    const { emulator, pass } = emulatorAt({ tokens: { requireIssued: true, lifetimeInMs: 60_000 } });
    const { credential, fetch } = emulator;
    const client = createClient({ credential, fetch });
    expect((await client.getCustomerLicensesUsage(documentedCustomerId)).items).toHaveLength(5);
    const token = await credential();
    pass(60_000);
    const expired = await emulator.fetch(`https://x.example${usage()}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(expired.status).toBe(401);
  });

  test('speaks for a user of the emulator itself', async () => {
    expect(claimsOf(await createEmulator().credential())).toMatchObject({
      tid: 'common',
      appid: 'emulator',
      idtyp: 'user',
      amr: ['pwd', 'mfa'],
    });
  });

  test('lacks multi-factor authentication with `mfa: false`', async () => {
    const { emulator } = emulatorAt({ tokens: { mfa: false } });
    const client = createClient({ credential: emulator.credential, fetch: emulator.fetch });
    await expect(client.getPartnerLicensesUsage()).rejects.toMatchObject({ status: 401, code: '900421' });
  });
});

describe('the token endpoint', () => {
  test('exchanges a refresh token for an access token and another refresh token', async () => {
    const { emulator } = emulatorAt();
    const answer = await post(emulator, refresh);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      token_type: 'Bearer',
      expires_in: 3600,
      ext_expires_in: 3600,
      scope: `${target}/user_impersonation`,
      access_token: expect.any(String),
      refresh_token: expect.any(String),
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
    const second = await post(emulator, { ...refresh, refresh_token: textAt(answer, 'refresh_token') });
    expect(second.status).toBe(200);
    expect(textAt(second, 'refresh_token')).not.toBe(textAt(answer, 'refresh_token'));
    expect((await askWith(emulator, textAt(second, 'access_token'))).status).toBe(200);
  });

  test('returns numbers as text in version 1', async () => {
    const answer = await post(emulatorAt().emulator, { ...refresh, resource: target }, '');
    expect(answer.body).toEqual({
      token_type: 'Bearer',
      expires_in: '3600',
      ext_expires_in: '3600',
      expires_on: String(start / 1000 + 3600),
      resource: target,
      scope: 'user_impersonation',
      access_token: expect.any(String),
      refresh_token: expect.any(String),
    });
  });

  test.each([
    ['v2.0/', { scope: `${target}//.default` }, target],
    ['v2.0/', { scope: 'openid https://graph.microsoft.com/.default' }, 'https://graph.microsoft.com'],
    ['v2.0/', { scope: 'openid offline_access' }, target],
    ['', { resource: `${target}//` }, target],
    ['', { resource: 'https://graph.microsoft.com' }, 'https://graph.microsoft.com'],
    ['', {}, target],
  ])('issues a token of %j for %j whose audience is %s', async (version, asked, aud) => {
    const { emulator } = emulatorAt({ tokens: { mfa: false } });
    const answer = await post(emulator, { ...refresh, ...asked }, version);
    expect(claimsOf(textAt(answer, 'access_token'))).toEqual({
      aud,
      iss: 'https://sts.windows.net/contoso.example/',
      iat: start / 1000,
      exp: start / 1000 + 3600,
      tid: 'contoso.example',
      appid: 'app',
      idtyp: 'user',
      amr: ['pwd'],
    });
  });

  test('issues the same tokens again after a reset', async () => {
    const { emulator } = emulatorAt();
    const first = await post(emulator, refresh);
    expect((await post(emulator, refresh)).body).not.toEqual(first.body);
    emulator.reset();
    expect((await post(emulator, refresh)).body).toEqual(first.body);
  });

  const app = { client_id: 'app', client_secret: 'right' };
  const missing = (name: string): string => `The request body must contain '${name}'.`;
  test.each<[Readonly<Record<string, string>>, number, string, number, string]>([
    [{}, 400, 'invalid_request', 900144, missing('grant_type')],
    [
      { ...app, grant_type: 'password' },
      400,
      'unsupported_grant_type',
      70003,
      "The grant type 'password' is not supported.",
    ],
    [
      { grant_type: 'refresh_token', refresh_token: 'first' },
      400,
      'invalid_request',
      900144,
      missing('client_id'),
    ],
    [{ ...refresh, client_id: '' }, 400, 'invalid_request', 900144, missing('client_id')],
    [{ ...app, grant_type: 'refresh_token' }, 400, 'invalid_request', 900144, missing('refresh_token')],
    [
      { client_id: 'app', grant_type: 'client_credentials' },
      400,
      'invalid_request',
      900144,
      missing('client_secret'),
    ],
    [
      { ...refresh, client_secret: 'wrong' },
      401,
      'invalid_client',
      7000215,
      'The client secret is not valid.',
    ],
    [
      { ...refresh, ...app, refresh_token: 'another' },
      400,
      'invalid_grant',
      9002313,
      'The refresh token is malformed or not valid.',
    ],
  ])('%j is refused with %i %s', async (form, status, error, code, description) => {
    const { emulator } = emulatorAt({ tokens: { clientSecret: 'right', refreshToken: 'first' } });
    const answer = await post(emulator, form);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error, error_codes: [code] });
    expect(textAt(answer, 'error_description')).toBe(
      `AADSTS${code}: ${description} Timestamp: 2026-11-20 10:00:00Z`,
    );
    expect(textAt(answer, 'error_uri')).toBe(`https://login.microsoftonline.com/error?code=${code}`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.text).not.toMatch(/wrong|another/);
  });

  test('accepts only the configured client secret and refresh token', async () => {
    const { emulator } = emulatorAt({ tokens: { clientSecret: 'right', refreshToken: 'first' } });
    expect((await post(emulator, { ...refresh, ...app })).status).toBe(200);
  });

  test('refuses a refresh token of its own after ninety days', async () => {
    const { emulator, pass } = emulatorAt();
    const token = textAt(await post(emulator, refresh), 'refresh_token');
    pass(90 * 86_400_000 - 1);
    expect((await post(emulator, { ...refresh, refresh_token: token })).status).toBe(200);
    pass(1);
    const answer = await post(emulator, { ...refresh, refresh_token: token });
    expect(answer.body).toMatchObject({ error: 'invalid_grant', error_codes: [700082] });
    expect(textAt(answer, 'error_description')).toContain('The refresh token has expired due to inactivity.');
  });

  test('does not read a body that is larger than any token request', async () => {
    const answer = await post(emulatorAt().emulator, { ...refresh, padding: 'x'.repeat(100_000) });
    expect(answer.status).toBe(413);
  });

  test('accepts only POST', async () => {
    const answer = await ask(emulatorAt().emulator, '/common/oauth2/v2.0/token');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });
});

describe('the operations', () => {
  test.each<Readonly<Record<string, string>>>([
    {},
    { Authorization: '' },
    { Authorization: 'Basic abc' },
    { Authorization: 'Bearer' },
    { Authorization: 'Bearer two words' },
    { Authorization: 'Not a Bearer abc' },
  ])('refuse a call with %j: 401, code 800001', async (headers) => {
    const answer = await read(await emulatorAt().emulator.fetch(new URL(usage(), target), { headers }));
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: '800001' });
    expect(answer.headers.get('www-authenticate')).toBe('OAuth realm="api.partnercenter.microsoft.com"');
  });

  test('accept any other token by default', async () => {
    const answer = await ask(emulatorAt().emulator, usage({ top: 1 }), {
      Authorization: 'bearer  demo-token',
      ValidateMfa: 'True',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ismfacompliant')).toBe('true');
    const strict = emulatorAt({ tokens: { requireIssued: true } }).emulator;
    const refused = await askWith(strict, 'demo-token');
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ code: '800002' });
    expect((await askWith(strict, await issued(strict, refresh))).status).toBe(200);
  });

  test('refuse a forged token: 400, code 800002', async () => {
    const { emulator } = emulatorAt();
    const token = await issued(emulator, refresh);
    const [head = '', , signature = ''] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ aud: target, exp: 9e9, idtyp: 'user' })).toString(
      'base64url',
    );
    for (const forged of [
      `${head}.${claims}.${signature}`,
      `${token}x`,
      `${token}.x`,
      `${head}..`,
      `${head}.x`,
    ]) {
      const answer = await askWith(emulator, forged);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: '800002' });
    }
  });

  test('refuse an expired token: 401', async () => {
    const { emulator, pass } = emulatorAt({ tokens: { lifetimeInMs: 60_000 } });
    const token = await issued(emulator, refresh);
    pass(59_999);
    expect((await askWith(emulator, token)).status).toBe(200);
    pass(1);
    const answer = await askWith(emulator, token);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: '400' });
  });

  test('refuse a token for another audience: 401, code 900420', async () => {
    const { emulator } = emulatorAt();
    const token = await issued(emulator, {
      ...refresh,
      scope: 'openid https://graph.microsoft.com/.default',
    });
    const answer = await askWith(emulator, token);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: '900420' });
    const right = await issued(emulator, { ...refresh, scope: `offline_access ${target}/.default` });
    expect((await askWith(emulator, right)).status).toBe(200);
  });

  test('refuse an app-only token except for the customers list: 403, code 900329', async () => {
    const { emulator } = emulatorAt();
    const token = await issued(emulator, {
      grant_type: 'client_credentials',
      client_id: 'app',
      client_secret: 's',
    });
    for (const address of [usage(), customerUsage(documentedCustomerId), '/v1/analytics/licenses/usage']) {
      const answer = await askWith(emulator, token, address);
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ code: '900329' });
    }
    const answer = await ask(emulator, '/v1/customers', {
      Authorization: `Bearer ${token}`,
      ValidateMfa: 'true',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ismfacompliant')).toBe('false');
  });

  test('refuse a token without multi-factor authentication: 401, code 900421', async () => {
    const { emulator } = emulatorAt({ tokens: { mfa: false } });
    const answer = await askWith(emulator, await issued(emulator, refresh));
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: '900421' });
  });

  test.each([
    [true, 'true'],
    [false, 'false'],
  ])('answer ValidateMfa with whether multi-factor authentication is %s', async (mfa, told) => {
    const { emulator } = emulatorAt({ tokens: { mfa, enforceMfa: false } });
    const token = await issued(emulator, refresh);
    const answer = await ask(emulator, usage({ top: 1 }), {
      Authorization: `Bearer ${token}`,
      ValidateMfa: 'true',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ismfacompliant')).toBe(told);
    expect((await askWith(emulator, token)).headers.has('ismfacompliant')).toBe(false);
  });
});
