import { describe, expect, expectTypeOf, test } from 'vitest';
import { listCustomerUsage, type CustomerUsage } from '../../../src/migrate/fleet/list-customer-usage.ts';
import { ScatteredRowsError } from '../../../src/migrate/fleet/group-by-customer.ts';
import { createTestClient } from '../../support/client.ts';
import { queryOf, usagePage } from '../../walk/support/usage-page.ts';
import { idOf, idsOf, idsUpTo, rowsOf } from '../support/fleet.ts';

async function summarise(usages: AsyncIterable<CustomerUsage>) {
  const found: [string | null, number[]][] = [];
  for await (const { customerId, usage } of usages) {
    found.push([customerId, usage.items.map((item) => item.licensesActive)]);
  }
  return found;
}

describe('listCustomerUsage', () => {
  test('has the usage of every customer with one call per page, even if a customer spans two pages', async () => {
    const { client, requests } = createTestClient([
      usagePage(rowsOf(0, 0, 1), { TotalCount: 5, '@nextLink': '?skip=3' }),
      usagePage(rowsOf(1, 2), { TotalCount: 5, '@nextLink': null }),
    ]);
    expect(await summarise(listCustomerUsage(client))).toStrictEqual([
      [idOf(0), [0, 0]],
      [idOf(1), [1, 1]],
      [idOf(2), [2]],
    ]);
    expect(requests).toHaveLength(2);
    expectTypeOf(listCustomerUsage).returns.toExtend<AsyncIterable<CustomerUsage>>();
  });

  test('delivers customers without rows at the end, empty, when the customers are given', async () => {
    const { client } = createTestClient([usagePage(rowsOf(2, 1))]);
    const usages = listCustomerUsage(client, { customers: idsUpTo(4).map((id) => id.toUpperCase()) });
    expect(await summarise(usages)).toStrictEqual([
      [idOf(2), [2]],
      [idOf(1), [1]],
      [idOf(0), []],
      [idOf(3), []],
    ]);
  });

  test('requests the given snapshot', async () => {
    const { client, requests } = createTestClient([usagePage([])]);
    expect(await summarise(listCustomerUsage(client, { processedDateTime: '2018-10-07' }))).toStrictEqual([]);
    expect(queryOf(requests[0])).toMatchObject({ processedDateTime: '2018-10-07' });
  });

  test('says when the rows of a customer are not adjacent, and accepts any order with holdAllRows', async () => {
    const answer = usagePage(rowsOf(0, 1, 0));
    const { client } = createTestClient([answer, answer]);
    const found: (string | null)[] = [];
    const walk = async () => {
      for await (const { customerId } of listCustomerUsage(client)) found.push(customerId);
    };
    const error: unknown = await walk().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ScatteredRowsError);
    expect(error).toMatchObject({
      customerId: idOf(0),
      message: expect.stringContaining('holdAllRows: true'),
    });
    expect(found).toStrictEqual(idsOf(0, 1));
    expect(await summarise(listCustomerUsage(client, { holdAllRows: true }))).toStrictEqual([
      [idOf(0), [0, 0]],
      [idOf(1), [1]],
    ]);
  });

  test('keeps rows that name no customer apart', async () => {
    const [row] = rowsOf(5);
    const { client } = createTestClient([usagePage([{ ...row, customerTenantId: null }])]);
    expect(await summarise(listCustomerUsage(client))).toStrictEqual([[null, [5]]]);
  });

  test('rejects bad options with the first next(), before anything is sent', async () => {
    const { client } = createTestClient([]);
    await expect(listCustomerUsage(client, { customers: idOf(0) }).next()).rejects.toMatchObject({
      argument: 'customers',
    });
    const ofNoDay = listCustomerUsage(client, { processedDateTime: 'yesterday' });
    await expect(ofNoDay.next()).rejects.toMatchObject({ argument: 'query.processedDateTime' });
  });
});
