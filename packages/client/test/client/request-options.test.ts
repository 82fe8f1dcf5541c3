import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { customerId, partnerAnswer } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';

describe('an option of a request at fault', () => {
  test.each([
    ['requestOptions.abortSignal', { abortSignal: new AbortController() }],
    ['requestOptions.abortSignal', { abortSignal: null }],
    ['requestOptions.correlationId', { correlationId: 'my-own' }],
    ['requestOptions.correlationId', { correlationId: '' }],
    ['requestOptions.totalTimeoutInMs', { totalTimeoutInMs: 0 }],
    ['requestOptions.totalTimeoutInMs', { totalTimeoutInMs: '5' }],
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
    (prefetchPages) => {
      const { client } = createTestClient([]);
      const lists = [
        () => client.listCustomers({}, { prefetchPages }),
        () => client.listLicensesUsage({}, { prefetchPages }),
      ];
      for (const list of lists) {
        expect(list).toThrow(ConfigurationError);
        expect(list).toThrow(expect.objectContaining({ argument: 'requestOptions.prefetchPages' }));
      }
    },
  );

  test('options may be left out, empty or undefined', async () => {
    const { client, clock, requests } = createTestClient(partnerAnswer);
    const undefinedOnes = { abortSignal: undefined, correlationId: undefined, totalTimeoutInMs: undefined };
    for (const options of [undefined, {}, undefinedOnes])
      await clock.run(client.getPartnerLicensesUsage(options));
    expect(requests).toHaveLength(3);
  });
});
