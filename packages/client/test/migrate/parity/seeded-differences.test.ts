import { describe, expect, expectTypeOf, test } from 'vitest';

import type { LicensesUsageRow } from '../../../src/generated/models.ts';
import {
  compareCustomerUsage,
  type CustomerInsightFacts,
} from '../../../src/migrate/parity/compare-customer-usage.ts';
import type { ParityVerdict } from '../../../src/migrate/parity/parity-report.ts';
import { complaintsOf, customerInsight, customerRows } from './support/two-sides.ts';

/** Two sides that agree, a difference that is put into one of them, and the expected report. */
interface Seed {
  readonly title: string;
  readonly verdict: ParityVerdict;
  readonly complaints: readonly string[];
  readonly legacy?: (insights: readonly CustomerInsightFacts[]) => readonly CustomerInsightFacts[];
  readonly rows?: (rows: readonly LicensesUsageRow[]) => readonly LicensesUsageRow[];
}

type Insights = readonly CustomerInsightFacts[];
type Rows = readonly LicensesUsageRow[];

/** Changes only the item at `position`. */
function at<Item>(position: number, change: Partial<Item>) {
  return (items: readonly Item[]): Item[] =>
    items.map((item, index) => (index === position ? { ...item, ...change } : item));
}

function all<Item>(change: (item: Item) => Partial<Item>) {
  return (items: readonly Item[]): Item[] => items.map((item) => ({ ...item, ...change(item) }));
}

const [rowAt, insightAt] = [at<LicensesUsageRow>, at<CustomerInsightFacts>];
const [allRows, allInsights] = [all<LicensesUsageRow>, all<CustomerInsightFacts>];

const without =
  (position: number) =>
  <Item>(items: readonly Item[]): readonly Item[] =>
    items.filter((_, index) => index !== position);

const upper = (text: string | null) => text?.toUpperCase() ?? null;
const [march9, march16] = ['2017-03-09T00:00:00Z', '2017-03-16T00:00:00Z'];

