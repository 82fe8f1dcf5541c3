import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { ConfigurationError } from '../../../src/errors/configuration-error.ts';
import { createClient } from '../../../src/create-client.ts';
import type { LicensesUsageClient } from '../../../src/generated/client.ts';
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
  ] as const)('in mode %s asks %j, and answers the same', async ([mode, ways]) => {
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

  test('refuses rows of another customer, which a service that ignores the filter sends', async () => {
    const { migrating } = createMigration(usagePage(rowsOf(5, 6)), { mode: 'current' });
    await expect(migrating.getCustomerLicensesUsage(customerId)).rejects.toMatchObject({
      name: 'ResponseFormatError',
      pointer: '/Value/1/customerTenantId',
      expected: 'the id of the requested customer',
      received: 'another id',
    });
  });

  test('asks for the rows of the customer only, over all pages', async () => {
    const pages = [
      usagePage(rowsOf(5), { TotalCount: 2, '@nextLink': '?skip=1' }),
      usagePage(rowsOf(5), { TotalCount: 2, '@nextLink': null }),
    ];
    const { migrating, requests } = createMigration(
      (request, number) => (pages[number] ?? silence)(request, number),
      { mode: 'current' },
    );
    const usage = await migrating.getCustomerLicensesUsage(idOf(5));
    expect(usage.items).toHaveLength(2);
    expect(queryOf(requests[0])).toStrictEqual({
      filter: `customerTenantId eq '${idOf(5).toUpperCase()}'`,
    });
  });

  test('groups rows for the partner, and asks for the date of each service, which grouped rows lack', async () => {
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
      { serviceName: 'crm', proratedLicensesUsagePercent: 25, processedDateTime: null },
      {
        serviceName: 'o365',
        proratedLicensesUsagePercent: 25,
        processedDateTime: '2018-10-14T00:00:00+00:00',
      },
    ]);
    expect(requests.map((request) => queryOf(request)['top'])).toStrictEqual([undefined, '1', '1']);
  });

  test.for([
    [{}, [91.69, null, 8.35]],
    [{ percentages: 'rounded', zeroForNull: true }, [91.69, 0, 8.35]],
    [{ percentages: 'exact' }, [(100 * 386) / 421, null, 8.345]],
    [{ percentages: 'exact', zeroForNull: true }, [(100 * 386) / 421, 0, 8.345]],
  ] as const)('with %j recomputes percentages as %j', async ([options, percentages]) => {
    const counts = [
      { licensesActive: 386, licensesQualified: 421 },
      { licensesActive: 14, licensesQualified: 0 },
      { licensesActive: 1_669, licensesQualified: 20_000 },
    ];
    for (const mode of ['current', 'fallback'] as const) {
      const rows = rowsOf(5, 5, 5).map((row, index) => ({ ...row, ...counts[index] }));
      const customer = createMigration(usagePage(rows), { mode, ...options });
      const { items } = await customer.migrating.getCustomerLicensesUsage(customerId);
      expect(items.map((item) => item.usagePercent)).toStrictEqual(percentages);

      const groups = counts.map((own, index) => ({
        serviceCode: 'o365',
        workloadCode: 'W',
        workloadName: `W${index}`,
        channel: 'reseller',
        ...own,
      }));
      const page = (request: Request, number: number) =>
        usagePage(queryOf(request)['groupby'] === undefined ? rowsOf(1) : groups)(request, number);
      const partner = createMigration(page, { mode, ...options });
      const usage = await partner.migrating.getPartnerLicensesUsage();
      expect(usage.items.map((item) => item.proratedLicensesUsagePercent)).toStrictEqual(percentages);
    }
  });

  test('writes dates as the superseded operations do, and orders the partner by service, workload and channel', async () => {
    const customer = createMigration(agreeing, { mode: 'current' });
    const { items } = await customer.migrating.getCustomerLicensesUsage(customerId);
    expect(items).toMatchObject([{ processedDateTime: '2018-10-14T00:00:00+00:00' }]);

    const group = { workloadCode: 'W', licensesActive: 1, licensesQualified: 4 };
    const keys = [
      ['o365', 'Exchange', 'reseller'],
      ['o365', 'Exchange', 'direct'],
      ['crm', 'SharePoint', 'reseller'],
      ['crm', 'Microsoft Dynamics CRM', 'reseller'],
    ] as const;
    const groups = keys.map(([serviceCode, workloadName, channel]) => ({
      ...group,
      serviceCode,
      workloadName,
      channel,
    }));
    const partner = createMigration(
      (request, number) =>
        usagePage(queryOf(request)['groupby'] === undefined ? rowsOf(1) : groups)(request, number),
      { mode: 'current' },
    );
    const usage = await partner.migrating.getPartnerLicensesUsage();
    expect(
      usage.items.map(({ serviceName, workloadName, channel }) => [serviceName, workloadName, channel]),
    ).toStrictEqual(keys.toReversed());
  });

  test('takes a client of another installed copy of the package', async () => {
    vi.resetModules();
    const other = await import('../../../src/index.ts');
    expect(other.createClient).not.toBe(createClient);
    const fetch = (input: Request | string | URL, init?: RequestInit) =>
      Promise.resolve(agreeing(new Request(input, init), 0));
    const client = other.createClient({ credential: () => 'token', fetch });
    const migrating = createMigratingClient(client, { mode: 'current' });
    expect((await migrating.getCustomerLicensesUsage(customerId)).items).toHaveLength(1);
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
    const half: MigratingClientOptions = JSON.parse('{"mode":"current","percentages":"half"}');
    expect(thrownBy(() => createMigratingClient(client, half))).toMatchObject({ argument: 'percentages' });
    expect(
      thrownBy(() => createMigratingClient(client, { mode: 'shadow', maxPendingComparisons: 0 })),
    ).toMatchObject({ argument: 'maxPendingComparisons' });
    expect(
      thrownBy(() => createMigratingClient(client, { mode: 'shadow', tolerance: { decimals: -1 } })),
    ).toMatchObject({ argument: 'tolerance.decimals' });
  });

  test("sends one correlation id to both operations, the caller's own if given", async () => {
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
