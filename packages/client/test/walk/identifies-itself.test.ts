import { describe, expect, test } from 'vitest';
import { createTestClient, token } from '../support/client.ts';
import { collect } from './support/collect.ts';
import { customersPage } from './support/customers-page.ts';
import { usagePage, wireRows } from './support/usage-page.ts';

const three = [usagePage(wireRows(0, 2), {}), usagePage(wireRows(2, 4), {}), usagePage(wireRows(4, 5))];
const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

function sent(requests: readonly Request[], header: string): readonly (string | null)[] {
  return requests.map((request) => request.headers.get(header));
}

describe('the pages of a list', () => {
  test('share one MS-CorrelationId, and each has an MS-RequestId of its own', async () => {
    const { client, requests } = createTestClient(three);
    const pages = await collect(client.listLicensesUsage({}, { maxPageSize: 2 }).byPage());
    const [correlationId, ...others] = new Set(sent(requests, 'MS-CorrelationId'));
    expect(correlationId).toMatch(guid);
    expect(others).toEqual([]);
    expect(new Set(sent(requests, 'MS-RequestId')).size).toBe(3);
    expect(pages.map((page) => page.context.requestId)).toEqual(sent(requests, 'MS-RequestId'));
    expect(pages.map((page) => page.context.correlationId)).toEqual(sent(requests, 'MS-CorrelationId'));
  });

  test("carry the caller's correlation id", async () => {
    const { client, requests } = createTestClient([
      customersPage(['Contoso'], { seekToken: 'a' }),
      customersPage(['Fabrikam']),
    ]);
    const correlationId = '5fb2a1f3-1d3c-4c7b-9d8f-0f2a6b7c8d9e';
    await collect(client.listCustomers({}, { correlationId }));
    expect(sent(requests, 'MS-CorrelationId')).toEqual([correlationId, correlationId]);
  });

  test('each carry the token', async () => {
    const { client, requests } = createTestClient(three);
    await collect(client.listLicensesUsage({}, { maxPageSize: 2 }));
    expect(sent(requests, 'Authorization')).toEqual(Array.from({ length: 3 }, () => `Bearer ${token}`));
  });

  test('of another list have another MS-CorrelationId', async () => {
    const { client, requests } = createTestClient([usagePage([]), usagePage([])]);
    await collect(client.listLicensesUsage());
    await collect(client.listLicensesUsage());
    expect(new Set(sent(requests, 'MS-CorrelationId')).size).toBe(2);
  });
});
