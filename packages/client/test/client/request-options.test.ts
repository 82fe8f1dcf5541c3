import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { customerId, fault, partnerAnswer, silence } from '../support/answers.ts';
import { rejectionOf } from '../walk/support/collect.ts';
import { createTestClient } from '../support/client.ts';

describe('an option of a request at fault', () => {
  test.each([
    ['requestOptions.abortSignal', { abortSignal: new AbortController() }],
    ['requestOptions.abortSignal', { abortSignal: null }],
    ['requestOptions.correlationId', { correlationId: 'my-own' }],
    ['requestOptions.correlationId', { correlationId: '' }],
    ['requestOptions.totalTimeoutInMs', { totalTimeoutInMs: 0 }],
    ['requestOptions.totalTimeoutInMs', { totalTimeoutInMs: '5' }],
    ['requestOptions.attemptTimeoutInMs', { attemptTimeoutInMs: 0 }],
    ['requestOptions.maxRetries', { maxRetries: -1 }],
    ['requestOptions.maxRetries', { maxRetries: '1' }],
    ['requestOptions.headers', { headers: null }],
  ])('%s is named by every operation, and nothing is sent', async (argument, options) => {
    const { client } = createTestClient([]);
    const calls: readonly (() => Promise<unknown>)[] = [
      // @ts-expect-error the types refuse it, too
      () => client.getPartnerLicensesUsage(options),
      // @ts-expect-error the types refuse it, too
      () => client.getCustomerLicensesUsage(customerId, options),
      // @ts-expect-error the types refuse it, too
      async () => client.listCustomers({}, options).next(),
      // @ts-expect-error the types refuse it, too
      async () => client.listLicensesUsage({}, options).next(),
    ];
    for (const call of calls) {
      const error = await call().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toMatchObject({ argument });
    }
  });

  test.each([-1, 33, 1.5, Number.NaN])(
    'prefetchPages of a list, when it is %j, and nothing is sent',
    async (prefetchPages) => {
      const { client } = createTestClient([]);
      const lists = [
        client.listCustomers({}, { prefetchPages }),
        client.listLicensesUsage({}, { prefetchPages }),
      ];
      for (const list of lists) {
        const error = await rejectionOf(list.next());
        expect(error).toBeInstanceOf(ConfigurationError);
        expect(error).toMatchObject({ argument: 'requestOptions.prefetchPages' });
      }
    },
  );

  test('options may be left out, empty or undefined', async () => {
    const { client, clock, requests } = createTestClient(partnerAnswer);
    const undefinedOnes = {
      abortSignal: undefined,
      correlationId: undefined,
      totalTimeoutInMs: undefined,
      attemptTimeoutInMs: undefined,
      maxRetries: undefined,
      headers: undefined,
    };
    for (const options of [undefined, {}, undefinedOnes])
      await clock.run(client.getPartnerLicensesUsage(options));
    expect(requests).toHaveLength(3);
  });
});

describe('an option of a request goes before that of the client', () => {
  test('attemptTimeoutInMs', async () => {
    const { client, clock } = createTestClient([silence], { retry: { maxRetries: 0 } });
    const call = client.getPartnerLicensesUsage({ attemptTimeoutInMs: 1_500 });
    expect(await clock.runToRejection(call)).toMatchObject({
      name: 'TimeoutError',
      limit: 'attemptTimeoutInMs',
      timeoutInMs: 1_500,
    });
    expect(clock.elapsedInMs).toBe(1_500);
  });

  test.each([0, 1, 5])('maxRetries: %d', async (maxRetries) => {
    const { client, clock, requests } = createTestClient(fault(503));
    await clock.runToRejection(client.getPartnerLicensesUsage({ maxRetries }));
    expect(requests).toHaveLength(maxRetries + 1);
  });

  test('maxRetries of a list, for each page', async () => {
    const { client, clock, requests } = createTestClient(fault(503));
    await clock.runToRejection(client.listLicensesUsage({}, { maxRetries: 1 }).next());
    expect(requests).toHaveLength(2);
  });
});
