import documented from '@licenses-usage/spec/examples/customer-licenses-usage.json' with { type: 'json' };
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { CustomerLicensesUsageInsights, LicensesUsageRowOf } from '../../src/generated/models.ts';
import {
  toCustomerLicensesUsage,
  type CustomerUsageRow,
} from '../../src/migrate/to-customer-licenses-usage.ts';
import { toPartnerLicensesUsage } from '../../src/migrate/to-partner-licenses-usage.ts';
import { thrownBy } from '../support/thrown-by.ts';
import { usageRow, usageRows } from './usage-row.ts';

describe('toCustomerLicensesUsage', () => {
  test('gives the documented answer of the superseded operation from rows of the superseding one', () => {
    const rows = documented.items.map(({ serviceName, processedDateTime, workloadName, ...item }) =>
      usageRow({
        workloadName,
        productName: item.productName,
        licensesQualified: item.licensesQualified,
        serviceCode: serviceName,
        processedDateTime: processedDateTime.replace('+00:00', 'Z'),
      }),
    );
    const usage = toCustomerLicensesUsage(rows);
    expect(usage.items).toHaveLength(5);
    expect(usage).toMatchObject({
      ...documented,
      items: documented.items.map((item) => ({ ...item, processedDateTime: '2017-03-09T00:00:00Z' })),
    });
    expectTypeOf(usage.items).toEqualTypeOf<CustomerLicensesUsageInsights[]>();
    expectTypeOf(usage).not.toHaveProperty('context');
  });

  test('sets serviceName to the code, customerId in lower case and the exact percentage', () => {
    const row = usageRow({ licensesActive: 2, licensesQualified: 3 });
    expect(toCustomerLicensesUsage([row]).items).toMatchObject([
      {
        customerId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
        customerName: 'DT DEMO CSP CUSTOMER 005',
        productName: 'EXCHANGE ONLINE (PLAN 1)',
        licensesActive: 2,
        licensesQualified: 3,
        usagePercent: 200 / 3,
        workloadCode: 'EXO',
        workloadName: 'Exchange',
        processedDateTime: '2017-03-09T00:00:00Z',
        serviceCode: 'o365',
        serviceName: 'o365',
        channel: 'reseller',
        attributes: { objectType: 'CustomerLicensesUsageInsights' },
      },
    ]);
  });

  test('sets fields to null that grouped rows lack', () => {
    const { processedDateTime, workloadCode, ...grouped } = usageRow();
    expect([processedDateTime, workloadCode]).toStrictEqual(['2017-03-09T00:00:00Z', 'EXO']);
    expect(toCustomerLicensesUsage([grouped]).items).toMatchObject([
      { processedDateTime: null, workloadCode: null },
    ]);
  });

  test.for([
    ['2018-10-14T00:00:00', '2018-10-14T00:00:00Z'],
    ['2018-10-14T00:00:00.36', '2018-10-14T00:00:00.36Z'],
    ['2018-10-14', '2018-10-14T00:00:00Z'],
    ['2018-10-14T00:00:00Z', '2018-10-14T00:00:00Z'],
    ['2018-10-14T00:00:00+02:00', '2018-10-14T00:00:00+02:00'],
    ['0001-01-01T00:00:00', '0001-01-01T00:00:00Z'],
  ] as const)('dates a row that was stored raw with %s as %s', ([processedDateTime, dated]) => {
    expect(toCustomerLicensesUsage([usageRow({ processedDateTime })]).items).toMatchObject([
      { processedDateTime: dated },
    ]);
    expect(toPartnerLicensesUsage([usageRow({ processedDateTime })]).items).toMatchObject([
      { processedDateTime: dated },
    ]);
  });

  test('reads the counts of a row that was stored raw, as text or as decimals', () => {
    const rows = JSON.parse(
      JSON.stringify([{ ...usageRow(), licensesActive: '2', licensesQualified: '4.0' }]),
    );
    expect(toCustomerLicensesUsage(rows).items).toMatchObject([
      { licensesActive: 2, licensesQualified: 4, usagePercent: 50 },
    ]);
    expect(toPartnerLicensesUsage(rows).items).toMatchObject([{ proratedLicensesUsagePercent: 50 }]);
  });

  test('refuses a malformed date', () => {
    const rows = [usageRow({ processedDateTime: 'yesterday' })];
    for (const convert of [toCustomerLicensesUsage, toPartnerLicensesUsage])
      expect(thrownBy(() => convert(rows))).toMatchObject({ argument: 'processedDateTime' });
  });

  test('returns an empty collection, not zeros, for no rows', () => {
    expect(toCustomerLicensesUsage([])).toMatchObject({
      totalCount: 0,
      items: [],
      attributes: { objectType: 'Collection' },
    });
  });

  test('makes one insight of each row, in order, with the counts as they are', () => {
    fc.assert(
      fc.property(usageRows, (rows) => {
        const usage = toCustomerLicensesUsage(new Set(rows));
        expect(usage.totalCount).toBe(rows.length);
        for (const [index, row] of rows.entries()) {
          const { licensesActive, licensesQualified } = row;
          expect(usage.items[index]).toMatchObject({
            licensesActive,
            licensesQualified,
            workloadName: row.workloadName,
            serviceName: row.serviceCode,
            channel: row.channel,
            usagePercent: licensesQualified === 0 ? null : (licensesActive * 100) / licensesQualified,
          });
        }
      }),
    );
  });

  test('does not modify the rows', () => {
    const row = Object.freeze(usageRow());
    toCustomerLicensesUsage([row]);
    expect(row).toStrictEqual(usageRow());
  });

  test('does not compile for rows that were grouped without a field of the insight', () => {
    expectTypeOf<LicensesUsageRowOf<[]>>().toExtend<CustomerUsageRow>();
    expectTypeOf<
      LicensesUsageRowOf<['serviceCode', 'workloadName', 'channel']>
    >().not.toExtend<CustomerUsageRow>();
    const row = { licensesActive: 1, licensesQualified: 1, channel: 'direct' };
    // @ts-expect-error productName and others are missing
    expect(() => toCustomerLicensesUsage([row])).toThrow(
      /^rows\[0\]\.customerTenantId: expected text or null: group by/,
    );
  });
});
