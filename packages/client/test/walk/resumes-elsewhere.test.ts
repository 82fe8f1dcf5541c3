import { describe, expect, test } from 'vitest';
import { largestPage } from '../../src/generated/limits.ts';
import { ConfigurationError, eq, type LicensesUsageClient } from '../../src/index.ts';
import { createRefreshTokenCredential } from '../../src/auth/index.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { customersPage } from './support/customers-page.ts';
import { collect, rejectionOf } from './support/collect.ts';
import { numbersOf, queryOf, usagePage, wireRows } from './support/usage-page.ts';

/** The first page's token, as a process would store it. */
async function firstToken(
  answer: Answer,
  list: (client: LicensesUsageClient) => AsyncIterable<{ readonly continuationToken?: string }>,
): Promise<string> {
  const { client } = createTestClient((request, number) =>
    number === 0 ? answer(request, number) : new Promise(() => {}),
  );
  for await (const { continuationToken } of list(client)) {
    if (continuationToken !== undefined) return continuationToken;
  }
  throw new Error('The page has no token.');
}

const exchange = { filter: eq('workloadCode', 'EXO') };

function firstUsageToken(query: Parameters<LicensesUsageClient['listLicensesUsage']>[0] = exchange) {
  const answer = usagePage(wireRows(0, 2), { '@nextLink': '?skip=2&window=a', TotalCount: 3 });
  return firstToken(answer, (client) => client.listLicensesUsage(query, { maxPageSize: 2 }).byPage());
}

const credentialOf = (tenantId: string) =>
  createRefreshTokenCredential({
    tenantId,
    clientId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
    clientSecret: 'secret',
    tokenStore: { load: async () => 'refresh-token', save: async () => {} },
    fetch: async () => Response.json({ access_token: 'token', token_type: 'Bearer', expires_in: 3_600 }),
  });

describe('a continuation token', () => {
  test('continues in another client: at the row, in the snapshot, with the parameters of the link', async () => {
    const continuationToken = await firstUsageToken();
    const { client, requests } = createTestClient([usagePage(wireRows(2, 3), { TotalCount: 3 })]);
    const pages = await collect(
      client.listLicensesUsage({ filter: eq('workloadCode', 'EXO') }).byPage({ continuationToken }),
    );
    expect(pages.map((page) => numbersOf(page.items))).toEqual([[2]]);
    expect(queryOf(requests[0])).toEqual({
      filter: "workloadCode eq 'EXO'",
      processedDateTime: '2018-10-14T00:00:00',
      top: '2',
      skip: '2',
      window: 'a',
    });
  });

  test('lets the caller choose another page size', async () => {
    const continuationToken = await firstUsageToken();
    const { client, requests } = createTestClient([usagePage(wireRows(2, 3), { TotalCount: 3 })]);
    await collect(client.listLicensesUsage(exchange).byPage({ continuationToken, maxPageSize: 500 }));
    expect(queryOf(requests[0])).toMatchObject({ top: '500', skip: '2' });
  });

  test('keeps the TotalCount of the list that it came from', async () => {
    const continuationToken = await firstUsageToken();
    const { client } = createTestClient([
      usagePage(wireRows(2, 3), { TotalCount: 4 }),
      usagePage(wireRows(2, 3), { TotalCount: 4 }),
    ]);
    const walk = client.listLicensesUsage(exchange).byPage({ continuationToken });
    await expect(walk.next()).rejects.toMatchObject({ name: 'ResponseFormatError', pointer: '/TotalCount' });
  });

  test('continues with another credential of the same tenant, in any case', async () => {
    const answer = usagePage(wireRows(0, 2), { TotalCount: 3 });
    const first = createTestClient([answer], {
      credential: credentialOf('Fabrikam.onmicrosoft.com'),
      prefetchPages: 0,
    });
    const page = await first.client.listLicensesUsage().byPage().next();
    const { continuationToken } = page.done === true ? {} : page.value;
    const { client } = createTestClient([usagePage(wireRows(2, 3), { TotalCount: 3 })], {
      credential: credentialOf('fabrikam.onmicrosoft.com'),
    });
    const pages = await collect(client.listLicensesUsage().byPage({ continuationToken }));
    expect(pages.map((resumed) => numbersOf(resumed.items))).toEqual([[2]]);
  });

  test('is absent on the last page', async () => {
    const { client } = createTestClient([usagePage(wireRows(0, 2), { '@nextLink': null, TotalCount: 2 })]);
    const pages = await collect(client.listLicensesUsage().byPage());
    expect(pages.map((page) => 'continuationToken' in page)).toEqual([false]);
  });

  test('of a list of customers continues in another client', async () => {
    const continuationToken = await firstToken(
      customersPage(['Contoso', 'Fabrikam'], { seekToken: 'seek-2' }),
      (client) => client.listCustomers({}, { maxPageSize: 2 }).byPage(),
    );
    const { client, requests } = createTestClient([customersPage(['Litware'])]);
    const pages = await collect(client.listCustomers().byPage({ continuationToken }));
    expect(pages.flatMap((page) => page.items.map((item) => item.companyProfile?.companyName))).toEqual([
      'Litware',
    ]);
    expect(requests[0]?.headers.get('MS-ContinuationToken')).toBe('seek-2');
    expect(queryOf(requests[0])).toEqual({ size: '2', seekOperation: 'Next' });
  });
});

