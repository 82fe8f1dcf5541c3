import { describe, expect, test } from 'vitest';
import { ResponseFormatError } from '../../src/index.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { collect, rejectionOf } from './support/collect.ts';
import { largeRow } from './support/large-page.ts';
import { numbers, numbersOf, queryOf, usagePage, wireRow, wireRows } from './support/usage-page.ts';

/** Serves 25 rows, at most ten at a time, without a link and without a total. */
const capped: Answer = (request, number) => {
  const { skip = '0', top = '10000' } = queryOf(request);
  const from = Number(skip);
  return usagePage(wireRows(from, Math.min(25, from + Math.min(10, Number(top)))), {})(request, number);
};

const skips = (requests: readonly Request[]) => requests.map((request) => queryOf(request)['skip']);

describe('a list whose pages have neither a link nor a total', () => {
  test.for([
    ['no page size', {}],
    ['larger pages than the service sends', { maxPageSize: 20 }],
    ['pages as large as the service sends', { maxPageSize: 10 }],
  ] as const)('is read until an empty page with %s', async ([, options]) => {
    const { client, requests } = createTestClient(capped);
    expect(numbersOf(await collect(client.listLicensesUsage({}, options)))).toEqual(numbers(0, 25));
    expect(skips(requests)).toEqual([undefined, '10', '20', '25']);
  });

  test('ends without a further request when the requested rows are complete', async () => {
    const { client, requests } = createTestClient(capped);
    expect(numbersOf(await collect(client.listLicensesUsage({ top: 20 })))).toEqual(numbers(0, 20));
    expect(skips(requests)).toEqual([undefined, '10']);
  });

  test('has no page for the empty answer, which only proves that the previous page was the last', async () => {
    const { client } = createTestClient([usagePage(wireRows(0, 2), {}), usagePage([], {})]);
    const pages = await collect(client.listLicensesUsage({}, { maxPageSize: 2 }).byPage());
    expect(pages.map((page) => numbersOf(page.items))).toEqual([[0, 1]]);
  });

  test('has an empty page when it is resumed after its last row', async () => {
    const { client } = createTestClient([usagePage(wireRows(0, 2), {}), usagePage([], {})], {
      prefetchPages: 0,
    });
    const first = await client.listLicensesUsage().byPage().next();
    const { continuationToken } = first.done === true ? {} : first.value;
    const [page, ...others] = await collect(client.listLicensesUsage().byPage({ continuationToken }));
    expect(page?.items).toEqual([]);
    expect(page).not.toHaveProperty('continuationToken');
    expect(others).toEqual([]);
  });

  test('ends after the first page if that is empty', async () => {
    const { client } = createTestClient([usagePage([], {})]);
    expect(await collect(client.listLicensesUsage())).toEqual([]);
  });

  test('may have pages of different sizes', async () => {
    const sizes = [3, 1, 2];
    const { client } = createTestClient((request, number) => {
      const from = Number(queryOf(request)['skip'] ?? 0);
      return usagePage(wireRows(from, from + (sizes[number] ?? 0)), {})(request, number);
    });
    expect(numbersOf(await collect(client.listLicensesUsage()))).toEqual(numbers(0, 6));
  });
});

test('a list whose pages are linked ends with the first page that has no link', async () => {
  const { client, requests } = createTestClient([
    usagePage(wireRows(0, 2), { '@nextLink': '?$skiptoken=a' }),
    usagePage(wireRows(2, 4), { '@nextLink': '?$skiptoken=b' }),
    usagePage(wireRows(4, 6), {}),
  ]);
  const rows = await collect(client.listLicensesUsage({}, { maxPageSize: 2 }));
  expect(numbersOf(rows)).toEqual(numbers(0, 6));
  expect(requests.map((request) => queryOf(request)['$skiptoken'])).toEqual([undefined, 'a', 'b']);
});

describe('a service that ignores skip', () => {
  /** The rows of its only page. */
  const always = (rows: readonly object[]) => usagePage(rows, {});

  test.for([
    ['short', [wireRow(0), wireRow(1)], {}],
    ['full', [wireRow(0), wireRow(1)], { maxPageSize: 2 }],
    ['streamed', Array.from({ length: 100 }, (_, index) => largeRow(index)), {}],
  ] as const)(
    'and repeats its %s page ends the list with an error, after each row was delivered once',
    async ([, rows, options]) => {
      const { client, requests } = createTestClient(always(rows));
      const delivered: number[] = [];
      const walk = async () => {
        for await (const row of client.listLicensesUsage({}, options)) delivered.push(row.licensesActive);
      };
      const error = await rejectionOf(walk());
      expect(error).toBeInstanceOf(ResponseFormatError);
      expect(error).toMatchObject({
        pointer: '/Value',
        expected: `the rows from row ${rows.length} on, or none`,
        received: expect.stringContaining('the service ignores skip'),
        resume: { rowsDelivered: rows.length },
      });
      expect(delivered).toEqual(numbers(0, rows.length));
      expect(requests).toHaveLength(2);
    },
  );

  test('still gives the rows that it sends', async () => {
    const { client, requests } = createTestClient(always([wireRow(0), wireRow(1)]));
    expect(numbersOf(await collect(client.listLicensesUsage({ top: 2 })))).toEqual([0, 1]);
    expect(requests).toHaveLength(1);
  });
});

describe('a list whose pages have a total', () => {
  test('is read until the total is reached, with pages of any size', async () => {
    const { client, requests } = createTestClient((request, number) => {
      const from = Number(queryOf(request)['skip'] ?? 0);
      return usagePage(wireRows(from, Math.min(25, from + 10)), { TotalCount: 25 })(request, number);
    });
    const rows = await collect(client.listLicensesUsage({}, { maxPageSize: 20 }));
    expect(numbersOf(rows)).toEqual(numbers(0, 25));
    expect(skips(requests)).toEqual([undefined, '10', '20']);
  });
});
