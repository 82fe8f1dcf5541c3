import { describe, expect, expectTypeOf, test } from 'vitest';
import { compare } from '../src/compare.ts';
import { customerInsight, partnerInsight } from './support/insight.ts';

const newerDate = { processedDateTime: '2017-03-16T00:00:00Z' };

describe('compare', () => {
  test('finds agreement whatever the order, the spelling of keys and dates, and the decimals beyond two', () => {
    const legacy = [
      customerInsight(),
      customerInsight({
        workloadName: 'SharePoint',
        licensesActive: 2,
        licensesQualified: 3,
        usagePercent: 66.67,
      }),
    ];
    const recomputed = [
      customerInsight({
        workloadName: 'SharePoint',
        licensesActive: 2,
        licensesQualified: 3,
        usagePercent: 200 / 3,
      }),
      customerInsight({
        serviceName: 'O365',
        channel: 'Reseller',
        processedDateTime: '2017-03-09T00:00:00Z',
      }),
    ];
    const { verdict, rows } = compare(legacy, recomputed);
    expect(verdict).toBe('2 of 2 rows agree.');
    expect(rows[1]).toStrictEqual({
      productName: 'EXCHANGE ONLINE (PLAN 1)',
      serviceName: 'o365',
      workloadName: 'SharePoint',
      channel: 'reseller',
      before: { counts: '2/3', percent: 66.67, processedDateTime: '2017-03-09T00:00:00+00:00' },
      after: { counts: '2/3', percent: 66.67, processedDateTime: '2017-03-09T00:00:00+00:00' },
      agreement: 'agree',
    });
    expectTypeOf(verdict).toEqualTypeOf<string>();
  });

  test.for([
    ['agree', {}, {}],
    ['agree', { usagePercent: null }, { usagePercent: null }],
    ['differ', {}, { usagePercent: 12.51 }],
    ['differ', {}, { licensesActive: 2, licensesQualified: 16 }],
    ['not comparable: other date', {}, newerDate],
    ['not comparable: other date', {}, { ...newerDate, usagePercent: 99 }],
    ['not comparable: other date', { processedDateTime: null }, { processedDateTime: null }],
    ['not comparable: none qualified', { usagePercent: 0 }, { usagePercent: null }],
  ] as const)('says %s of %j and %j', ([agreement, legacy, recomputed]) => {
    const { rows, verdict } = compare([customerInsight(legacy)], [customerInsight(recomputed)]);
    expect(rows.map((row) => row.agreement)).toStrictEqual([agreement]);
    expect(verdict).toBe(`${agreement === 'agree' ? 1 : 0} of 1 rows agree.`);
  });

  test('names the rows that only one side has', () => {
    const { rows, verdict } = compare([partnerInsight()], [partnerInsight({ serviceName: 'crm' })]);
    expect(rows).toMatchObject([
      { serviceName: 'o365', agreement: 'legacy only', before: { percent: 91.69 }, after: null },
      { serviceName: 'crm', agreement: 'new only', before: null, after: { percent: 91.69 } },
    ]);
    expect(verdict).toBe('0 of 2 rows agree.');
  });

  test('pairs rows of one key one by one, and loses none', () => {
    const rows = compare([customerInsight(), customerInsight()], [customerInsight()]).rows;
    expect(rows.map((row) => row.agreement)).toStrictEqual(['agree', 'legacy only']);
  });

  test('does not take an empty answer for agreement', () => {
    expect(compare([], [])).toStrictEqual({ verdict: 'No data on either side.', rows: [] });
    expect(compare([], [partnerInsight()]).verdict).toBe('0 of 1 rows agree.');
  });
});
