import { describe, expect, expectTypeOf, test } from 'vitest';
import { ConfigurationError } from '../../../src/errors/configuration-error.ts';
import type { LicensesUsageClient } from '../../../src/create-client.ts';
import {
  createMigratingClient,
  type MigratingClient,
  type MigratingClientOptions,
} from '../../../src/migrate/cut-over/create-migrating-client.ts';
import { silence } from '../../support/answers.ts';
import { createTestClient, type Answer } from '../../support/client.ts';
import { thrownBy } from '../../support/thrown-by.ts';
import { rejectionOf } from '../../walk/support/collect.ts';
import { queryOf, usagePage } from '../../walk/support/usage-page.ts';
import { idOf, rowsOf } from '../support/fleet.ts';
import { agreeing, createMigration, customerId, waysOf } from './support/migration.ts';

describe('createMigratingClient', () => {
  test('has the two superseded methods with their own types', () => {
    const { migrating } = createMigration(agreeing, { mode: 'legacy' });
    expect(Object.keys(migrating)).toStrictEqual([
      'getCustomerLicensesUsage',
      'getPartnerLicensesUsage',
      'settled',
    ]);
    expectTypeOf<MigratingClient['getCustomerLicensesUsage']>().toEqualTypeOf<
      LicensesUsageClient['getCustomerLicensesUsage']
    >();
    expectTypeOf<MigratingClient['getPartnerLicensesUsage']>().toEqualTypeOf<
      LicensesUsageClient['getPartnerLicensesUsage']
    >();
  });

  test.for([
    ['legacy', ['legacy']],
    ['shadow', ['legacy', 'current']],
    ['fallback', ['current']],
    ['current', ['current']],
  ] as const)('in mode %s asks %j, and answers alike', async ([mode, ways]) => {
    const { migrating, requests, events } = createMigration(agreeing, { mode });
    const usage = await migrating.getCustomerLicensesUsage(customerId);
    await migrating.settled();
    expect(waysOf(requests)).toStrictEqual(ways);
    expect(usage).toMatchObject({
      totalCount: 1,
      items: [{ licensesActive: 5, licensesQualified: 250, usagePercent: 2, serviceName: 'o365' }],
      attributes: { objectType: 'Collection' },
      context: { requestId: expect.any(String), attempts: [{ status: 200 }] },
    });
    expect(events).toStrictEqual([]);
  });

  test('asks for the rows of the customer alone, however many pages they take', async () => {
    const pages = [
      usagePage(rowsOf(5), { TotalCount: 2, '@nextLink': '?skip=1' }),
      usagePage(rowsOf(5), { TotalCount: 2, '@nextLink': null }),
    ];
    const { migrating, requests } = createMigration(
      (request, number) => (pages[number] ?? silence)(request, number),
      { mode: 'current' },
    );
    const usage = await migrating.getCustomerLicensesUsage(
      idOf(0xabc).replace('000000002748', 'abcdefabcdef'),
    );
    expect(usage.items).toHaveLength(2);
    expect(queryOf(requests[0])).toStrictEqual({
      filter: `customerTenantId eq '00000000-0000-4000-8000-ABCDEFABCDEF'`,
    });
  });

  test('groups for the partner, and asks for the date of each service, which grouped rows lack', async () => {
    const group = { workloadCode: 'EXO', workloadName: 'Exchange', channel: 'reseller' };
    const counts = { licensesActive: '1', licensesQualified: '4' };
    const pages: Record<string, Answer> = {
      'serviceCode,workloadCode,workloadName,channel': usagePage([
        { ...group, serviceCode: 'o365', ...counts },
        { ...group, serviceCode: 'crm', ...counts },
      ]),
      "serviceCode eq 'o365'": usagePage(rowsOf(1)),
      "serviceCode eq 'crm'": usagePage([]),
    };
    const { migrating, requests } = createMigration(
      (request, number) => {
        const { groupby, filter } = queryOf(request);
        return (pages[groupby ?? filter ?? ''] ?? silence)(request, number);
      },
      { mode: 'current' },
    );
    const usage = await migrating.getPartnerLicensesUsage();
    expect(usage.items).toMatchObject([
      { serviceName: 'o365', proratedLicensesUsagePercent: 25, processedDateTime: '2018-10-14T00:00:00Z' },
      { serviceName: 'crm', proratedLicensesUsagePercent: 25, processedDateTime: null },
    ]);
    expect(requests.map((request) => queryOf(request)['top'])).toStrictEqual([undefined, '1', '1']);
  });

  test('refuses bad input before anything is sent, in every mode', async () => {
    for (const mode of ['legacy', 'shadow', 'fallback', 'current'] as const) {
      const { migrating, requests } = createMigration(agreeing, { mode });
      const error = await rejectionOf(migrating.getCustomerLicensesUsage('..'));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toMatchObject({ argument: 'customerId' });
      expect(requests).toHaveLength(0);
    }
    const { client } = createTestClient([]);
    const unknown: MigratingClientOptions = JSON.parse('{"mode":"both"}');
    expect(thrownBy(() => createMigratingClient(client, unknown))).toMatchObject({ argument: 'mode' });
    expect(
      thrownBy(() => createMigratingClient(client, { mode: 'shadow', maxPendingComparisons: 0 })),
    ).toMatchObject({ argument: 'maxPendingComparisons' });
    expect(
      thrownBy(() => createMigratingClient(client, { mode: 'shadow', tolerance: { decimals: -1 } })),
    ).toMatchObject({ argument: 'tolerance.decimals' });
  });

  test('carries one correlation id on both ways, the own one of the caller when there is one', async () => {
    const { migrating, requests, parities } = createMigration(agreeing, { mode: 'shadow' });
    const correlationId = 'b3f2c1d0-9a8e-4f7d-a6b5-c4d3e2f1a0b9';
    await migrating.getCustomerLicensesUsage(customerId, { correlationId });
    await migrating.settled();
    await migrating.getCustomerLicensesUsage(customerId);
    await migrating.settled();
    const ids = requests.map((request) => request.headers.get('ms-correlationid'));
    expect(ids.slice(0, 2)).toStrictEqual([correlationId, correlationId]);
    expect(new Set(ids).size).toBe(2);
    expect(parities.map((parity) => parity.correlationId)).toStrictEqual([correlationId, ids[2]]);
  });
});
