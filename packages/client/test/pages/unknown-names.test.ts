import { describe, expect, test } from 'vitest';
import { createTestClient } from '../support/client.ts';
import { rejectionOf } from '../walk/support/collect.ts';
import { usagePage, wireRows } from '../walk/support/usage-page.ts';

/** Lists with arguments that the types refuse. Nothing is sent: no answer is registered. */
async function refusalOf(query: object, options: object = {}, settings: object = {}): Promise<unknown> {
  const { client } = createTestClient([]);
  return rejectionOf(client.listLicensesUsage(query, options).byPage(settings).next());
}

describe('a name in a query that is not known', () => {
  const known = 'one of filter, groupBy, processedDateTime, top, skip';

  test.for([
    ['groupby', 'query.groupBy'],
    ['group_by', 'query.groupBy'],
    ['$filter', 'query.filter'],
    ['filters', 'query.filter'],
    ['processedDate', 'query.processedDateTime'],
    ['limit', 'query.top'],
    ['maxPageSize', 'requestOptions.maxPageSize'],
    ['pageSize', 'requestOptions.maxPageSize'],
    ['abortSignal', 'requestOptions.abortSignal'],
    ['customerTenantId', '{ top: 100 }'],
    ['constructor', '{ top: 100 }'],
  ] as const)('%s is refused, and %s shown', async ([name, meant]) => {
    expect(await refusalOf({ [name]: 1 })).toMatchObject({
      name: 'ConfigurationError',
      argument: `query.${name}`,
      message: `query.${name}: expected ${known}, received "${name}". Nothing was sent. Example: ${meant}`,
    });
  });

  test('is refused for customers, who have names of their own', async () => {
    const { client } = createTestClient([]);
    const query: object = { top: 5, filter: undefined, skip: 10 };
    expect(await rejectionOf(client.listCustomers(query).next())).toMatchObject({
      argument: 'query.skip',
      message: expect.stringContaining('expected one of top, filter, received "skip"'),
    });
  });
});

describe('an option of a list', () => {
  test.for([
    ['signal', 'requestOptions.abortSignal'],
    ['abortsignal', 'requestOptions.abortSignal'],
    ['timeout', 'requestOptions.totalTimeoutInMs'],
    ['totalTimeout', 'requestOptions.totalTimeoutInMs'],
    ['attemptTimeoutMs', 'requestOptions.attemptTimeoutInMs'],
    ['retries', 'requestOptions.maxRetries'],
    ['pageSize', 'requestOptions.maxPageSize'],
    ['header', 'requestOptions.headers'],
    ['top', 'query.top'],
    ['groupBy', 'query.groupBy'],
    ['continuationToken', 'settings.continuationToken of byPage()'],
  ] as const)('%s is refused, and %s named', async ([name, meant]) => {
    expect(await refusalOf({}, { [name]: 1 })).toMatchObject({
      name: 'ConfigurationError',
      argument: `requestOptions.${name}`,
      message: `requestOptions.${name}: expected the name ${meant}, received "${name}". Nothing was sent. Example: ${meant}`,
    });
  });

  test.for([
    ['continuationtoken', 'settings.continuationToken'],
    ['pageSize', 'requestOptions.maxPageSize'],
    ['signal', 'requestOptions.abortSignal'],
  ] as const)('%s of byPage() is refused, and %s named', async ([name, meant]) => {
    expect(await refusalOf({}, {}, { [name]: 1 })).toMatchObject({
      argument: `settings.${name}`,
      message: expect.stringContaining(`expected the name ${meant}`),
    });
  });

  test('is ignored when it is meant for another library, or undefined', async () => {
    const { client } = createTestClient([usagePage(wireRows(0, 2))]);
    const shared: object = { tracingOptions: {}, onResponse: () => {}, signal: undefined, id: 1 };
    expect(await client.listLicensesUsage({ top: 2 }, shared).toArray()).toHaveLength(2);
  });
});
