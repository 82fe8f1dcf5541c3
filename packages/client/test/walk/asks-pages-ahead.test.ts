import { describe, expect, test } from 'vitest';
import { createTestClient, type Answer } from '../support/client.ts';
import { settled } from '../support/virtual-clock.ts';
import { customersPage } from './support/customers-page.ts';
import { collect } from './support/collect.ts';
import { numbers, numbersOf, queryOf, usagePage, wireRows } from './support/usage-page.ts';

/** Pages of two rows, each with a link to the next. */
function linked(total: number): Answer {
  return (request, number) => {
    const from = Number(queryOf(request)['skip'] ?? 0);
    const link = from + 2 < total ? `?cursor=${from + 2}` : null;
    return usagePage(wireRows(from, Math.min(total, from + 2)), { '@nextLink': link })(request, number);
  };
}

describe('prefetchPages', () => {
  test.for([
    [0, [1, 2, 3]],
    [1, [2, 3, 4]],
    [2, [3, 4, 5]],
    [5, [6, 6, 6]],
  ] as const)('of %i asks for so many pages beyond the one in hand', async ([prefetchPages, expected]) => {
    const { client, requests } = createTestClient(linked(12));
    const pages = client.listLicensesUsage({ top: 2 }, { prefetchPages }).byPage();
    const asked: number[] = [];
    for (let held = 0; held < 3; held += 1) {
      await pages.next();
      await settled();
      asked.push(requests.length);
    }
    expect(asked).toEqual(expected);
    await pages.return?.();
  });

  test.for([0, 1, 3, 32])('of %i delivers every row once and in order', async (prefetchPages) => {
    const { client, requests } = createTestClient(linked(9), { prefetchPages });
    const rows = await collect(client.listLicensesUsage({ top: 2 }));
    expect(numbersOf(rows)).toEqual(numbers(0, 9));
    expect(requests).toHaveLength(5);
  });

  test('of a list overrides that of the client', async () => {
    const { client, requests } = createTestClient(linked(12), { prefetchPages: 5 });
    const pages = client.listLicensesUsage({ top: 2 }, { prefetchPages: 0 }).byPage();
    await pages.next();
    await settled();
    expect(requests).toHaveLength(1);
  });

  test('holds for customers, too', async () => {
    const { client, requests } = createTestClient((request, number) =>
      customersPage([`Customer ${number}`], { seekToken: `token-${number}` })(request, number),
    );
    const pages = client.listCustomers({ size: 1 }, { prefetchPages: 3 }).byPage();
    await pages.next();
    await settled();
    expect(requests).toHaveLength(4);
    await pages.return?.();
  });
});

describe('byBatch', () => {
  test('hands out the rows of each page, of those that have any', async () => {
    const { client } = createTestClient([
      usagePage(wireRows(0, 2), { '@nextLink': '?cursor=2' }),
      usagePage([], { '@nextLink': '?cursor=4' }),
      usagePage(wireRows(2, 5), { '@nextLink': null }),
    ]);
    const batches = await collect(client.listLicensesUsage().byBatch());
    expect(batches.map(numbersOf)).toEqual([numbers(0, 2), numbers(2, 5)]);
  });

  test('goes on from a continuation token', async () => {
    const { client } = createTestClient(linked(6));
    const page = await client.listLicensesUsage({ top: 2 }, { prefetchPages: 0 }).byPage().next();
    const { continuationToken } = page.done === true ? {} : page.value;
    const batches = await collect(client.listLicensesUsage({ top: 2 }).byBatch({ continuationToken }));
    expect(batches.flatMap(numbersOf)).toEqual(numbers(2, 6));
  });
});
