import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  createRefreshTokenCredential,
  type RefreshTokenCredentialOptions,
  type TokenStore,
} from '../../src/auth/index.ts';
import type { GetTokenOptions } from '../../src/credential.ts';
import { isLicensesUsageError } from '../../src/errors/is-licenses-usage-error.ts';
import { thrownBy } from '../support/thrown-by.ts';
import {
  clientId,
  clientSecret,
  MemoryTokenStore,
  refreshToken,
  rejectionOf,
  scope,
  setUp,
  tenantId,
} from './support/credential.ts';
import { answer, answerText, createTokenService, grant, type TokenHandler } from './support/token-service.ts';

const accessToken = 'access/token+1';
const newRefreshToken = '1.AR/second+ref~resh=';
const idToken = 'id/token+1';
const secrets = [clientSecret, refreshToken, newRefreshToken, accessToken, idToken];

/** Every text that a logger may produce from a value. */
function printed(value: unknown): string {
  return [
    String(value),
    JSON.stringify(value),
    inspect(value, { depth: 9, showHidden: true, getters: true, maxStringLength: null }),
    value instanceof Error ? value.stack : '',
  ].join('\n');
}

function formsOf(secret: string): string[] {
  const formEncoded = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, encodeURIComponent(secret), formEncoded, JSON.stringify(secret).slice(1, -1)];
}

function expectNoSecret(text: string): void {
  for (const form of secrets.flatMap(formsOf)) expect(text).not.toContain(form);
}

/** All parts of a request, as a hostile endpoint sees them. */
function seenBy(form: URLSearchParams): string {
  const { client_secret: secret = '', refresh_token: token = '' } = Object.fromEntries(form);
  return `${form.toString()} secret ${secret} and token ${token} and ${JSON.stringify({ secret, token })}`;
}

/** Writes every character of a JSON document's texts as an escape. */
function inEscapes(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[A-Za-z+/=~]/g, (character, offset: number, json: string) => {
    const isInText = (json.slice(0, offset).match(/"/g)?.length ?? 0) % 2 === 1;
    return isInText ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character;
  });
}

const hostileHandlers: Readonly<Record<string, TokenHandler>> = {
  'echoes the request in its description': (form) =>
    Response.json(
      {
        error: 'invalid_client',
        error_description: `AADSTS7000215: ${seenBy(form)}`,
        error_codes: [7000215],
      },
      { status: 401 },
    ),
  'echoes the request as codes and ids': (form) =>
    Response.json(
      {
        error: seenBy(form),
        error_codes: [seenBy(form)],
        trace_id: seenBy(form),
        correlation_id: seenBy(form),
        claims: seenBy(form),
        suberror: seenBy(form),
      },
      { status: 400 },
    ),
  'echoes the request in the words of a gateway': (form) =>
    Response.json({ statusCode: seenBy(form), message: seenBy(form) }, { status: 500 }),
  'echoes the request in the words of Partner Center': (form) =>
    Response.json({ code: seenBy(form), description: seenBy(form) }, { status: 403 }),
  'echoes single secrets in escapes': (form) =>
    new Response(
      inEscapes({ error: form.get('client_secret'), error_description: form.get('refresh_token') }),
      { status: 400 },
    ),
  'echoes the request in headers': (form) =>
    new Response('', {
      status: 503,
      headers: {
        'x-ms-request-id': form.toString(),
        'retry-after': form.toString(),
        location: form.toString(),
      },
    }),
  'refuses and describes the tokens that it also grants': answer(
    {
      error: 'invalid_grant',
      error_description: `granted ${accessToken} and ${newRefreshToken} and ${idToken}`,
      access_token: accessToken,
      refresh_token: newRefreshToken,
      id_token: idToken,
    },
    { status: 400 },
  ),
  'echoes the request in HTML': (form) => new Response(`<html>${seenBy(form)}</html>`, { status: 500 }),
  'echoes the request as a success that is no JSON': (form) => new Response(seenBy(form)),
  'echoes the request as JSON that is no object': (form) => Response.json(seenBy(form)),
  'echoes the request in the place of tokens': (form) =>
    Response.json({ access_token: seenBy(form), token_type: seenBy(form), expires_in: seenBy(form) }),
  'echoes the request in token_type': (form) =>
    grant(accessToken, { token_type: seenBy(form) })(form, request()),
  'echoes the request in expires_in': (form) =>
    grant(accessToken, { expires_in: seenBy(form) })(form, request()),
  'grants a refresh token that is none': grant(accessToken, {
    refresh_token: `${newRefreshToken} ${newRefreshToken}`,
  }),
  'redirects with the request in the address': (form) =>
    new Response(null, {
      status: 307,
      headers: { location: `https://collector.example/?${form.toString()}` },
    }),
  'is cut off by an error that holds the request': (form, sent) =>
    Promise.reject(
      Object.assign(new TypeError(`fetch failed: ${seenBy(form)}`, { cause: new Error(form.toString()) }), {
        request: sent,
        form,
        code: seenBy(form),
      }),
    ),
  'is cut off by something that is no error': (form) => Promise.reject(form),
  'sends a body that is not UTF-8': (form) =>
    new Response(new Blob([seenBy(form), new Uint8Array([0xff])]), { status: 400 }),
  'cuts the body off with an error that holds the request': (form) =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.error(new Error(seenBy(form)));
        },
      }),
    ),
};

function request(): Request {
  return new Request('https://login.microsoftonline.com');
}

const options = { tenantId, clientId, clientSecret, tokenStore: new MemoryTokenStore() };

