import { differencesOf } from '../parity/differences.ts';
import type { Counts } from '../usage/columns.ts';
import type { Sheet, SheetCell, SheetColumn } from '../xlsx/sheet.ts';
import { headlineOf } from './headline.ts';
import { type NamedUsage, type ReportFacts, type WorkloadUsage, shareOf, unusedOf } from './report-facts.ts';

/**
 * Yields a sheet for each subject of a report, with every row and only figures, so that spreadsheets can sort and add
 * up.
 */
export function* workbookSheets(facts: ReportFacts): Generator<Sheet> {
  yield summarySheet(facts);
  yield {
    name: 'Workloads',
    columns: [...workloadColumns, ...countColumns, { title: 'Active before' }, { title: 'Qualified before' }],
    rows: facts.workloads.map((workload) => [
      ...workloadCells(workload),
      ...countCells(workload),
      workload.previous?.licensesActive ?? null,
      workload.previous?.licensesQualified ?? null,
    ]),
  };
  yield moversSheet(facts);
  yield namedSheet('Customers at risk', 'Customer', facts.atRisk.items);
  yield namedSheet('Products', 'Product', facts.products);
  yield {
    name: 'Trend',
    columns: [...workloadColumns, { title: 'Snapshot', type: 'day' }, ...countColumns],
    rows: facts.trends.flatMap((trend) =>
      trend.points.map((point) => [trend.serviceName, trend.workloadName, point.day, ...countCells(point)]),
    ),
  };
  if (facts.parity !== null) yield paritySheet(facts.parity);
}

const workloadColumns: readonly SheetColumn[] = [{ title: 'Service' }, { title: 'Workload' }];

const countColumns: readonly SheetColumn[] = [
  { title: 'Active' },
  { title: 'Qualified' },
  { title: 'Unused' },
  { title: 'Share active', type: 'share' },
];

function workloadCells({ serviceName, workloadName }: WorkloadUsage): readonly SheetCell[] {
  return [serviceName, workloadName];
}

function countCells(counts: Counts): readonly SheetCell[] {
  return [counts.licensesActive, counts.licensesQualified, unusedOf(counts), shareOf(counts)];
}

function namedSheet(name: string, title: string, items: readonly NamedUsage[]): Sheet {
  return {
    name,
    columns: [{ title }, ...workloadColumns, ...countColumns],
    rows: items.flatMap((item) =>
      item.workloads.map((workload) => [item.name, ...workloadCells(workload), ...countCells(workload)]),
    ),
  };
}

function summarySheet(facts: ReportFacts): Sheet {
  const headline = headlineOf(facts);
  const workload = headline?.largest.workloadName ?? '';
  const figures =
    headline === undefined
      ? []
      : ([
          ['Customers', headline.customers],
          [`Qualified licences of ${workload}`, headline.qualified],
          [`Unused licences of ${workload}`, headline.unused],
        ] as const);
  return {
    name: 'Summary',
    columns: [{ title: 'Figure' }, { title: 'Now' }, { title: 'Snapshot before' }],
    rows: [
      ...figures.map(([name, { now, previous }]) => [name, now, previous]),
      ...facts.services.map(({ serviceName, day, previousDay }) => [
        `Snapshot of ${serviceName}`,
        new Date(day),
        previousDay === null ? null : new Date(previousDay),
      ]),
      ['Read from', facts.source, null],
      ['Read at (UTC)', facts.createdAt.slice(0, 16).replace('T', ' '), null],
    ],
  };
}

function moversSheet({ movers }: ReportFacts): Sheet {
  const both = (['rose', 'fell'] as const).flatMap((change) =>
    (movers?.[change].items ?? []).map((mover) => [
      change,
      mover.customerName,
      ...workloadCells(mover),
      mover.previous.licensesActive,
      mover.licensesActive,
      mover.licensesActive - mover.previous.licensesActive,
    ]),
  );
  const came = (movers?.came.items ?? []).flatMap(({ customerName, workloads }) =>
    workloads.map((usage) => [
      'new',
      customerName,
      ...workloadCells(usage),
      null,
      usage.licensesActive,
      null,
    ]),
  );
  const went = (movers?.went.items ?? []).flatMap(({ customerName, workloads }) =>
    workloads.map((usage) => [
      'gone',
      customerName,
      ...workloadCells(usage),
      usage.licensesActive,
      null,
      null,
    ]),
  );
  return {
    name: 'Movers',
    columns: [
      { title: 'What' },
      { title: 'Customer' },
      ...workloadColumns,
      { title: 'Active before' },
      { title: 'Active now' },
      { title: 'Change' },
    ],
    rows: [...both, ...came, ...went],
  };
}

function paritySheet(parity: NonNullable<ReportFacts['parity']>): Sheet {
  const rows =
    'failure' in parity
      ? [['Not compared', parity.failure, null, null]]
      : [
          ['Verdict', parity.verdict, null, null],
          ...Array.from(differencesOf(parity), ({ where, field, legacy, current }) => [
            where,
            field,
            legacy,
            current,
          ]),
        ];
  return {
    name: 'Parity',
    columns: [{ title: 'Where' }, { title: 'Figure' }, { title: 'Superseded' }, { title: 'Current' }],
    rows,
  };
}
