import customerUsage from '@licenses-usage/spec/examples/customer-licenses-usage.json' with { type: 'json' };
import { describe, expect, expectTypeOf, test } from 'vitest';
import { readCollection } from '../../src/decode/collection.ts';
import { readCustomerLicensesUsageInsights } from '../../src/generated/decoders.ts';
import type { CustomerLicensesUsageInsights, ResourceAttributes } from '../../src/generated/models.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

const documented = {
  customerName: 'DT DEMO CSP CUSTOMER 005',
  productName: 'OFFICE 365 BUSINESS ESSENTIALS',
  licensesActive: 0,
  licensesQualified: 1,
  usagePercent: 0,
  workloadName: 'Exchange',
  processedDateTime: '2017-03-09T00:00:00+00:00',
  serviceName: 'o365',
  channel: 'reseller',
  attributes: { objectType: 'CustomerLicensesUsageInsights' },
};

describe('readCustomerLicensesUsageInsights', () => {
  test('reads the documented answer, with null for fields that the sample lacks', () => {
    const { items, totalCount } = readCollection(
      structuredClone<unknown>(customerUsage),
      readCustomerLicensesUsageInsights,
      createDecodeContext(),
    );
    expect(totalCount).toBe(5);
    expect(items).toHaveLength(5);
    expect(items[0]).toMatchObject({
      ...documented,
      workloadCode: null,
      serviceCode: null,
      customerId: null,
    });
  });

  test('keeps more active than qualified licences, and active ones where none qualifies', () => {
    const row = { ...documented, licensesActive: '7', licensesQualified: 0, usagePercent: 250.5 };
    expect(readCustomerLicensesUsageInsights(row, createDecodeContext())).toMatchObject({
      licensesActive: 7,
      licensesQualified: 0,
      usagePercent: 250.5,
    });
  });

  test('keeps decimals of a percentage and workload codes as text', () => {
    const row = { ...documented, usagePercent: 26.16, workloadCode: '007' };
    expect(readCustomerLicensesUsageInsights(row, createDecodeContext())).toMatchObject({
      usagePercent: 26.16,
      workloadCode: '007',
    });
  });

  test.for([
    [{ ...documented, workloadCode: 7 }, '/workloadCode'],
    [{ ...documented, licensesActive: null }, '/licensesActive'],
    [{ ...documented, licensesQualified: 1.5 }, '/licensesQualified'],
    [{ ...documented, attributes: { objectType: {} } }, '/attributes/objectType'],
  ] as const)('refuses a row at the place that is wrong', ([row, pointer]) => {
    expect(
      thrownBy(() => readCustomerLicensesUsageInsights({ ...row }, createDecodeContext())),
    ).toMatchObject({ pointer });
  });

  test('promises counts, and null for every other field that may be absent', () => {
    expectTypeOf(readCustomerLicensesUsageInsights).returns.toEqualTypeOf<CustomerLicensesUsageInsights>();
    expectTypeOf<CustomerLicensesUsageInsights['licensesActive']>().toEqualTypeOf<number>();
    expectTypeOf<CustomerLicensesUsageInsights['licensesQualified']>().toEqualTypeOf<number>();
    expectTypeOf<CustomerLicensesUsageInsights['usagePercent']>().toEqualTypeOf<number | null>();
    expectTypeOf<CustomerLicensesUsageInsights['workloadCode']>().toEqualTypeOf<string | null>();
    expectTypeOf<CustomerLicensesUsageInsights['processedDateTime']>().toEqualTypeOf<string | null>();
    expectTypeOf<CustomerLicensesUsageInsights['attributes']>().toEqualTypeOf<ResourceAttributes | null>();
    // @ts-expect-error the percentage is null for no licences at all: it can't be added up unseen
    const sum = (row: CustomerLicensesUsageInsights): number => row.usagePercent;
    expect(
      sum(readCustomerLicensesUsageInsights({ ...documented, usagePercent: null }, createDecodeContext())),
    ).toBeNull();
  });
});
