import { describe, expect, test } from 'vitest';
import { and, eq, ne } from '../../src/index.ts';
import { createTestClient } from '../support/client.ts';
import { collect } from './support/collect.ts';
import { address, numbers, numbersOf, queryOf, usagePage, wireRows } from './support/usage-page.ts';

const path = '/v1/analytics/commercial/usage/license/';

describe('a usage list', () => {
  test.for([
    ['an absolute link', `${address}?top=2&skip=2`],
    ['an absolute link without the slash', `${address.slice(0, -1)}?top=2&skip=2`],
    ['a relative link', `${path}?top=2&skip=2`],
    ['a relative link under the other prefix', `/partner${path}?top=2&skip=2`],
    ['a relative link without the version', '/analytics/commercial/usage/license?top=2&skip=2'],
    ['a link of parameters only', '?top=2&skip=2'],
    ['a link with a second question mark', `${path}?top=2?skip=2`],
    ['a link whose names are in capitals', `${path}?TOP=2&SKIP=2`],
    ['a link that repeats the same filter', `${path}?filter=channel eq 'reseller'&top=2&skip=2`],
  ] as const)('follows %s', async ([, link]) => {
    const { client, requests } = createTestClient([
      usagePage(wireRows(0, 2), { '@nextLink': link, TotalCount: 3 }),
      usagePage(wireRows(2, 3), { '@nextLink': null, TotalCount: 3 }),
    ]);
    const rows = await collect(
      client.listLicensesUsage({ filter: eq('channel', 'reseller') }, { maxPageSize: 2 }),
    );
    expect(numbersOf(rows)).toEqual(numbers(0, 3));
    expect(new URL(requests[1]?.url ?? '').pathname).toBe(path);
    expect(queryOf(requests[1])).toEqual({
      filter: "channel eq 'reseller'",
      processedDateTime: '2018-10-14T00:00:00',
      top: '2',
      skip: '2',
    });
  });

  test.for([
    'Q&A',
    'R#1',
    'A+B',
    '100%',
    '%41%26',
    "O'Brien",
    'Why? Because',
    '&skip=40&top=50',
    'Größe 会社 İ',
    'a=b & c=d?e#f',
  ])('reads a link beside the un-encoded filter for the customer %j', async (customerName) => {
    const filter = String(and(eq('customerName', customerName), ne('channel', 'direct')));
    const { client, requests } = createTestClient([
      usagePage(wireRows(0, 2), { '@nextLink': `${path}?filter=${filter}&top=2&skip=2`, TotalCount: 3 }),
      usagePage(wireRows(2, 3), { '@nextLink': null, TotalCount: 3 }),
    ]);
    const rows = await collect(client.listLicensesUsage({ filter }, { maxPageSize: 2 }));
    expect(numbersOf(rows)).toEqual(numbers(0, 3));
    expect(queryOf(requests[0])).toEqual({ filter, top: '2' });
    expect(queryOf(requests[1])).toEqual({
      filter,
      processedDateTime: '2018-10-14T00:00:00',
      top: '2',
      skip: '2',
    });
  });

  test('sends the other parameters of a link on', async () => {
    const { client, requests } = createTestClient([
      usagePage(wireRows(0, 1), { '@nextLink': `${path}?window=a%26b&cursor=x+y`, TotalCount: 2 }),
      usagePage(wireRows(1, 2), { '@nextLink': null, TotalCount: 2 }),
    ]);
    expect(await collect(client.listLicensesUsage())).toHaveLength(2);
    expect(requests[1]?.url).toContain('cursor=x%2By');
    expect(queryOf(requests[1])).toMatchObject({ window: 'a&b', cursor: 'x+y' });
  });

  test('continues after an empty page that has a link', async () => {
    const { client, requests } = createTestClient([
      usagePage([], { '@nextLink': `${path}?cursor=1`, TotalCount: 2 }),
      usagePage([], { '@nextLink': `${path}?cursor=2`, TotalCount: 2 }),
      usagePage(wireRows(0, 2), { '@nextLink': null, TotalCount: 2 }),
    ]);
    const pages = await collect(client.listLicensesUsage().byPage());
    expect(pages.map((page) => numbersOf(page.items))).toEqual([[], [], [0, 1]]);
    expect(requests.map((request) => queryOf(request)['cursor'])).toEqual([undefined, '1', '2']);
  });
});

describe('a usage list without links', () => {
  test.for([{ '@nextLink': null }, {}] as const)(
    'continues as long as TotalCount says that rows follow, although the link is %j',
    async (facts) => {
      const { client, requests } = createTestClient([
        usagePage(wireRows(0, 2), { ...facts, TotalCount: 3 }),
        usagePage(wireRows(2, 3), { ...facts, TotalCount: 3 }),
      ]);
      expect(numbersOf(await collect(client.listLicensesUsage()))).toEqual(numbers(0, 3));
      expect(queryOf(requests[1])['skip']).toBe('2');
    },
  );

  test('reads a null link as the end, even on a full page without a total', async () => {
    const { client } = createTestClient([usagePage(wireRows(0, 2), { '@nextLink': null })]);
    expect(await collect(client.listLicensesUsage({}, { maxPageSize: 2 }))).toHaveLength(2);
  });

  test("respects the caller's skip", async () => {
    const { client, requests } = createTestClient([
      usagePage(wireRows(7, 9), { TotalCount: 10 }),
      usagePage(wireRows(9, 10), { TotalCount: 10 }),
    ]);
    expect(numbersOf(await collect(client.listLicensesUsage({ skip: 7 }, { maxPageSize: 2 })))).toEqual(
      numbers(7, 10),
    );
    expect(requests.map((request) => queryOf(request)['skip'])).toEqual(['7', '9']);
  });

  test('sends nothing before the first row is asked for', async () => {
    const { client, requests } = createTestClient([usagePage([])]);
    const usage = client.listLicensesUsage();
    const pages = usage.byPage();
    expect(requests).toHaveLength(0);
    expect(await pages.next()).toMatchObject({ done: false, value: { items: [] } });
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });
});
