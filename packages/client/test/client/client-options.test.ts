import { describe, expect, expectTypeOf, test } from 'vitest';
import { createClient } from '../../src/create-client.ts';
import type { LicensesUsageClient } from '../../src/generated/client.ts';
import { operations } from '../../src/generated/operations.ts';
import type { ClientOptions } from '../../src/client-options.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { customerAnswer, customerId, partnerAnswer } from '../support/answers.ts';
import { createTestClient, token } from '../support/client.ts';

const credential = () => token;

describe('an option at fault is named before anything is sent', () => {
  // The type `object` hides the mistakes from the compiler.
  const faults: readonly (readonly [string, object])[] = [
    ['credential', { credential: undefined }],
    ['credential', { credential: 'a-token' }],
    ['credential', { credential: { getToken: 'a-token' } }],
    ['baseUrl', { baseUrl: 'api.partnercenter.microsoft.com' }],
    ['baseUrl', { baseUrl: 'http://api.partnercenter.microsoft.com' }],
    ['commercialPathPrefix', { commercialPathPrefix: '/v1' }],
    ['locale', { locale: 'en\n-US' }],
    ['applicationName', { applicationName: '' }],
    ['fetch', { fetch: 'https://example.com' }],
    ['attemptTimeoutInMs', { attemptTimeoutInMs: 0 }],
    ['attemptTimeoutInMs', { attemptTimeoutInMs: Number.NaN }],
    ['totalTimeoutInMs', { totalTimeoutInMs: -1 }],
    ['totalTimeoutInMs', { totalTimeoutInMs: '5000' }],
    ['maxBodySizeInBytes', { maxBodySizeInBytes: 0 }],
    ['maxBodySizeInBytes', { maxBodySizeInBytes: 1.5 }],
    ['prefetchPages', { prefetchPages: -1 }],
    ['prefetchPages', { prefetchPages: 33 }],
    ['retry.maxRetries', { retry: { maxRetries: -1 } }],
    ['retry.maxRetries', { retry: { maxRetries: Infinity } }],
    ['retry.baseDelayInMs', { retry: { baseDelayInMs: -1 } }],
    ['retry.maxDelayInMs', { retry: { maxDelayInMs: Number.NaN } }],
    ['throttle.maxConcurrency', { throttle: { maxConcurrency: 0 } }],
    ['throttle.store', { throttle: { store: {} } }],
    ['throttle.partnerKey', { throttle: { partnerKey: '' } }],
    ['onEvent', { onEvent: 'console.log' }],
    ['onDeprecation', { onDeprecation: {} }],
    ['clock', { clock: Date }],
  ];

  test.each(faults)('%s in %j', (argument, options) => {
    const given = { credential, ...options };
    const create = () => createClient(given);
    expect(create).toThrow(ConfigurationError);
    expect(create).toThrow(expect.objectContaining({ argument }));
    expect(create).toThrow(/Nothing was sent\. Example: /);
  });

  const credentialExample = 'Example: createClient({ credential: () => readToken() })';

  test.each([
    [undefined, '"undefined"'],
    [null, 'null'],
    ['a-token', '"string"'],
  ])('the options themselves, when they are %j, without showing them', (options, received) => {
    // @ts-expect-error options are an object
    expect(() => createClient(options)).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        argument: 'options',
        message: `options: expected an object, received ${received}. Nothing was sent. ${credentialExample}`,
      }),
    );
  });

  test.each([
    [undefined, '"undefined"'],
    [null, '"object"'],
    ['a-token', '"string"'],
    [{ getToken: 'a-token' }, 'an object'],
  ])('the credential, when it is %j, without showing it', (wrong, received) => {
    const given: object = { credential: wrong };
    // @ts-expect-error the type `object` hides the mistake
    expect(() => createClient(given)).toThrow(
      'credential: expected a function that returns a token, or an object with getToken, ' +
        `received ${received}. Nothing was sent. ${credentialExample}`,
    );
  });

  const mended: readonly (readonly [string, object, string])[] = [
    ['applicationName', { applicationName: ' ' }, "'Contoso dashboard'"],
    ['logger', { logger: {} }, 'console'],
    ['locale', { locale: '' }, "'en-US'"],
  ];

  test.each(mended)('%s, with a value that works', (_, options, example) => {
    const given = { credential, ...options };
    expect(() => createClient(given)).toThrow(`Example: ${example}`);
  });
});

describe('the headers about the sender', () => {
  test('without options', async () => {
    const { client, clock, requests } = createTestClient([partnerAnswer]);
    await clock.run(client.getPartnerLicensesUsage());
    const [request] = requests;
    expect(request?.method).toBe('GET');
    expect(request?.url).toBe('https://api.partnercenter.microsoft.com/v1/analytics/licenses/usage');
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'ms-contract-version': 'v1',
      'ms-correlationid': expect.any(String),
      'ms-partnercenter-client': 'licenses-usage TypeScript client',
      'ms-requestid': expect.any(String),
      'x-locale': 'en-US',
    });
  });

  test('with all of them', async () => {
    const { client, clock, requests } = createTestClient([customerAnswer], {
      baseUrl: new URL('https://proxy.example/partner-center/'),
      locale: 'sv-SE',
      applicationName: 'Contoso dashboard',
    });
    await clock.run(client.getCustomerLicensesUsage(customerId));
    const [request] = requests;
    expect(request?.url).toBe(
      `https://proxy.example/partner-center/v1/customers/${customerId}/analytics/licenses/usage`,
    );
    expect(request?.headers.get('x-locale')).toBe('sv-SE');
    expect(request?.headers.get('ms-partnercenter-application')).toBe('Contoso dashboard');
  });
});

describe('a client', () => {
  test('has a method for each operation of the API description', () => {
    const client = createClient({ credential });
    expect(Object.keys(client)).toEqual(Object.keys(operations));
    expect(client).toMatchObject({ listLicensesUsage: expect.any(Function) });
    expectTypeOf(createClient).returns.toEqualTypeOf<LicensesUsageClient>();
    expectTypeOf<ClientOptions>().toExtend<{ credential: unknown }>();
  });

  test('calls the current global fetch, so that instrumentation can replace it later', async () => {
    const client = createClient({ credential });
    const original = globalThis.fetch;
    try {
      globalThis.fetch = () => Promise.resolve(new Response('{"items":[]}'));
      const { items } = await client.getPartnerLicensesUsage();
      expect(items).toEqual([]);
    } finally {
      globalThis.fetch = original;
    }
  });
});
