import { describe, expect, test } from 'vitest';
import { ResponseFormatError } from '../../src/index.ts';
import { createTestClient } from '../support/client.ts';
import { collect, rejectionOf } from './support/collect.ts';
import { numbers, numbersOf, queryOf, usagePage, wireRow, wireRows } from './support/usage-page.ts';

const snapshots = (requests: readonly Request[]) =>
  requests.map((request) => queryOf(request)['processedDateTime']);

describe('a usage list', () => {
  test('asks for the snapshot of its first page from then on', async () => {
    const { client, requests } = createTestClient([
      usagePage(wireRows(0, 2), { TotalCount: 5 }),
      usagePage(wireRows(2, 4), { TotalCount: 5 }),
      usagePage(wireRows(4, 5), { TotalCount: 5 }),
    ]);
    const rows = await collect(client.listLicensesUsage({}, { maxPageSize: 2 }));
    expect(rows[4]?.processedDateTime).toBe('2018-10-14T00:00:00Z');
    expect(snapshots(requests)).toEqual([undefined, '2018-10-14T00:00:00', '2018-10-14T00:00:00']);
  });

  test('asks for the snapshot that the caller chose from the beginning', async () => {
    const { client, requests } = createTestClient([
      usagePage(wireRows(0, 2), { TotalCount: 3 }),
      usagePage(wireRows(2, 3), { TotalCount: 3 }),
    ]);
    const query = { processedDateTime: '2018-10-14T02:00:00+02:00' };
    expect(await collect(client.listLicensesUsage(query, { maxPageSize: 2 }))).toHaveLength(3);
    expect(snapshots(requests)).toEqual(['2018-10-14T00:00:00', '2018-10-14T00:00:00']);
  });

  test('finds the snapshot on the first page that has rows', async () => {
    const { client, requests } = createTestClient([
      usagePage([], { '@nextLink': '?cursor=1' }),
      usagePage(wireRows(0, 1), { '@nextLink': '?cursor=2' }),
      usagePage(wireRows(1, 2), { '@nextLink': null }),
    ]);
    expect(await collect(client.listLicensesUsage())).toHaveLength(2);
    expect(snapshots(requests)).toEqual([undefined, undefined, '2018-10-14T00:00:00']);
  });

  test('lets the service choose when the first page spans several', async () => {
    const { client, requests } = createTestClient([
      usagePage([wireRow(0), wireRow(1, '2018-10-15T00:00:00')], { TotalCount: 3 }),
      usagePage([wireRow(2)], { TotalCount: 3 }),
    ]);
    expect(await collect(client.listLicensesUsage({}, { maxPageSize: 2 }))).toHaveLength(3);
    expect(snapshots(requests)).toEqual([undefined, undefined]);
  });

  test('keeps the snapshot that a link names, however it spells the name', async () => {
    const link = '?ProcessedDateTime=2018-10-14T00:00:00&skip=2';
    const { client, requests } = createTestClient([
      usagePage(wireRows(0, 2), { '@nextLink': link, TotalCount: 3 }),
      usagePage(wireRows(2, 3), { '@nextLink': null, TotalCount: 3 }),
    ]);
    expect(await collect(client.listLicensesUsage({}, { maxPageSize: 2 }))).toHaveLength(3);
    expect(queryOf(requests[1])).toEqual({ processedDateTime: '2018-10-14T00:00:00', top: '2', skip: '2' });
  });

  test('stops binding when TotalCount shows that a later page has another date', async () => {
    const other = '2018-10-15T00:00:00';
    const { client, requests } = createTestClient([
      usagePage([wireRow(0), wireRow(1)], { TotalCount: 5 }),
      // Bound to the date of the first page, the service returns only rows of that date.
      usagePage([wireRow(2)], { TotalCount: 3 }),
      usagePage([wireRow(2), wireRow(3, other)], { TotalCount: 5 }),
      usagePage([wireRow(4, other)], { TotalCount: 5 }),
    ]);
    const pages = await collect(client.listLicensesUsage({}, { maxPageSize: 2 }).byPage());
    expect(pages.flatMap((page) => numbersOf(page.items))).toEqual(numbers(0, 5));
    expect(pages).toHaveLength(3);
    expect(snapshots(requests)).toEqual([undefined, '2018-10-14T00:00:00', undefined, undefined]);
    expect(requests.map((request) => queryOf(request)['skip'])).toEqual([undefined, '2', '2', '4']);
  });

  test('resumes without a snapshot if the answer spans several', async () => {
    const rows = [wireRow(0), wireRow(1, '2018-10-15T00:00:00')];
    const { client } = createTestClient([
      usagePage(rows, { TotalCount: 3 }),
      usagePage([], { TotalCount: 3 }),
    ]);
    const first = await client.listLicensesUsage({}, { maxPageSize: 2 }).byPage().next();
    const later = createTestClient([usagePage([wireRow(2)], { TotalCount: 3 })]);
    const { continuationToken } = first.done === true ? {} : first.value;
    const pages = await collect(later.client.listLicensesUsage().byPage({ continuationToken }));
    expect(pages.flatMap((page) => numbersOf(page.items))).toEqual([2]);
    expect(snapshots(later.requests)).toEqual([undefined]);
  });

  test('ends with an error when TotalCount changes during the iteration', async () => {
    const { client } = createTestClient([
      usagePage([wireRow(0), wireRow(1, '2018-10-15T00:00:00')], { TotalCount: 4 }),
      usagePage([wireRow(2)], { TotalCount: 5 }),
    ]);
    const error = await rejectionOf(collect(client.listLicensesUsage({}, { maxPageSize: 2 })));
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({
      pointer: '/TotalCount',
      expected: expect.stringContaining('4'),
      received: '5',
      resume: { rowsDelivered: 2 },
    });
  });

  test('ends with an error when TotalCount has changed, bound to a snapshot or not', async () => {
    const { client, requests } = createTestClient([
      usagePage(wireRows(0, 2), { TotalCount: 4 }),
      usagePage(wireRows(2, 4), { TotalCount: 6 }),
      usagePage(wireRows(2, 4), { TotalCount: 6 }),
    ]);
    const error = await rejectionOf(collect(client.listLicensesUsage({}, { maxPageSize: 2 })));
    expect(error).toMatchObject({ name: 'ResponseFormatError', pointer: '/TotalCount', received: '6' });
    expect(snapshots(requests)).toEqual([undefined, '2018-10-14T00:00:00', undefined]);
  });

  test('ends with an error when TotalCount changes although the caller chose the snapshot', async () => {
    const { client } = createTestClient([
      usagePage(wireRows(0, 2), { TotalCount: 4 }),
      usagePage(wireRows(2, 4), { TotalCount: 6 }),
    ]);
    const query = { processedDateTime: '2018-10-14' };
    expect(await rejectionOf(collect(client.listLicensesUsage(query, { maxPageSize: 2 })))).toMatchObject({
      name: 'ResponseFormatError',
      pointer: '/TotalCount',
      received: '6',
    });
  });
});