describe('no secret is shown', () => {
  test('by the credential, before and after its use', async () => {
    const service = createTokenService(grant(accessToken, { refresh_token: newRefreshToken }));
    const { credential } = setUp(service.fetch, {
      tokenStore: { load: async () => refreshToken, save: async () => {} },
    });
    expectNoSecret(printed(credential));
    expect((await credential.getToken(scope))?.token).toBe(accessToken);
    expectNoSecret(printed(credential));
    expect(JSON.stringify(credential)).toBe('{}');
  });

  test('by the credential while a new refresh token is unsaved', async () => {
    const service = createTokenService(grant(accessToken, { refresh_token: newRefreshToken }));
    const { credential } = setUp(service.fetch, {
      tokenStore: { load: async () => refreshToken, save: async () => Promise.reject(new Error('full')) },
    });
    const error = await rejectionOf(credential.getToken(scope));
    expect(error).toHaveProperty('cause', new Error('full'));
    expectNoSecret(printed(credential));
  });

  test.each(Object.entries(hostileHandlers))('when the endpoint %s', async (_case, handler) => {
    const service = createTokenService(handler);
    const { credential } = setUp(service.fetch);
    const error = await rejectionOf(credential.getToken(scope));
    expect(isLicensesUsageError(error)).toBe(true);
    expectNoSecret(printed(error));
    expect(printed(error)).not.toContain('collector.example');
  });

  test('when the endpoint does not answer in time', async () => {
    const service = createTokenService(() => new Promise<never>(() => {}));
    const { credential, clock } = setUp(service.fetch);
    const failed = rejectionOf(credential.getToken(scope));
    await service.received(1);
    await clock.advance(30_000);
    const error = await failed;
    expect(isLicensesUsageError(error)).toBe(true);
    expectNoSecret(printed(error));
  });

  test('when an id that the endpoint gives is the refresh token', async () => {
    const guid = '5f0c1f9e-8f6b-4a57-9a5e-0d8c4b8a7e61';
    const service = createTokenService(
      answerText('', { status: 501, headers: { 'x-ms-request-id': guid } }),
      answer({ error: 'invalid_client', trace_id: guid, correlation_id: guid }, { status: 400 }),
      answer({ error: 'invalid_grant', error_codes: ['1234567890'] }, { status: 400 }),
    );
    const { credential } = setUp(service.fetch, {
      tokenStore: new MemoryTokenStore(guid),
      clientSecret: '1234567890',
    });
    for (const count of [1, 2, 3]) {
      const error = await rejectionOf(credential.getToken(scope));
      expect(isLicensesUsageError(error)).toBe(true);
      expect(printed(error)).not.toContain(guid);
      expect(printed(error)).not.toContain('1234567890');
      expect(service.requests).toHaveLength(count);
    }
  });

  test.each<[string, TokenStore]>([
    [
      'fails to save and names the tokens',
      {
        load: async () => refreshToken,
        save: async (token) =>
          Promise.reject(
            Object.assign(new Error(`${refreshToken} to ${token}`, { cause: token }), { token }),
          ),
      },
    ],
    [
      'fails to load and names the client secret',
      {
        load: async () => Promise.reject(Object.assign(new Error(`with ${clientSecret}`), { clientSecret })),
        save: async () => {},
      },
    ],
    [
      'loads something that is no token',
      { load: async () => `${refreshToken} ${refreshToken}`, save: async () => {} },
    ],
  ])('when the store %s', async (_case, tokenStore) => {
    const { credential } = setUp(
      async (input, init) => {
        const sent = new Request(input, init);
        return grant(accessToken, { refresh_token: newRefreshToken })(new URLSearchParams(), sent);
      },
      { tokenStore },
    );
    const error = await rejectionOf(credential.getToken(scope));
    expect(isLicensesUsageError(error)).toBe(true);
    expectNoSecret(printed(error));
  });

  test.each<[string, Partial<Record<keyof RefreshTokenCredentialOptions, unknown>>]>([
    ['tenantId', { tenantId: clientSecret }],
    ['clientId', { clientId: clientSecret }],
    ['clientSecret', { clientSecret: `${clientSecret} ${clientSecret}` }],
    ['clientSecret', { clientSecret: { value: clientSecret } }],
    ['tokenStore', { tokenStore: refreshToken }],
    ['tokenStore', { tokenStore: { load: refreshToken } }],
    ['authority', { authority: clientSecret }],
    [
      'authority',
      { authority: `https://user:${encodeURIComponent(clientSecret)}@login.microsoftonline.com` },
    ],
    ['authority', { authority: `https://login.microsoftonline.com/?${encodeURIComponent(clientSecret)}` }],
    ['fetch', { fetch: clientSecret }],
  ])('when it was put into the option %s by mistake', (argument, wrong) => {
    // @ts-expect-error a caller without types
    const error = thrownBy(() => createRefreshTokenCredential({ ...options, ...wrong }));
    expect(error).toMatchObject({ name: 'ConfigurationError', argument });
    expectNoSecret(printed(error));
  });

  test('in a URL', async () => {
    const service = createTokenService(grant(accessToken), grant(accessToken));
    const { credential } = setUp(service.fetch);
    const calls: GetTokenOptions[] = [{}, { claims: '{"access_token":{}}' }];
    for (const call of calls) await credential.getToken(scope, call);
    expect(service.requests).toHaveLength(2);
    for (const { url, headers } of service.requests) {
      expectNoSecret(url);
      expectNoSecret(JSON.stringify([...headers]));
    }
  });
});
