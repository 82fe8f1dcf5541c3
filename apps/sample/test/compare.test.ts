import type { LicensesUsageRow } from '@licenses-usage/client';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { compare, factsOf, pair } from '../src/compare.ts';
import { customerInsight, partnerInsight } from './support/insight.ts';

const customerId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';

const row: LicensesUsageRow = {
  processedDateTime: '2017-03-09T00:00:00Z',
  workloadCode: 'EXO',
  workloadName: 'Exchange',
  serviceCode: 'o365',
  serviceName: 'Microsoft Office 365',
  channel: 'reseller',
  customerTenantId: customerId.toUpperCase(),
  customerName: 'DT DEMO CSP CUSTOMER 005',
  productId: null,
  productName: 'EXCHANGE ONLINE (PLAN 1)',
  licensesActive: 1,
  licensesQualified: 8,
};

describe('pair', () => {
  test('finds the counterpart whatever the order and the spelling of keys', () => {
    const legacy = [customerInsight(), customerInsight({ workloadName: 'SharePoint', usagePercent: 66.67 })];
    const recomputed = [
      customerInsight({ workloadName: 'SharePoint', usagePercent: 200 / 3 }),
      customerInsight({ serviceName: 'O365', channel: 'Reseller' }),
    ];
    const pairs = pair(legacy, recomputed);
    expect(pairs).toHaveLength(2);
    for (const { legacy: before, current } of pairs) expect(current).toStrictEqual(before);
  });

  test('lets what only one side has stand alone', () => {
    const pairs = pair([partnerInsight()], [partnerInsight({ serviceName: 'crm' })]);
    expect(pairs).toMatchObject([
      { serviceName: 'crm', legacy: undefined, current: { percent: 91.69 } },
      { serviceName: 'o365', legacy: { percent: 91.69 }, current: undefined },
    ]);
  });

  test('makes nothing of nothing', () => {
    expect(pair([], [])).toStrictEqual([]);
  });
});

describe('factsOf', () => {
  test('has the counts that an insight has, and its percentage at two decimals', () => {
    expect(factsOf(customerInsight({ usagePercent: 200 / 3 }))).toStrictEqual({
      counts: '1/8',
      percent: 66.67,
    });
    expect(factsOf(partnerInsight({ proratedLicensesUsagePercent: null }))).toStrictEqual({ percent: null });
    expectTypeOf(factsOf).returns.toHaveProperty('percent').toEqualTypeOf<number | null>();
  });
});

describe('compare', () => {
  test('says of both questions whether the code paths agree', () => {
    const before = {
      customer: [customerInsight()],
      partner: [partnerInsight({ proratedLicensesUsagePercent: 12.5 })],
    };
    const { customer, partner } = compare(before, { customer: [row], partner: [row] }, customerId);
    expect(customer).toMatchObject({ verdict: 'agree', agreed: 1, pairs: { length: 1 } });
    expect(partner).toMatchObject({ verdict: 'agree', agreed: 1, pairs: { length: 1 } });
  });

  test('does not take no data for agreement', () => {
    const { customer } = compare({ customer: [], partner: [] }, { customer: [], partner: [] }, customerId);
    expect(customer).toMatchObject({ verdict: 'no-data', pairs: [] });
  });
});
