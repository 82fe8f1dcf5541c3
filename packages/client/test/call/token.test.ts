import { describe, expect, test } from 'vitest';
import { AuthenticationError } from '../../src/errors/authentication-error.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { partnerAnswer } from '../support/answers.ts';
import { createTestClient, createTestCredential } from '../support/client.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const scope = 'https://api.partnercenter.microsoft.com/.default';
const tokensOf = (requests: readonly Request[]) =>
  requests.map(({ headers }) => headers.get('authorization')?.replace('Bearer ', ''));

describe('a TokenCredential', () => {
  test('is asked for the scope of the service, once for many calls', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one']);
    const { client, requests } = createTestClient(partnerAnswer, { clock, credential });
    await clock.run(Promise.all(Array.from({ length: 5 }, () => client.getPartnerLicensesUsage())));
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(Array.from({ length: 6 }, () => 'one'));
    expect(credential.asked.map(({ scopes }) => scopes)).toEqual([scope]);
  });

  test('of 21Vianet is asked for the scope of 21Vianet', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one']);
    const { client } = createTestClient([partnerAnswer], {
      clock,
      credential,
      baseUrl: 'https://partner.partnercenterapi.microsoftonline.cn',
    });
    await clock.run(client.getPartnerLicensesUsage());
    expect(credential.asked[0]?.scopes).toBe('https://partner.partnercenterapi.microsoftonline.cn/.default');
  });

  test('receives how long the call can wait', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one']);
    const { client } = createTestClient([partnerAnswer], { clock, credential });
    await clock.run(client.getPartnerLicensesUsage({ totalTimeoutInMs: 7_000 }));
    expect(credential.asked[0]?.options?.requestOptions).toEqual({ timeout: 7_000 });
  });
});

describe('a function that returns tokens', () => {
  test('is asked for each request, and once for those that wait together', async () => {
    let count = 0;
    const { client, clock, requests } = createTestClient(partnerAnswer, {
      credential: async () => `token-${(count += 1)}`,
    });
    await clock.run(Promise.all([client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()]));
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['token-1', 'token-1', 'token-2']);
  });

  test.each(['plain\n', ' plain', '\uFEFFplain\r\n'])('may return %j, which is trimmed', async (written) => {
    const { client, clock, requests } = createTestClient([partnerAnswer], { credential: () => written });
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['plain']);
  });

  test('may return a token without a promise', async () => {
    const { client, clock, requests } = createTestClient([partnerAnswer], { credential: () => 'plain' });
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['plain']);
  });
});

describe('a credential that has no token', () => {
  test.each([
    ['throws', () => Promise.reject(new Error('the vault is down')), 'the vault is down'],
    [
      'throws at once',
      () => {
        throw new Error('no vault');
      },
      'no vault',
    ],
    ['throws no error', () => Promise.reject('a text'), 'for a reason'],
  ])(
    'because it %s fails the call with a typed error, and nothing is sent',
    async (_, credential, reason) => {
      const { client, clock, events } = createTestClient([], { credential });
      const error = await clock.runToRejection(client.getPartnerLicensesUsage());
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(String(error)).toContain('getPartnerLicensesUsage (GET /v1/analytics/licenses/usage)');
      expect(String(error)).toContain(reason);
      expect(events.at(-1)).toMatchObject({
        type: 'call-ended',
        errorName: 'AuthenticationError',
        attempts: 0,
      });
    },
  );

  test('throws a typed error, which passes unchanged', async () => {
    const own = new AuthenticationError({ message: 'AADSTS50076: sign in again.', code: 'AADSTS50076' });
    const { client, clock } = createTestClient([], { credential: () => Promise.reject(own) });
    expect(await clock.runToRejection(client.getPartnerLicensesUsage())).toBe(own);
  });

  test.each([
    ['null', { getToken: async () => null }, 'received null'],
    ['an empty token', () => '', 'received an empty string'],
    ['a token with a line end in it', () => 'to\nken', 'received "other text (not shown)"'],
    ['a token with a space', () => 'Bearer token', 'received "other text (not shown)"'],
    ['UTF-16', () => 't\0o\0k\0', 'received "UTF-16 text, read as another encoding (not shown)"'],
  ])('but %s fails the call before anything is sent', async (_, credential, received) => {
    const { client, clock } = createTestClient([], { credential });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      argument: 'credential',
      message:
        `credential: expected a token: text without spaces or line ends, ${received}. Nothing was sent. ` +
        'Example: createClient({ credential: () => readToken() })',
    });
  });

  test('is asked again by the next call', async () => {
    const answers = [Promise.reject(new Error('once')), Promise.resolve('two')];
    const { client, clock, requests } = createTestClient([partnerAnswer], {
      credential: () => answers.shift() ?? 'three',
    });
    await clock.runToRejection(client.getPartnerLicensesUsage());
    await clock.run(client.getPartnerLicensesUsage());
    expect(tokensOf(requests)).toEqual(['two']);
  });
});

describe('where a token goes', () => {
  test.each([
    'http://api.partnercenter.microsoft.com',
    'http://192.168.0.1',
    'http://localhost.example',
    'ftp://localhost',
  ])('not to %s', (baseUrl) => {
    expect(() => createTestClient([], { baseUrl })).toThrow(ConfigurationError);
  });

  test.each([
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
    'https://proxy.example/pc/',
  ])('to %s', async (baseUrl) => {
    const { client, clock, requests } = createTestClient([partnerAnswer], { baseUrl });
    await clock.run(client.getPartnerLicensesUsage());
    expect(requests[0]?.url).toBe(`${baseUrl.replace(/\/$/, '')}/v1/analytics/licenses/usage`);
  });
});
