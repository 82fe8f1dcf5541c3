import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { LicensesUsageRow } from '../../../src/generated/models.ts';
import { ConfigurationError } from '../../../src/errors/configuration-error.ts';
import {
  compareCustomerUsage,
  type CustomerParityReport,
} from '../../../src/migrate/parity/compare-customer-usage.ts';
import { toCustomerLicensesUsage } from '../../../src/migrate/to-customer-licenses-usage.ts';
import { createTestClient } from '../../support/client.ts';
import { thrownBy } from '../../support/thrown-by.ts';
import { usagePage, wireRows } from '../../walk/support/usage-page.ts';
import { usageRow, usageRows } from '../usage-row.ts';
import { customerInsight, customerRows } from './support/two-sides.ts';

const key = {
  customerId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
  serviceCode: 'o365',
  productName: 'EXCHANGE ONLINE (PLAN 1)',
  workloadName: 'Exchange',
  channel: 'reseller',
};

/** Rows of one customer and one snapshot for each side, some of them alike, with a few changes. */
const sides = fc.tuple(usageRows, usageRows, fc.nat()).map(([rows, others, cut]) => {
  const shared = rows.slice(0, cut % (rows.length + 1));
  return { legacy: rows, current: [...shared, ...others] };
});

/** `agree` and `matched` are the same for both sides. Rows of one side only change places. */
function countsOf(report: CustomerParityReport) {
  const { verdict, matched, agreed, onlyInLegacy, onlyInCurrent } = report;
  return { verdict, matched, agreed, legacy: onlyInLegacy.length, current: onlyInCurrent.length };
}

function shuffled<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

