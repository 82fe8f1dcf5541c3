import type {
  AtRisk,
  Change,
  HistoryField,
  Snapshot,
  Subject,
  TrendPoint,
  Verification,
} from '@licenses-usage/history';
import type { Column, OutputRow } from '../output/rows.ts';

/** Rows with the columns that show them. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly OutputRow[];
}

const names: Readonly<Record<HistoryField, { readonly id: Column; readonly name: Column }>> = {
  service: {
    id: { name: 'serviceCode', title: 'Service', rank: 4 },
    name: { name: 'serviceName', title: 'Service name', isDetail: true },
  },
  workload: {
    id: { name: 'workloadCode', title: 'Code', isDetail: true },
    name: { name: 'workloadName', title: 'Workload', rank: 8 },
  },
  channel: {
    id: { name: 'channel', title: 'Channel', rank: 1 },
    name: { name: 'channel', title: 'Channel', rank: 1 },
  },
  customer: {
    id: { name: 'customerTenantId', title: 'Tenant id', isDetail: true },
    name: { name: 'customerName', title: 'Customer', rank: 9 },
  },
  product: {
    id: { name: 'productId', title: 'Product id', isDetail: true },
    name: { name: 'productName', title: 'Product', rank: 5 },
  },
};
const order = ['customer', 'service', 'product', 'workload', 'channel'] as const;
const percent = (name: string, title: string): Column => ({ name, title, decimals: 2, rank: 7 });

/** The only percentage of a table, which may have bars beside it. */
const shareColumn: Column = { ...percent('percent', 'Usage %'), hasBar: true, rank: 10 };

export function snapshotTable(snapshots: readonly Snapshot[]): Table {
  return {
    columns: [
      { name: 'partner', title: 'Partner' },
      { name: 'kind', title: 'Kind' },
      { name: 'serviceCode', title: 'Service' },
      { name: 'date', title: 'As of', isDay: true, rank: 9 },
      { name: 'processedDateTime', title: 'Processed', isDay: true, isDetail: true },
      { name: 'rows', title: 'Rows' },
      { name: 'file', title: 'File', isDetail: true },
    ],
    rows: snapshots.map(({ file = null, active: _active, qualified: _qualified, ...snapshot }) => ({
      ...snapshot,
      date: dayOf(snapshot.processedDateTime),
      file,
    })),
  };
}

export function trendTable(points: readonly TrendPoint[]): Table {
  return {
    columns: [
      { name: 'date', title: 'As of', isDay: true, rank: 9 },
      { name: 'processedDateTime', title: 'Processed', isDay: true, isDetail: true },
      ...subjectColumns(points),
      { name: 'active', title: 'Active', rank: 3 },
      { name: 'qualified', title: 'Qualified', rank: 2 },
      shareColumn,
    ],
    rows: points.map(({ subject, ...point }) => ({
      ...point,
      date: dayOf(point.processedDateTime),
      ...subjectCells(subject),
    })),
  };
}

export function changeTable(changes: readonly Change[]): Table {
  return {
    columns: [
      { name: 'change', title: 'Change', rank: 9 },
      ...subjectColumns(changes),
      { name: 'beforeDate', title: 'Before', isDay: true },
      percent('beforePercent', 'Before %'),
      { name: 'afterDate', title: 'After', isDay: true },
      percent('afterPercent', 'After %'),
      { ...percent('points', 'Points'), rank: 10 },
      ...['beforeActive', 'beforeQualified', 'afterActive', 'afterQualified'].map((name): Column => ({
        name,
        title: name,
        isDetail: true,
      })),
    ],
    rows: changes.map(({ subject, change, before, after }) => ({
      change,
      ...subjectCells(subject),
      ...sideCells('before', before),
      ...sideCells('after', after),
      points: before?.percent == null || after?.percent == null ? null : after.percent - before.percent,
    })),
  };
}

export function atRiskTable(found: readonly AtRisk[]): Table {
  return {
    columns: [
      ...subjectColumns(found),
      { name: 'active', title: 'Active', rank: 3 },
      { name: 'qualified', title: 'Qualified', rank: 2 },
      { name: 'unused', title: 'Unused', rank: 6 },
      shareColumn,
      { name: 'date', title: 'As of', isDay: true, isDetail: true },
    ],
    rows: found.map(({ subject, processedDateTime, ...figures }) => ({
      ...subjectCells(subject),
      ...figures,
      date: dayOf(processedDateTime),
    })),
  };
}

export function verificationTable(found: readonly Verification[]): Table {
  return {
    columns: [
      { name: 'name', title: 'Snapshot' },
      { name: 'fault', title: 'Fault' },
    ],
    rows: found.map(({ name, fault = null }) => ({ name, fault })),
  };
}

/** Partners are shown if there are several. */
function subjectColumns(items: readonly { readonly subject: Subject }[]): readonly Column[] {
  const partners = new Set(items.map(({ subject }) => subject.partner));
  const fields = order.filter((field) => items.some(({ subject }) => subject[field] !== undefined));
  const columns = fields.flatMap((field) => [names[field].name, names[field].id]);
  return [
    { name: 'partner', title: 'Partner', ...(partners.size > 1 ? {} : { isDetail: true }) },
    ...columns.filter(({ name }, index) => columns.findIndex((column) => column.name === name) === index),
  ];
}

function subjectCells(subject: Subject): OutputRow {
  const cells = order.flatMap((field) => {
    const value = subject[field];
    if (value === undefined) return [];
    return [
      [names[field].name.name, value.name],
      [names[field].id.name, value.id],
    ];
  });
  return { partner: subject.partner, ...Object.fromEntries(cells) };
}

function sideCells(side: 'before' | 'after', share: Change['before']): OutputRow {
  return {
    [`${side}Date`]: share === null ? null : dayOf(share.processedDateTime),
    [`${side}Percent`]: share?.percent ?? null,
    [`${side}Active`]: share?.active ?? null,
    [`${side}Qualified`]: share?.qualified ?? null,
  };
}

function dayOf(processedDateTime: string): string {
  return processedDateTime.replace('T00:00:00Z', '');
}
