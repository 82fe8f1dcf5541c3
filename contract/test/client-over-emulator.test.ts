import { createClient, eq, isLicensesUsageError } from '@licenses-usage/client';
import { describe, expect, test } from 'vitest';

import {
  createEmulator,
  documentedCustomerId,
  type EmulatorOptions,
  type FaultName,
} from '@licenses-usage/emulator';

/** The real client over an emulator. It only retries in tests of retries. */
function clientOf(options: EmulatorOptions = {}) {
  const emulator = createEmulator(options);
  const client = createClient({
    credential: () => Promise.resolve('demo-token'),
    fetch: emulator.fetch,
    retry: { maxRetries: 0 },
    onDeprecation: () => undefined,
  });
  return { client, emulator };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('the client of this project', () => {
  test('reads all four operations', async () => {
    const { client, emulator } = clientOf();
    const usage = await client.getCustomerLicensesUsage(documentedCustomerId);
    expect(usage.items.map(({ licensesQualified }) => licensesQualified)).toEqual([1, 1, 1, 5, 2]);
    expect((await client.getPartnerLicensesUsage()).items).toHaveLength(9);
    expect(
      await all(client.listLicensesUsage({ filter: eq('customerName', "O'Brien Outfitters") })),
    ).toHaveLength(8);
    expect(await all(client.listCustomers())).toHaveLength(12);
    expect(new Set(emulator.requests.map(({ operation }) => operation)).size).toBe(4);
  });

  test.each<FaultName>([
    'absolute-next-link',
    'encoded-next-link',
    'second-question-mark',
    'no-total-count',
    'license-active',
    'unknown-fields',
    'reversed-keys',
    'lower-case-ids',
    'counts-as-text',
    'counts-as-decimals',
    'no-bom',
    'gzip',
    'no-tracing-headers',
  ])('reads every page in spite of %s', async (fault) => {
    const { client } = clientOf({ faults: [fault] });
    const rows = await all(client.listLicensesUsage({}, { maxPageSize: 10 }));
    expect(rows.reduce((sum, row) => sum + row.licensesActive, 0)).toBe(2289);
  });

  test.each<FaultName>([
    'next-link-elsewhere',
    'next-link-loop',
    'redirect-elsewhere',
    'cut-json',
    'fault-in-200',
    'unavailable-html',
    'textual-count',
    'missing-count',
    'truncated-body',
    'connection-reset',
    'empty-401',
  ])('ends with its own error because of %s', async (fault) => {
    const { client, emulator } = clientOf({ faults: [fault] });
    const error: unknown = await all(client.listLicensesUsage({}, { maxPageSize: 10 })).catch(
      (thrown: unknown) => thrown,
    );
    expect(isLicensesUsageError(error)).toBe(true);
    const hosts = new Set(emulator.requests.map(({ url }) => new URL(url).host));
    expect(hosts).toEqual(new Set(['api.partnercenter.microsoft.com']));
  });

  test('finds the prefix of the superseding operation', async () => {
    const { client } = clientOf({ faults: ['prefix-required'] });
    expect(await all(client.listLicensesUsage())).toHaveLength(43);
  });
});
