import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createRefreshTokenCredential } from '../../src/auth/index.ts';
import { isLicensesUsageError } from '../../src/errors/is-licenses-usage-error.ts';
import { breaks, json, partnerAnswer, silence, text } from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';

const jwt = 'eyJhbGciOiJub25lIn0.eyJhcHAiOiJ1c2VyIn0.c2lnbmVk';
const opaque = 'opaque-App-and-user.token_1~+/=';

/** All ways in which a program may print a value. */
function printed(value: unknown): string {
  return [String(value), JSON.stringify(value), inspect(value, { depth: 9, showHidden: true })].join('\n');
}

/** Every header of an answer that the client may pass on. */
const echoedHeaders = [
  'MS-CV',
  'MS-RequestId',
  'MS-CorrelationId',
  'MS-ServerId',
  'Date',
  'Deprecation',
  'Sunset',
  'Link',
  'Retry-After',
  'WWW-Authenticate',
  'Content-Type',
];

/** Sends back all parts of the request, wherever it can. */
const echoing =
  (status: number, bodyOf: (token: string) => unknown): Answer =>
  ({ headers }) => {
    const authorization = headers.get('authorization') ?? '';
    const token = authorization.replace('Bearer ', '');
    const echoed = Object.fromEntries(echoedHeaders.map((name) => [name, `it was ${token}`]));
    const body = bodyOf(token);
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: echoed });
  };

/** A text in which JSON escapes every character. */
const inEscapes = (said: string) =>
  said.replaceAll(/./g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

const answers: readonly (readonly [string, Answer])[] = [
  [
    'a fault',
    echoing(400, (token) => ({ code: token, description: `Bearer ${token}`, data: [token], source: token })),
  ],
  ['a fault of the gateway', echoing(429, (token) => ({ statusCode: token, message: token }))],
  [
    'a fault of the analytics platform',
    echoing(400, (token) => ({ innererror: { code: token, data: [{ [token]: token }] } })),
  ],
  ['a fault in JSON escapes', echoing(500, (token) => `{"description":"${inEscapes(token)}"}`)],
  ['a fault in a success', echoing(200, (token) => ({ code: 7, description: token }))],
  ['a text', echoing(502, (token) => token)],
  ['a page', echoing(200, (token) => `<html>${token}`)],
  ['a success of the wrong shape', echoing(200, (token) => ({ [token]: token, items: token }))],
  [
    'a row of the wrong shape',
    echoing(200, (token) => ({ items: [{ [token]: token, processedDateTime: { [token]: token } }] })),
  ],
  ['a refused token', echoing(401, (token) => token)],
  [
    'a redirect elsewhere',
    ({ headers }) =>
      new Response(null, {
        status: 302,
        headers: { location: `https://elsewhere.example/?t=${headers.get('authorization')}` },
      }),
  ],
  [
    'a redirect to nowhere',
    ({ headers }) =>
      new Response(null, { status: 302, headers: { location: `https://${headers.get('authorization')}` } }),
  ],
  [
    'a transport error that holds the request',
    (request) => {
      throw Object.assign(new TypeError(`sending ${request.headers.get('authorization')} failed`), {
        request,
        headers: Object.fromEntries(request.headers),
        code: 'E_SENT',
        cause: Object.assign(new Error(request.headers.get('authorization') ?? ''), { request }),
      });
    },
  ],
  ['no answer in time', silence],
  [
    'a transport error that is no error',
    (request) => {
      // oxlint-disable-next-line typescript/only-throw-error -- transports do
      throw Object.fromEntries(request.headers);
    },
  ],
];

describe.each([
  ['a signed token', jwt],
  ['a token of any other form', opaque],
])('%s', (_, token) => {
  test.each(answers)('is in no error, event or notice after %s', async (__, answer) => {
    const { client, clock, events, notices } = createTestClient(answer, { credential: () => token });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(isLicensesUsageError(error)).toBe(true);
    expect(events.length).toBeGreaterThanOrEqual(4);
    for (const told of [error, events, notices]) expect(printed(told)).not.toContain(token);
  });

  test('appears in no event, notice or context of a success that repeats it', async () => {
    const answer = echoing(200, (echoed) => ({ items: [{ [echoed]: echoed }], [echoed]: 1 }));
    const { client, clock, events, notices } = createTestClient([answer], { credential: () => token });
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(notices).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'drift')).toContainEqual(
      expect.objectContaining({ kind: 'unexpected-field', field: '[redacted]' }),
    );
    for (const told of [context, events, notices]) expect(printed(told)).not.toContain(token);
  });

  test('appears in no error when the credential throws it', async () => {
    const { client, clock, events } = createTestClient([], {
      credential: () =>
        Promise.reject(Object.assign(new Error('no token'), { response: { access_token: token } })),
    });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(printed(error)).toContain('no token');
    expect(printed([error, events])).not.toContain(token);
  });

  test('that replaces a refused one appears in no error either', async () => {
    const tokens = ['refused', token];
    const { client, clock, events } = createTestClient(
      echoing(401, (echoed) => ({ error: echoed })),
      {
        credential: () => tokens.shift() ?? token,
      },
    );
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(printed([error, events])).not.toContain(token);
  });
});

describe('the secrets of a refresh token credential', () => {
  const clientSecret = 'Ab8Q~client.secret';
  const refreshToken = '0.AR-refresh-token';

  test.each([
    [
      'is refused',
      json(
        { error: 'invalid_grant', error_description: `AADSTS70008: ${refreshToken} ${clientSecret}` },
        400,
      ),
    ],
    ['gets no answer', breaks(new Error(`posting ${refreshToken} and ${clientSecret} failed`))],
    ['gets a page', text(`<html>${clientSecret}`)],
  ])('appear in no error or event when it %s', async (_, answer) => {
    const credential = createRefreshTokenCredential({
      tenantId: '0b5a3bd3-9b2c-4c6c-8f51-7a8e7d0c1a11',
      clientId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
      clientSecret,
      tokenStore: { load: async () => refreshToken, save: async () => {} },
      retry: { maxRetries: 0 },
      fetch: async (input, init) => answer(new Request(input, init), 0),
    });
    const { client, clock, events } = createTestClient([], { credential });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toMatchObject({ name: 'AuthenticationError' });
    expect(printed([error, events, client])).not.toMatch(/Ab8Q|0\.AR/);
  });
});

describe('what may be printed', () => {
  test('the client itself', () => {
    const credential = { getToken: async () => null, secret: opaque };
    const { client } = createTestClient([], { credential });
    expect(printed(client)).not.toContain(opaque);
  });

  test('an option at fault, when it may be the token', () => {
    for (const credential of [opaque, { token: opaque }, [opaque]]) {
      // @ts-expect-error a token is no credential
      const create = () => createTestClient([partnerAnswer], { credential });
      expect(create).toThrow(/^credential: expected a function/);
      expect(create).not.toThrow(opaque);
    }
  });
});