const seeds: readonly Seed[] = [
  { title: 'nothing at all', verdict: 'agree', complaints: [] },
  {
    title: 'an active count',
    verdict: 'differ',
    rows: rowAt(0, { licensesActive: 3 }),
    complaints: [
      'o365/E3/Exchange/reseller licensesActive: 2 → 3 (1)',
      'o365/E3/Exchange/reseller usagePercent: 66.67 → 100 (33.33)',
    ],
  },
  {
    title: 'a qualified count',
    verdict: 'differ',
    rows: rowAt(0, { licensesQualified: 4 }),
    complaints: [
      'o365/E3/Exchange/reseller licensesQualified: 3 → 4 (1)',
      'o365/E3/Exchange/reseller usagePercent: 66.67 → 50 (-16.67)',
    ],
  },
  {
    title: 'a percentage alone, by its second decimal',
    verdict: 'differ',
    legacy: insightAt(0, { usagePercent: 66.66 }),
    complaints: ['o365/E3/Exchange/reseller usagePercent: 66.66 → 66.66666666666667 (0.01)'],
  },
  {
    title: 'a percentage on the scale from 0 to 1',
    verdict: 'differ',
    legacy: insightAt(0, { usagePercent: 0.67 }),
    complaints: ['o365/E3/Exchange/reseller usagePercent: 0.67 → 66.66666666666667 (66)'],
  },
  {
    title: 'a percentage clamped to 100',
    verdict: 'differ',
    legacy: insightAt(3, { usagePercent: 100 }),
    complaints: ['o365/P1/Exchange/reseller usagePercent: 100 → 328 (228)'],
  },
  {
    title: 'a row that is missing',
    verdict: 'differ',
    rows: without(1),
    complaints: ['only in legacy: o365/E3/SharePoint/reseller'],
  },
  {
    title: 'a row of zero that is missing: empty is not zero',
    verdict: 'differ',
    rows: without(2),
    complaints: ['only in legacy: o365/E3/Teams/reseller'],
  },
  {
    title: 'a row too many',
    verdict: 'differ',
    legacy: without(1),
    complaints: ['only in current: o365/E3/SharePoint/reseller'],
  },
  {
    title: 'a whole service that is missing',
    verdict: 'differ',
    rows: (rows) => rows.slice(0, 6),
    complaints: [
      'only in legacy: crm/CRM/Microsoft Dynamics CRM/reseller',
      'only in legacy: crm/CRM/SharePoint/reseller',
    ],
  },
  {
    title: 'a product by another name',
    verdict: 'differ',
    rows: rowAt(0, { productName: 'E3 (NO TEAMS)' }),
    complaints: [
      'only in legacy: o365/E3/Exchange/reseller',
      'only in current: o365/E3 (NO TEAMS)/Exchange/reseller',
    ],
  },
  {
    title: 'a workload by another name',
    verdict: 'differ',
    rows: rowAt(2, { workloadName: 'Microsoft Teams' }),
    complaints: [
      'only in legacy: o365/E3/Teams/reseller',
      'only in current: o365/E3/Microsoft Teams/reseller',
    ],
  },
  {
    title: 'a customer by another name',
    verdict: 'differ',
    rows: rowAt(0, { customerName: 'RENAMED' }),
    complaints: ['o365/E3/Exchange/reseller customerName: DT DEMO CSP CUSTOMER 005 → RENAMED'],
  },
  {
    title: 'a workload of the name that another service has, too',
    verdict: 'differ',
    legacy: insightAt(6, { serviceName: 'o365', processedDateTime: march9 }),
    complaints: [
      'only in legacy: o365/CRM/SharePoint/reseller',
      'only in current: crm/CRM/SharePoint/reseller',
    ],
  },
  {
    title: 'a display name in place of the code of the service',
    verdict: 'differ',
    legacy: insightAt(0, { serviceName: 'Microsoft 365', serviceCode: 'o365' }),
    complaints: ['o365/E3/Exchange/reseller serviceName: Microsoft 365 → o365'],
  },
  {
    title: 'the other channel',
    verdict: 'differ',
    legacy: insightAt(0, { channel: 'direct' }),
    complaints: ['only in legacy: o365/E3/Exchange/direct', 'only in current: o365/E3/Exchange/reseller'],
  },
  {
    title: 'a workload code',
    verdict: 'differ',
    legacy: insightAt(0, { workloadCode: 'SPO' }),
    complaints: ['o365/E3/Exchange/reseller workloadCode: SPO → EXO'],
  },
  {
    title: 'the day of one service, although its counts differ too',
    verdict: 'not-comparable',
    rows: allRows(({ serviceCode, licensesActive }) =>
      serviceCode === 'o365' ? { processedDateTime: march16, licensesActive: licensesActive + 1 } : {},
    ),
    complaints: [`o365: ${march9} ≠ ${march16}`],
  },
  {
    title: 'the day of one service, and a count of the other',
    verdict: 'differ',
    rows: (rows: Rows) =>
      allRows(({ serviceCode }) => (serviceCode === 'o365' ? { processedDateTime: march16 } : {}))(
        rowAt(6, { licensesActive: 5 })(rows),
      ),
    complaints: [
      'crm/CRM/SharePoint/reseller licensesActive: 4 → 5 (1)',
      'crm/CRM/SharePoint/reseller usagePercent: 80 → 100 (20)',
      `o365: ${march9} ≠ ${march16}`,
    ],
  },
  {
    title: 'the hour of a snapshot, by an offset',
    verdict: 'not-comparable',
    legacy: allInsights(({ serviceName }) =>
      serviceName === 'o365' ? { processedDateTime: '2017-03-09T00:00:00+09:00' } : {},
    ),
    complaints: [`o365: 2017-03-08T15:00:00Z ≠ ${march9}`],
  },
  {
    title: 'a second snapshot of a service among the rows',
    verdict: 'not-comparable',
    rows: (rows) => [...rows, ...rows.slice(0, 1).map((row) => ({ ...row, processedDateTime: march16 }))],
    complaints: [`o365: ${march9} ≠ ${march9},${march16}`],
  },
  {
    title: 'the spelling of one instant',
    verdict: 'agree',
    rows: allRows(({ processedDateTime }) => ({
      processedDateTime: processedDateTime?.slice(0, -1) ?? null,
    })),
    complaints: [],
  },
  {
    title: 'dates that are not told',
    verdict: 'agree',
    legacy: allInsights(() => ({ processedDateTime: null })),
    complaints: [],
  },
  {
    title: 'no percentage of nothing, and the number 0',
    verdict: 'agree',
    rows: rowAt(5, { licensesActive: 0 }),
    legacy: insightAt(5, { licensesActive: 0, usagePercent: 0 }),
    complaints: [],
  },
  {
    title: 'a percentage of a count that nothing qualifies for',
    verdict: 'differ',
    legacy: insightAt(5, { usagePercent: 100 }),
    complaints: ['o365/TRIAL/Teams/reseller usagePercent: 100 → null'],
  },
  {
    title: 'no percentage where there is one',
    verdict: 'differ',
    legacy: insightAt(2, { usagePercent: null }),
    complaints: ['o365/E3/Teams/reseller usagePercent: null → 0'],
  },
  {
    title: 'counts as text and as decimals',
    verdict: 'agree',
    legacy: allInsights(({ licensesActive, licensesQualified, usagePercent }) => ({
      licensesActive: `${licensesActive}`,
      licensesQualified: `${licensesQualified}.0`,
      usagePercent: `${usagePercent}`,
    })),
    complaints: [],
  },
  {
    title: 'a count as text that differs',
    verdict: 'differ',
    legacy: insightAt(0, { licensesActive: '1.0' }),
    complaints: ['o365/E3/Exchange/reseller licensesActive: 1 → 2 (1)'],
  },
  {
    title: 'the case of codes, names and ids',
    verdict: 'agree',
    legacy: allInsights((insight) => ({
      customerId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
      serviceName: upper(insight.serviceName),
      channel: upper(insight.channel),
      workloadName: upper(insight.workloadName),
      customerName: insight.customerName?.toLowerCase() ?? null,
    })),
    complaints: [],
  },
  {
    title: 'the customer',
    verdict: 'differ',
    legacy: (insights: Insights) =>
      insights.slice(0, 1).map((insight) => ({
        ...insight,
        customerId: '0112a436-b14e-4888-967b-ca4bb2cf1234',
      })),
    rows: (rows) => rows.slice(0, 1),
    complaints: ['only in legacy: o365/E3/Exchange/reseller', 'only in current: o365/E3/Exchange/reseller'],
  },
  {
    title: 'an insight told twice',
    verdict: 'differ',
    legacy: (insights) => [...insights, ...insights.slice(0, 1)],
    complaints: ['only in legacy: o365/E3/Exchange/reseller', 'several: o365/E3/Exchange/reseller 2 1'],
  },
  {
    title: 'two products of one name, on both sides, in another order',
    verdict: 'agree',
    rows: (rows) => [...rows, ...rows.slice(0, 1).map((row) => ({ ...row, licensesActive: 1 }))].toReversed(),
    legacy: (insights) => [
      ...insights,
      ...insights.slice(0, 1).map((insight) => ({ ...insight, licensesActive: 1, usagePercent: 33.33 })),
    ],
    complaints: ['several: o365/E3/Exchange/reseller 2 2'],
  },
  {
    title: 'everything, since the superseded operation has nothing',
    verdict: 'differ',
    legacy: () => [],
    rows: (rows) => rows.slice(2, 3),
    complaints: ['only in current: o365/E3/Teams/reseller'],
  },
  {
    title: 'nothing, since there is nothing',
    verdict: 'no-data',
    legacy: () => [],
    rows: () => [],
    complaints: [],
  },
];

describe('compareCustomerUsage says of two sides that differ in', () => {
  test.for(seeds)('$title: $verdict', ({ legacy, rows, verdict, complaints }) => {
    const insights = customerRows().map(customerInsight);
    const report = compareCustomerUsage(
      legacy?.(insights) ?? insights,
      rows?.(customerRows()) ?? customerRows(),
    );
    expect(report.verdict).toBe(verdict);
    expect(complaintsOf(report)).toStrictEqual(complaints);
    expectTypeOf(report.verdict).toEqualTypeOf<ParityVerdict>();
  });
});