describe('a continuation token is refused before anything is sent', () => {
  const refusal = { name: 'ConfigurationError', argument: 'continuationToken' };

  test.for([
    ['a query with another filter', { filter: eq('workloadCode', 'SFB') }],
    ['a query without a filter', {}],
    ['a query with another snapshot', { ...exchange, processedDateTime: '2018-10-14' }],
    ['a query grouped otherwise', { ...exchange, groupBy: ['channel'] }],
    ['a query for so many rows', { ...exchange, top: 100 }],
    ['a query that leaves out rows', { ...exchange, skip: 1 }],
  ] as const)('by %s', async ([, query]) => {
    const continuationToken = await firstUsageToken();
    const { client } = createTestClient([]);
    const error = await rejectionOf(client.listLicensesUsage(query).byPage({ continuationToken }).next());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject(refusal);
  });

  test('by a client of another service', async () => {
    const continuationToken = await firstUsageToken();
    const { client } = createTestClient([], { baseUrl: 'https://gateway.example/partner-center' });
    const resumed = client.listLicensesUsage(exchange).byPage({ continuationToken });
    expect(await rejectionOf(resumed.next())).toMatchObject({
      ...refusal,
      message: expect.stringMatching(/same service and partner .*start the list anew/),
    });
  });

  test.for([
    ['with another throttle.partnerKey', { throttle: { partnerKey: 'fabrikam' } }],
    ['whose credential is of another tenant', { credential: credentialOf('fabrikam.onmicrosoft.com') }],
  ] as const)('by a client of another partner, %s', async ([, options]) => {
    const continuationToken = await firstUsageToken();
    const { client } = createTestClient([], options);
    const resumed = client.listLicensesUsage(exchange).byBatch({ continuationToken });
    expect(await rejectionOf(resumed.next())).toMatchObject(refusal);
  });

  test('by the other operation, although neither query chooses anything', async () => {
    const usageToken = await firstUsageToken({});
    const customersToken = await firstToken(customersPage(['Contoso'], { seekToken: 'seek-2' }), (client) =>
      client.listCustomers().byPage(),
    );
    const { client } = createTestClient([]);
    const customers = client.listCustomers().byPage({ continuationToken: usageToken });
    expect(await rejectionOf(customers.next())).toMatchObject(refusal);
    const usage = client.listLicensesUsage().byBatch({ continuationToken: customersToken });
    expect(await rejectionOf(usage.next())).toMatchObject(refusal);
  });

  test.for(['', 'page 2', 'eyJ2ZXJzaW9uIjoxfQ'])(
    'when it is not one of this package: %j',
    async (continuationToken) => {
      const { client } = createTestClient([]);
      for (const list of [client.listLicensesUsage(), client.listCustomers()]) {
        expect(await rejectionOf(list.byPage({ continuationToken }).next())).toMatchObject(refusal);
      }
    },
  );

  test('when the page size beside it is out of range', async () => {
    const continuationToken = await firstUsageToken();
    const { client } = createTestClient([]);
    for (const maxPageSize of [0, -1, 1.5, largestPage + 1]) {
      const settings = { continuationToken, maxPageSize };
      expect(await rejectionOf(client.listLicensesUsage(exchange).byPage(settings).next())).toMatchObject({
        name: 'ConfigurationError',
        argument: 'maxPageSize',
      });
    }
  });
});
