import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type {
  LicensesUsageField,
  LicensesUsageRow,
  LicensesUsageRowOf,
  PartnerLicensesUsageInsights,
} from '../../src/generated/models.ts';
import { toPartnerLicensesUsage, type PartnerUsageRow } from '../../src/migrate/to-partner-licenses-usage.ts';
import { usageRow, usageRows } from './usage-row.ts';

interface Insight {
  readonly serviceName: string | null;
  readonly workloadName: string | null;
  readonly channel: string | null;
}

function grain({ serviceName, workloadName, channel }: Insight): string {
  return [serviceName, workloadName, channel].map((part) => part?.toLowerCase() ?? '(null)').join(' / ');
}

function grainOfRow(row: LicensesUsageRow): string {
  return grain({ ...row, serviceName: row.serviceCode });
}

/** The percentage of each service, workload and channel, by grain. */
function percentages(rows: Iterable<PartnerUsageRow>): Record<string, number | null> {
  return Object.fromEntries(
    toPartnerLicensesUsage(rows).items.map((item) => [grain(item), item.proratedLicensesUsagePercent]),
  );
}

/** The answer of the service's own `groupBy`: sums without dates, by the exact spelling of the fields. */
function groupedByService(rows: readonly LicensesUsageRow[]): PartnerUsageRow[] {
  const grouped = new Map<string, { row: PartnerUsageRow; active: number; qualified: number }>();
  for (const { serviceCode, workloadName, channel, licensesActive, licensesQualified } of rows) {
    const key = JSON.stringify([serviceCode, workloadName, channel]);
    const { active, qualified } = grouped.get(key) ?? { active: 0, qualified: 0 };
    const sum = { active: active + licensesActive, qualified: qualified + licensesQualified };
    const counts = { licensesActive: sum.active, licensesQualified: sum.qualified };
    grouped.set(key, { row: { serviceCode, workloadName, channel, ...counts }, ...sum });
  }
  return Array.from(grouped.values(), ({ row }) => row);
}