describe('compareCustomerUsage', () => {
  test('reports what agrees, what changed and as of when', () => {
    const rows = [
      usageRow({ licensesActive: 2, licensesQualified: 3 }),
      usageRow({ workloadName: 'Teams', licensesActive: 0, licensesQualified: 0 }),
    ];
    const [first, second] = rows.map(customerInsight);
    const legacy = [{ ...first, licensesActive: 1, usagePercent: 33.33 }, second];
    const report = compareCustomerUsage(JSON.parse(JSON.stringify({ items: legacy })), rows);
    const side = { insights: 2, dates: ['2017-03-09T00:00:00Z'] };
    expect(report).toStrictEqual({
      verdict: 'differ',
      asOf: [{ serviceCode: 'o365', snapshots: 'same', legacy: side, current: side }],
      matched: 2,
      agreed: 1,
      changed: [
        { key, field: 'licensesActive', legacy: 1, current: 2, delta: 1 },
        { key, field: 'usagePercent', legacy: 33.33, current: 200 / 3, delta: 33.34 },
      ],
      onlyInLegacy: [],
      onlyInCurrent: [],
      duplicates: [],
      nothingQualified: [{ ...key, workloadName: 'Teams' }],
      tolerance: { decimals: 2, percentagePoints: 0, zeroIsNull: true },
    });
    expectTypeOf(report).toEqualTypeOf<CustomerParityReport>();
    expectTypeOf(report.changed[0])
      .extract<object>()
      .toHaveProperty('field')
      .toEqualTypeOf<
        | 'licensesActive'
        | 'licensesQualified'
        | 'usagePercent'
        | 'customerName'
        | 'workloadCode'
        | 'serviceName'
      >();
  });

  test('shows the values of an insight that the other side lacks', () => {
    const [row] = customerRows();
    expect(row).toStrictEqual(expect.objectContaining({ productName: 'E3' }));
    const { onlyInCurrent, asOf } = compareCustomerUsage([], customerRows().slice(0, 1));
    expect(onlyInCurrent).toStrictEqual([
      {
        key: { ...key, productName: 'E3' },
        values: {
          licensesActive: 2,
          licensesQualified: 3,
          usagePercent: 200 / 3,
          customerName: 'DT DEMO CSP CUSTOMER 005',
          workloadCode: 'EXO',
          serviceName: 'o365',
        },
      },
    ]);
    expect(asOf).toMatchObject([{ snapshots: 'unknown', legacy: { insights: 0, dates: [] } }]);
  });

  test('accepts answers and rows of the client, and async iterables of rows', async () => {
    const { client } = createTestClient([usagePage(wireRows(1, 4)), usagePage(wireRows(1, 4))]);
    const rows: LicensesUsageRow[] = [];
    for await (const row of client.listLicensesUsage()) rows.push(row);
    const now = compareCustomerUsage(toCustomerLicensesUsage(rows), new Set(rows));
    const later = compareCustomerUsage(toCustomerLicensesUsage(rows), client.listLicensesUsage());
    expectTypeOf(now).toEqualTypeOf<CustomerParityReport>();
    expectTypeOf(later).toEqualTypeOf<Promise<CustomerParityReport>>();
    expect(now).toMatchObject({ verdict: 'agree', matched: 3, agreed: 3 });
    expect(await later).toStrictEqual(now);
  });

  test('agrees within the given tolerance, which the report states', () => {
    const rows = [usageRow({ licensesActive: 1, licensesQualified: 3 })];
    const legacy = rows.map(customerInsight).map((insight) => ({ ...insight, usagePercent: 33.3 }));
    const verdictWithin = (tolerance: Parameters<typeof compareCustomerUsage>[2]) =>
      compareCustomerUsage(legacy, rows, tolerance).verdict;
    expect(verdictWithin({})).toBe('differ');
    expect(verdictWithin({ tolerance: { decimals: 1 } })).toBe('agree');
    expect(verdictWithin({ tolerance: { percentagePoints: 0.03 } })).toBe('agree');
    expect(verdictWithin({ tolerance: { percentagePoints: 0.02 } })).toBe('differ');
    const none = [usageRow({ licensesQualified: 0 })];
    const strict = compareCustomerUsage(none.map(customerInsight), none, {
      tolerance: { zeroIsNull: false },
    });
    expect(strict).toMatchObject({
      verdict: 'differ',
      changed: [{ field: 'usagePercent', legacy: 0, current: null, delta: null }],
      nothingQualified: [],
      tolerance: { decimals: 2, percentagePoints: 0, zeroIsNull: false },
    });
  });

  test('rounds a tie half up, as the recorded answers are', () => {
    const rows = [usageRow({ licensesActive: 427, licensesQualified: 20_000 })];
    const insights = rows.map(customerInsight);
    expect(insights).toMatchObject([{ usagePercent: 2.14 }]);
    expect(compareCustomerUsage(insights, rows).verdict).toBe('agree');
  });

  test('gives the same report for any order of either side, and one that survives JSON', () => {
    const orders = sides.chain(({ legacy, current }) =>
      fc.record({
        legacy: fc.constant(legacy.map(customerInsight)),
        current: fc.constant(current),
        shuffledLegacy: shuffled(legacy.map(customerInsight)),
        shuffledCurrent: shuffled(current),
      }),
    );
    fc.assert(
      fc.property(orders, ({ legacy, current, shuffledLegacy, shuffledCurrent }) => {
        const report = compareCustomerUsage(legacy, current);
        expect(compareCustomerUsage(shuffledLegacy, shuffledCurrent)).toStrictEqual(report);
        expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report);
      }),
    );
  });

  test('agrees with itself, and counts the same from either side', () => {
    fc.assert(
      fc.property(sides, ({ legacy, current }) => {
        const itself = compareCustomerUsage(legacy.map(customerInsight), legacy);
        expect(itself.verdict).toBe(legacy.length === 0 ? 'no-data' : 'agree');
        expect(itself.agreed).toBe(legacy.length);

        const there = countsOf(compareCustomerUsage(legacy.map(customerInsight), current));
        const back = countsOf(compareCustomerUsage(current.map(customerInsight), legacy));
        expect(back).toStrictEqual({ ...there, legacy: there.current, current: there.legacy });
      }),
    );
  });

  test('loses no insight: each is matched, on one side only, or of a service that was not compared', () => {
    fc.assert(
      fc.property(sides, ({ legacy, current }) => {
        const report = compareCustomerUsage(legacy.map(customerInsight), current);
        const apart = report.asOf.filter(({ snapshots }) => snapshots === 'different');
        const sum = (side: 'legacy' | 'current') => apart.reduce((all, own) => all + own[side].insights, 0);
        expect(report.matched + report.onlyInLegacy.length + sum('legacy')).toBe(legacy.length);
        expect(report.matched + report.onlyInCurrent.length + sum('current')).toBe(current.length);
        expect(report.agreed).toBeLessThanOrEqual(report.matched);
      }),
    );
  });

  test('refuses rows of several customers, and says how to ask for one', () => {
    const rows = [usageRow(), usageRow({ customerTenantId: '0112A436-B14E-4888-967B-CA4BB2CF1234' })];
    const error = thrownBy(() => compareCustomerUsage([], rows));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      argument: 'rows[1].customerTenantId',
      message: expect.stringContaining(`eq('customerTenantId'`),
    });
    expect(thrownBy(() => compareCustomerUsage([], [usageRow()], { customerId: 'x' }))).toMatchObject({
      argument: 'options.customerId',
    });
  });

  test.for([
    ['{}', '[]', 'legacy'],
    ['"items"', '[]', 'legacy'],
    ['[{}]', '[]', 'legacy[0].serviceName'],
    ['[null]', '[]', 'legacy[0]'],
    ['[]', '{}', 'rows'],
    ['[]', '"rows"', 'rows'],
    ['[]', '[{}]', 'rows[0].serviceCode'],
    ['[]', '[{"serviceCode":"crm","customerTenantId":null,"licensesActive":"a"}]', 'rows[0].licensesActive'],
    [
      '[]',
      '[{"serviceCode":"crm","customerTenantId":null,"licensesActive":1,"licensesQualified":-1}]',
      'rows[0].licensesQualified',
    ],
    ['[{"serviceName":"crm","usagePercent":"many"}]', '[]', 'legacy[0].usagePercent'],
    ['[{"serviceName":"crm","usagePercent":"0x19"}]', '[]', 'legacy[0].usagePercent'],
    ['[{"serviceName":"crm","usagePercent":"0b1"}]', '[]', 'legacy[0].usagePercent'],
    ['[{"serviceName":"crm","usagePercent":"Infinity"}]', '[]', 'legacy[0].usagePercent'],
    ['[{"serviceName":"crm","usagePercent":" "}]', '[]', 'legacy[0].usagePercent'],
  ] as const)('refuses %s and %s at %s', ([legacy, rows, argument]) => {
    const error = thrownBy(() => compareCustomerUsage(JSON.parse(legacy), JSON.parse(rows)));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ argument });
  });

  test.for([
    [{ decimals: 1.5 }, 'tolerance.decimals'],
    [{ decimals: -1 }, 'tolerance.decimals'],
    [{ percentagePoints: -1 }, 'tolerance.percentagePoints'],
    [{ percentagePoints: Number.NaN }, 'tolerance.percentagePoints'],
    [{ percentagePoints: Infinity }, 'tolerance.percentagePoints'],
  ] as const)('refuses a tolerance of %j', ([tolerance, argument]) => {
    expect(thrownBy(() => compareCustomerUsage([], [], { tolerance }))).toMatchObject({ argument });
  });
});
