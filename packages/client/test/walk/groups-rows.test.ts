import groupedUsage from '@licenses-usage/spec/examples/licenses-usage-grouped.json' with { type: 'json' };
import { describe, expect, expectTypeOf, test } from 'vitest';
import { json } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';
import { collect } from './support/collect.ts';
import { queryOf, usagePage } from './support/usage-page.ts';

describe('a grouped usage list', () => {
  test('sends the fields comma-separated and delivers them with the counts', async () => {
    const groupBy = ['serviceCode', 'serviceName', 'workloadCode', 'workloadName', 'channel'] as const;
    const { client, requests } = createTestClient([json(groupedUsage)]);
    const rows = await collect(client.listLicensesUsage({ groupBy }));
    expect(rows).toEqual(groupedUsage.Value);
    expect(queryOf(requests[0])).toEqual({ groupby: groupBy.join(',') });
    expectTypeOf(rows[0]?.channel).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(rows).items.not.toHaveProperty('customerName');
  });

  test('asks for the same fields on each page, without a snapshot, because grouped rows have no date', async () => {
    const group = (channel: string) => ({ channel, licensesActive: '63', licensesQualified: 206.0 });
    const { client, requests } = createTestClient([
      usagePage([group('reseller')], { TotalCount: 2, '@nextLink': '?groupBy=channel&top=1&skip=1' }),
      usagePage([group('direct')], { TotalCount: 2, '@nextLink': null }),
    ]);
    const rows = await collect(client.listLicensesUsage({ groupBy: ['channel'] }, { maxPageSize: 1 }));
    expect(rows).toEqual([
      { channel: 'reseller', licensesActive: 63, licensesQualified: 206 },
      { channel: 'direct', licensesActive: 63, licensesQualified: 206 },
    ]);
    expect(queryOf(requests[1])).toEqual({ groupby: 'channel', top: '1', skip: '1' });
    expectTypeOf(rows).branded.toEqualTypeOf<
      { channel: string | null; licensesActive: number; licensesQualified: number }[]
    >();
  });
});
