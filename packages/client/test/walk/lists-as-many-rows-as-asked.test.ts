import { describe, expect, expectTypeOf, test } from 'vitest';
import { largestPage } from '../../src/generated/limits.ts';
import { ConfigurationError, type LicensesUsageClient, type LicensesUsageRow } from '../../src/index.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { collect, rejectionOf } from './support/collect.ts';
import { customersPage } from './support/customers-page.ts';
import { largeRow } from './support/large-page.ts';
import { numbers, numbersOf, queryOf, usagePage, wireRows } from './support/usage-page.ts';

/** Serves as many rows as are requested, of `total`. */
function service(total: number): Answer {
  return (request, number) => {
    const { skip = '0', top = String(largestPage) } = queryOf(request);
    const to = Math.min(total, Number(skip) + Number(top));
    return usagePage(wireRows(Number(skip), to), { TotalCount: total })(request, number);
  };
}

const asked = (requests: readonly Request[]) =>
  requests.map((request) => {
    const { top, skip } = queryOf(request);
    return [skip, top];
  });

describe('top', () => {
  test('is the total number of rows in a list', async () => {
    const { client, requests } = createTestClient(service(25));
    expect(numbersOf(await collect(client.listLicensesUsage({ top: 5 })))).toEqual(numbers(0, 5));
    expect(asked(requests)).toEqual([[undefined, '5']]);
  });

  test('makes the last page ask for no more than is needed', async () => {
    const { client, requests } = createTestClient(service(25), { prefetchPages: 4 });
    const rows = await collect(client.listLicensesUsage({ top: 12, skip: 3 }, { maxPageSize: 5 }));
    expect(numbersOf(rows)).toEqual(numbers(3, 15));
    expect(asked(requests)).toEqual([
      ['3', '5'],
      ['8', '5'],
      ['13', '2'],
    ]);
  });

  test('may be above the largest page', async () => {
    const top = largestPage + 2_000;
    const { client, requests } = createTestClient(service(2 * top));
    expect(await client.listLicensesUsage({ top }).toArray()).toHaveLength(top);
    expect(asked(requests)).toEqual([
      [undefined, String(largestPage)],
      [String(largestPage), '2000'],
    ]);
  });

  test('may be above the number of rows that there are', async () => {
    const { client } = createTestClient(service(7));
    expect(numbersOf(await collect(client.listLicensesUsage({ top: 100 })))).toEqual(numbers(0, 7));
  });

  test.for([
    ['small pages', wireRows(0, 9)],
    ['pages that are streamed', Array.from({ length: 100 }, (_, index) => largeRow(index))],
  ] as const)('cuts what a service sends beyond it, with %s', async ([, rows]) => {
    const { client } = createTestClient(usagePage(rows, { TotalCount: rows.length }));
    expect(numbersOf(await collect(client.listLicensesUsage({ top: 4 })))).toEqual(numbers(0, 4));
    expect(numbersOf((await collect(client.listLicensesUsage({ top: 4 }).byBatch())).flat())).toEqual(
      numbers(0, 4),
    );
    const [page, ...others] = await collect(client.listLicensesUsage({ top: 4 }).byPage());
    expect(numbersOf(page?.items ?? [])).toEqual(numbers(0, 4));
    expect(page).toMatchObject({ totalCount: rows.length });
    expect(page).not.toHaveProperty('continuationToken');
    expect(others).toEqual([]);
  });

  test('still counts when a token resumes the list', async () => {
    const { client, requests } = createTestClient(service(25), { prefetchPages: 0 });
    const query = { top: 12 };
    const first = await client.listLicensesUsage(query).byPage({ maxPageSize: 5 }).next();
    const { continuationToken } = first.done === true ? {} : first.value;
    const resumed = client.listLicensesUsage(query).byPage({ continuationToken, maxPageSize: 6 });
    const pages = await collect(resumed);
    expect(pages.map((page) => numbersOf(page.items))).toEqual([numbers(5, 11), [11]]);
    expect(asked(requests)).toEqual([
      [undefined, '5'],
      ['5', '6'],
      ['11', '1'],
    ]);
  });

  test('limits customers likewise', async () => {
    const { client, requests } = createTestClient([
      customersPage(['Contoso', 'Fabrikam'], { seekToken: 'seek-2' }),
      customersPage(['Litware', 'Northwind'], { seekToken: 'seek-4' }),
    ]);
    const customers = await client.listCustomers({ top: 3 }, { maxPageSize: 2 }).toArray();
    expect(customers.map((customer) => customer.companyProfile?.companyName)).toEqual([
      'Contoso',
      'Fabrikam',
      'Litware',
    ]);
    expect(requests.map((request) => queryOf(request)['size'])).toEqual(['2', '1']);
  });
});

