import documented from '@licenses-usage/spec/examples/partner-licenses-usage.json' with { type: 'json' };
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { LicensesUsageRow } from '../../../src/generated/models.ts';
import { roundPercent } from '../../../src/migrate/recompute.ts';
import {
  comparePartnerUsage,
  type PartnerParityReport,
} from '../../../src/migrate/parity/compare-partner-usage.ts';
import { toPartnerLicensesUsage } from '../../../src/migrate/to-partner-licenses-usage.ts';
import { createTestClient } from '../../support/client.ts';
import { usagePage, wireRows } from '../../walk/support/usage-page.ts';
import { usageRow, usageRows } from '../usage-row.ts';
import { complaintsOf, partnerInsight } from './support/two-sides.ts';

/** The superseded operation's answer for these rows: two decimals, and 0 when there is no percentage. */
function legacyOf(rows: readonly LicensesUsageRow[]) {
  return toPartnerLicensesUsage(rows).items.map(({ serviceCode, ...item }) => ({
    ...item,
    serviceName: serviceCode,
    proratedLicensesUsagePercent: roundPercent(item.proratedLicensesUsagePercent) ?? 0,
  }));
}

describe('comparePartnerUsage', () => {
  test('weights by licences: the mean of the percentages is a difference', () => {
    const rows = [
      usageRow({ licensesActive: 1, licensesQualified: 10 }),
      usageRow({ licensesActive: 90, licensesQualified: 90, productName: 'E3' }),
    ] as const;
    const insight = partnerInsight(rows);
    expect(insight).toMatchObject({ proratedLicensesUsagePercent: 91 });
    expect(comparePartnerUsage([insight], rows).verdict).toBe('agree');
    const mean = comparePartnerUsage([{ ...insight, proratedLicensesUsagePercent: 55 }], rows);
    expect(mean.verdict).toBe('differ');
    expect(mean.changed).toStrictEqual([
      {
        key: { serviceCode: 'o365', workloadName: 'Exchange', channel: 'reseller' },
        field: 'proratedLicensesUsagePercent',
        legacy: 55,
        current: 91,
        delta: 36,
      },
    ]);
    expectTypeOf(mean).toEqualTypeOf<PartnerParityReport>();
  });

  test('keeps a workload of two services apart, each with its own date', () => {
    const crm = { serviceCode: 'crm', processedDateTime: '2017-03-10T00:00:00' };
    const rows = [
      usageRow({ workloadName: 'SharePoint', licensesActive: 1 }),
      usageRow({ workloadName: 'SharePoint', licensesActive: 2, ...crm }),
    ];
    const report = comparePartnerUsage(legacyOf(rows), rows);
    expect(report.verdict).toBe('agree');
    expect(report.asOf.map((service) => [service.serviceCode, service.current.dates])).toStrictEqual([
      ['crm', ['2017-03-10T00:00:00Z']],
      ['o365', ['2017-03-09T00:00:00Z']],
    ]);
    const swapped = legacyOf(rows).map((item, index) => ({
      ...item,
      serviceName: ['crm', 'o365'][index] ?? '',
    }));
    const undated = swapped.map((item) => ({ ...item, processedDateTime: null }));
    expect(complaintsOf(comparePartnerUsage(undated, rows))).toStrictEqual([
      'crm/SharePoint/reseller proratedLicensesUsagePercent: 20 → 40 (20)',
      'o365/SharePoint/reseller proratedLicensesUsagePercent: 40 → 20 (-20)',
    ]);
  });

  test('names the service whose snapshots differ, and compares the others', () => {
    const rows = [usageRow(), usageRow({ serviceCode: 'crm', processedDateTime: '2017-03-10T00:00:00Z' })];
    const legacy = legacyOf([
      usageRow(),
      usageRow({ serviceCode: 'crm', processedDateTime: '2017-03-03T00:00:00Z', licensesActive: 5 }),
    ]);
    const report = comparePartnerUsage(legacy, rows);
    expect(report).toMatchObject({ verdict: 'not-comparable', matched: 1, agreed: 1 });
    expect(complaintsOf(report)).toStrictEqual(['crm: 2017-03-03T00:00:00Z ≠ 2017-03-10T00:00:00Z']);
  });

  test('reports rows of two snapshots as another snapshot', () => {
    const rows = [usageRow(), usageRow({ processedDateTime: '2017-03-02T00:00:00Z' })];
    expect(complaintsOf(comparePartnerUsage(legacyOf([usageRow()]), rows))).toStrictEqual([
      'o365: 2017-03-09T00:00:00Z ≠ 2017-03-02T00:00:00Z,2017-03-09T00:00:00Z',
    ]);
  });

  test('compares grouped rows, which have no date, and says that the date is unknown', () => {
    const { serviceCode, workloadName, channel, licensesQualified } = usageRow();
    const grouped = [{ serviceCode, workloadName, channel, licensesActive: '3', licensesQualified }];
    const report = comparePartnerUsage(legacyOf([usageRow({ licensesActive: 3 })]), grouped);
    expect(report).toMatchObject({
      verdict: 'agree',
      asOf: [{ snapshots: 'unknown', current: { dates: [] } }],
    });
  });

  test('treats the 0 of the service as no percentage, and lists where', () => {
    const rows = [usageRow({ licensesActive: 14, licensesQualified: 0 })] as const;
    const report = comparePartnerUsage([partnerInsight(rows)], rows);
    expect(report).toMatchObject({
      verdict: 'agree',
      nothingQualified: [{ serviceCode: 'o365', workloadName: 'Exchange', channel: 'reseller' }],
    });
    expect(
      comparePartnerUsage([{ ...partnerInsight(rows), proratedLicensesUsagePercent: 100 }], rows).verdict,
    ).toBe('differ');
  });

  test('accepts the documented answer, and async iterables of rows', async () => {
    const { client } = createTestClient([usagePage(wireRows(1, 3))]);
    const report = await comparePartnerUsage(documented, client.listLicensesUsage());
    expect(report.verdict).toBe('differ');
    expect(report.onlyInLegacy.map(({ key }) => key.serviceCode)).toStrictEqual(['crm', 'crm']);
    expect(report.asOf).toMatchObject([
      { serviceCode: 'crm', snapshots: 'unknown' },
      { serviceCode: 'o365', snapshots: 'different' },
    ]);
  });

  test('has no data when neither side has, and a difference when one has', () => {
    expect(comparePartnerUsage([], []).verdict).toBe('no-data');
    expect(complaintsOf(comparePartnerUsage([], [usageRow()]))).toStrictEqual([
      'only in current: o365/Exchange/reseller',
    ]);
  });

  test('agrees with the insights of the same rows in any order and case', () => {
    const orders = usageRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    fc.assert(
      fc.property(orders, ([rows, shuffled]) => {
        // Rows of one date: an insight has one date, so several dates of a service would not be comparable.
        const dated = (row: LicensesUsageRow) => ({ ...row, processedDateTime: '2017-03-09T00:00:00' });
        const report = comparePartnerUsage(
          legacyOf(shuffled).map((item) => ({ ...item, processedDateTime: '2017-03-09T00:00:00Z' })),
          rows.map(dated),
        );
        expect(report.verdict).toBe(rows.length === 0 ? 'no-data' : 'agree');
        expect(report.agreed).toBe(legacyOf(rows).length);
      }),
    );
  });
});
