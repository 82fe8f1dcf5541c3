import partnerUsage from '@licenses-usage/spec/examples/partner-licenses-usage.json' with { type: 'json' };
import { describe, expect, expectTypeOf, test } from 'vitest';
import { readCollection } from '../../src/decode/collection.ts';
import { readPartnerLicensesUsageInsights } from '../../src/generated/decoders.ts';
import type { PartnerLicensesUsageInsights } from '../../src/generated/models.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('readPartnerLicensesUsageInsights', () => {
  test('reads the documented answer with one workload under two services and two dates', () => {
    const { items } = readCollection(
      structuredClone<unknown>(partnerUsage),
      readPartnerLicensesUsageInsights,
      createDecodeContext(),
    );
    const places = items.filter((item) => item.workloadName === 'SharePoint');
    expect(items).toHaveLength(5);
    expect(places.map(({ serviceName }) => serviceName)).toEqual(['crm', 'o365']);
    expect(new Set(items.map(({ processedDateTime }) => processedDateTime)).size).toBe(2);
    expect(items.every(({ serviceCode }) => serviceCode === null)).toBe(true);
  });

  test.for([
    [2.13, 2.13],
    ['5.64', 5.64],
    [130.5, 130.5],
    [null, null],
    [undefined, null],
  ] as const)('reads a percentage of %j as %j', ([wire, percent]) => {
    const insight = readPartnerLicensesUsageInsights(
      { proratedLicensesUsagePercent: wire },
      createDecodeContext(),
    );
    expect(insight.proratedLicensesUsagePercent).toBe(percent);
    expectTypeOf(insight.proratedLicensesUsagePercent).toEqualTypeOf<number | null>();
  });

  test('makes every field nullable, because none is required', () => {
    expect(readPartnerLicensesUsageInsights({}, createDecodeContext())).toMatchObject({
      workloadName: null,
      proratedLicensesUsagePercent: null,
      serviceCode: null,
      serviceName: null,
      channel: null,
      processedDateTime: null,
      attributes: null,
    });
    expectTypeOf<PartnerLicensesUsageInsights['serviceName']>().toEqualTypeOf<string | null>();
  });

  test('refuses a percentage that is not a number', () => {
    expect(
      thrownBy(() =>
        readPartnerLicensesUsageInsights({ proratedLicensesUsagePercent: 'high' }, createDecodeContext()),
      ),
    ).toMatchObject({ pointer: '/proratedLicensesUsagePercent' });
  });
});