describe('maxPageSize', () => {
  test('of the list is what each request asks for', async () => {
    const { client, requests } = createTestClient(service(7));
    await collect(client.listLicensesUsage({}, { maxPageSize: 3 }));
    expect(asked(requests)).toEqual([
      [undefined, '3'],
      ['3', '3'],
      ['6', '3'],
    ]);
  });

  test.for(['byPage', 'byBatch'] as const)('of %s comes before that of the list', async (way) => {
    const { client, requests } = createTestClient(service(7));
    await collect<unknown>(client.listLicensesUsage({}, { maxPageSize: 3 })[way]({ maxPageSize: 7 }));
    expect(asked(requests)).toEqual([[undefined, '7']]);
  });
});

describe('bad input rejects the first next(), and nothing is thrown or sent before', () => {
  type Lists = Pick<LicensesUsageClient, 'listCustomers' | 'listLicensesDeployment' | 'listLicensesUsage'>;
  const lists: readonly (keyof Lists)[] = ['listCustomers', 'listLicensesDeployment', 'listLicensesUsage'];

  test.for([
    ['query', null],
    ['query', 5],
    ['query.top', { top: 0 }],
    ['query.top', { top: 1.5 }],
    ['query.top', { top: '5' }],
    ['query.top', { top: Infinity }],
    ['query.filter', { filter: '' }],
  ] as const)('%s of every list: %j', async ([argument, query]) => {
    const { client } = createTestClient([]);
    for (const list of lists) {
      // @ts-expect-error bad input
      const rows = client[list](query);
      for (const error of [
        await rejectionOf(rows.next()),
        await rejectionOf(rows.byPage().next()),
        await rejectionOf(rows.byBatch().next()),
        await rejectionOf(rows.toArray()),
      ]) {
        expect(error).toBeInstanceOf(ConfigurationError);
        expect(error).toMatchObject({ argument });
      }
      expect(await rows.next()).toEqual({ done: true, value: undefined });
    }
  });

  test.for([0, -1, 1.5, largestPage + 1, '5', null])('maxPageSize: %j', async (maxPageSize) => {
    const { client } = createTestClient([]);
    for (const list of lists) {
      // @ts-expect-error bad input
      const ofOptions = await rejectionOf(client[list]({}, { maxPageSize }).next());
      expect(ofOptions).toMatchObject({ argument: 'requestOptions.maxPageSize' });
      // @ts-expect-error bad input
      const ofPages = await rejectionOf(client[list]().byPage({ maxPageSize }).next());
      expect(ofPages).toMatchObject({ argument: 'maxPageSize' });
    }
  });

  test.for([null, 5, 'token'])('settings: %j', async (settings) => {
    const { client } = createTestClient([]);
    for (const list of lists) {
      // @ts-expect-error bad input
      const error = await rejectionOf(client[list]().byPage(settings).next());
      expect(error).toMatchObject({ name: 'ConfigurationError', argument: 'settings' });
    }
  });

  test('a list that is never read reports nothing', async () => {
    const { client } = createTestClient([]);
    const list = client.listLicensesUsage({ top: 0 });
    expect(await list.return()).toEqual({ done: true, value: undefined });
  });
});

describe('a list', () => {
  test('reads all rows with toArray', async () => {
    const { client } = createTestClient(service(7));
    const rows = await client.listLicensesUsage({}, { maxPageSize: 3 }).toArray();
    expect(numbersOf(rows)).toEqual(numbers(0, 7));
    expectTypeOf(rows).toEqualTypeOf<LicensesUsageRow[]>();
  });

  test('can be iterated again from the start', async () => {
    const { client, requests } = createTestClient(service(3));
    const list = client.listLicensesUsage();
    expect(numbersOf(await collect(list))).toEqual(numbers(0, 3));
    expect(numbersOf(await collect(list))).toEqual(numbers(0, 3));
    expect(requests).toHaveLength(2);
  });

  test('continues in a loop where next() stopped', async () => {
    const { client } = createTestClient(service(3));
    const list = client.listLicensesUsage();
    expect((await list.next()).value?.licensesActive).toBe(0);
    expect(numbersOf(await collect(list))).toEqual([1, 2]);
  });
});