describe('toPartnerLicensesUsage', () => {
  test('weights by licences: 1 of 10 and 90 of 90 is 91 %, not the mean of 10 % and 100 %', () => {
    const usage = toPartnerLicensesUsage([
      usageRow({ licensesActive: 1, licensesQualified: 10 }),
      usageRow({ licensesActive: 90, licensesQualified: 90, productName: 'OFFICE 365 ENTERPRISE E3' }),
    ]);
    expect(usage).toMatchObject({
      totalCount: 1,
      items: [
        {
          proratedLicensesUsagePercent: 91,
          workloadName: 'Exchange',
          processedDateTime: '2017-03-09T00:00:00Z',
          serviceCode: 'o365',
          serviceName: 'o365',
          channel: 'reseller',
          attributes: { objectType: 'PartnerLicensesUsageInsights' },
        },
      ],
      attributes: { objectType: 'Collection' },
    });
    expectTypeOf(usage.items).toEqualTypeOf<PartnerLicensesUsageInsights[]>();
    expectTypeOf(usage).not.toHaveProperty('context');
  });

  test('keeps workloads of one name apart by service and by channel', () => {
    const rows = [
      usageRow({ workloadName: 'SharePoint', serviceCode: 'crm', licensesActive: 1 }),
      usageRow({ workloadName: 'SharePoint', licensesActive: 2 }),
      usageRow({ workloadName: 'SharePoint', licensesActive: 3, channel: 'direct' }),
    ];
    expect(percentages(rows)).toStrictEqual({
      'crm / sharepoint / reseller': 20,
      'o365 / sharepoint / reseller': 40,
      'o365 / sharepoint / direct': 60,
    });
  });

  test('groups spellings that differ in case, and shows the first', () => {
    const rows = [
      usageRow({ serviceCode: 'O365', channel: 'Reseller', licensesActive: 2 }),
      usageRow({ workloadName: 'EXCHANGE', licensesActive: 3 }),
    ];
    expect(toPartnerLicensesUsage(rows).items).toMatchObject([
      {
        serviceName: 'O365',
        workloadName: 'Exchange',
        channel: 'Reseller',
        proratedLicensesUsagePercent: 50,
      },
    ]);
  });

  test('keeps workloads named "null", "" and null apart', () => {
    const rows = ['null', '', null].map((workloadName) => usageRow({ workloadName }));
    expect(toPartnerLicensesUsage(rows).items.map((item) => item.workloadName)).toStrictEqual([
      'null',
      '',
      null,
    ]);
  });

  test('dates each insight by its latest row, and insights of grouped rows not at all', () => {
    const dated = toPartnerLicensesUsage([
      usageRow({ processedDateTime: '2017-03-08T00:00:00' }),
      usageRow({ processedDateTime: '2017-03-09T00:00:00+00:00' }),
      usageRow({ processedDateTime: null }),
      usageRow({ serviceCode: 'crm', processedDateTime: '2017-03-10T00:00:00Z' }),
    ]);
    expect(dated.items.map((item) => item.processedDateTime)).toStrictEqual([
      '2017-03-09T00:00:00+00:00',
      '2017-03-10T00:00:00Z',
    ]);
    const grouped = toPartnerLicensesUsage(groupedByService([usageRow()]));
    expect(grouped.items.map((item) => item.processedDateTime)).toStrictEqual([null]);
  });

  test.for([
    [164, 50, 328],
    [14, 0, null],
    [0, 0, null],
    [0, 5, 0],
  ] as const)(
    'reports %d active of %d qualified licences as %d %%',
    ([licensesActive, licensesQualified, percent]) => {
      expect(percentages([usageRow({ licensesActive, licensesQualified })])).toStrictEqual({
        'o365 / exchange / reseller': percent,
      });
    },
  );

  test('returns an empty collection, not zeros, for no rows', () => {
    expect(toPartnerLicensesUsage([])).toMatchObject({
      totalCount: 0,
      items: [],
      attributes: { objectType: 'Collection' },
    });
  });

  test('equals 100 × the sum of active ÷ the sum of qualified licences, computed by hand for each insight', () => {
    fc.assert(
      fc.property(usageRows, (rows) => {
        const items = toPartnerLicensesUsage(rows).items;
        expect(items.map(grain)).toStrictEqual([...new Set(rows.map(grainOfRow))]);
        for (const item of items) {
          const own = rows.filter((row) => grainOfRow(row) === grain(item));
          const active = own.reduce((sum, row) => sum + row.licensesActive, 0);
          const qualified = own.reduce((sum, row) => sum + row.licensesQualified, 0);
          expect(item.proratedLicensesUsagePercent).toBe(qualified === 0 ? null : (100 * active) / qualified);
        }
      }),
    );
  });

  test('gives the same percentages whatever the order of the rows', () => {
    const orders = usageRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    fc.assert(
      fc.property(orders, ([rows, shuffled]) => {
        expect(percentages(shuffled)).toStrictEqual(percentages(rows));
      }),
    );
  });

  test('gives the same percentages for rows that the service has grouped already', () => {
    fc.assert(
      fc.property(usageRows, (rows) => {
        expect(percentages(groupedByService(rows))).toStrictEqual(percentages(rows));
      }),
    );
  });

  test('does not compile for rows that were grouped without a field of the insight, and says which at run time', () => {
    type Grouped<GroupBy extends readonly LicensesUsageField[]> = LicensesUsageRowOf<GroupBy>;
    expectTypeOf<
      Grouped<['serviceCode', 'workloadCode', 'workloadName', 'channel']>
    >().toExtend<PartnerUsageRow>();
    expectTypeOf<Grouped<['serviceCode', 'workloadCode', 'channel']>>().not.toExtend<PartnerUsageRow>();
    expectTypeOf<Grouped<LicensesUsageField[]>>().not.toExtend<PartnerUsageRow>();
    const row = { serviceCode: 'o365', workloadName: 'Exchange', licensesActive: 1, licensesQualified: 1 };
    // @ts-expect-error channel is missing
    expect(() => toPartnerLicensesUsage([row])).toThrow(
      /^rows\[0\]\.channel: expected text or null: group by/,
    );
  });
});
