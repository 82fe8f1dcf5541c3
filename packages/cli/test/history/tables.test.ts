import type { AtRisk, Change, Snapshot, Subject, TrendPoint } from '@licenses-usage/history';
import { describe, expect, test } from 'vitest';
import {
  atRiskTable,
  changeTable,
  snapshotTable,
  trendTable,
  verificationTable,
  type Table,
} from '../../src/history/tables.ts';

const subject: Subject = {
  partner: 'emea',
  workload: { id: 'EXO', name: 'Exchange' },
  customer: { id: 'c1', name: 'Contoso' },
};

const snapshot: Snapshot = {
  partner: 'emea',
  kind: 'usage',
  serviceCode: 'o365',
  processedDateTime: '2026-11-26T00:00:00Z',
  rows: 43,
  active: 1,
  qualified: 2,
};
const share = { processedDateTime: '2026-11-26T00:00:00Z', active: 5, qualified: 10, percent: 50 };

const titlesOf = ({ columns }: Table) =>
  columns.filter(({ isDetail }) => isDetail !== true).map(({ title }) => title);
const namesOf = ({ columns }: Table) => columns.map(({ name }) => name);

describe('a table of a history', () => {
  test('of snapshots has their days, and their files as a detail', () => {
    const table = snapshotTable([
      snapshot,
      { ...snapshot, file: 'a.parquet', processedDateTime: '2026-11-26T01:00:00Z' },
    ]);
    expect(titlesOf(table)).toStrictEqual(['Partner', 'Kind', 'Service', 'As of', 'Rows']);
    expect(table.rows).toStrictEqual([
      {
        partner: 'emea',
        kind: 'usage',
        serviceCode: 'o365',
        processedDateTime: '2026-11-26T00:00:00Z',
        rows: 43,
        date: '2026-11-26',
        file: null,
      },
      expect.objectContaining({ date: '2026-11-26T01:00:00Z', file: 'a.parquet' }),
    ]);
  });

  test('of a trend has a column for each grouped field', () => {
    const point: TrendPoint = { subject, ...share };
    const table = trendTable([point]);
    expect(titlesOf(table)).toStrictEqual([
      'As of',
      'Customer',
      'Workload',
      'Active',
      'Qualified',
      'Usage %',
    ]);
    expect(namesOf(table)).toStrictEqual([
      'date',
      'processedDateTime',
      'partner',
      'customerName',
      'customerTenantId',
      'workloadName',
      'workloadCode',
      'active',
      'qualified',
      'percent',
    ]);
    expect(table.rows[0]).toMatchObject({
      date: '2026-11-26',
      partner: 'emea',
      customerName: 'Contoso',
      customerTenantId: 'c1',
      workloadName: 'Exchange',
      workloadCode: 'EXO',
      percent: 50,
    });
    const several = trendTable([point, { ...point, subject: { ...subject, partner: 'apac' } }]);
    expect(titlesOf(several)[1]).toBe('Partner');
    const channel = { partner: 'emea', channel: { id: 'direct', name: 'direct' } };
    expect(
      namesOf(trendTable([{ ...point, subject: channel }])).filter((name) => name === 'channel'),
    ).toHaveLength(1);
  });

  test('of changes has both sides, and points if both are known', () => {
    const side = (percent: number | null) => ({
      processedDateTime: '2026-11-19T00:00:00Z',
      active: 1,
      qualified: 2,
      percent,
    });
    const change = (before: Change['before'], after: Change['after']): Change => ({
      subject,
      change: 'fell',
      before,
      after,
    });
    const { rows } = changeTable([
      change(side(50), side(30)),
      change(null, side(30)),
      change(side(50), null),
      change(side(null), side(30)),
      change(side(0), side(0)),
    ]);
    expect(rows.map(({ points }) => points)).toStrictEqual([-20, null, null, null, 0]);
    expect(rows[1]).toMatchObject({
      change: 'fell',
      beforeDate: null,
      beforePercent: null,
      beforeActive: null,
      beforeQualified: null,
      afterDate: '2026-11-19',
      afterPercent: 30,
      afterActive: 1,
      afterQualified: 2,
    });
    expect(titlesOf(changeTable([change(null, null)]))).toStrictEqual([
      'Change',
      'Customer',
      'Workload',
      'Before',
      'Before %',
      'After',
      'After %',
      'Points',
    ]);
  });

  test('of customers at risk, and of faults', () => {
    const found: AtRisk = {
      subject,
      processedDateTime: '2026-11-26T00:00:00Z',
      active: 1,
      qualified: 10,
      unused: 9,
      percent: 10,
    };
    expect(titlesOf(atRiskTable([found]))).toStrictEqual([
      'Customer',
      'Workload',
      'Active',
      'Qualified',
      'Unused',
      'Usage %',
    ]);
    expect(atRiskTable([found]).rows[0]).toMatchObject({
      unused: 9,
      date: '2026-11-26',
      customerName: 'Contoso',
    });
    expect(
      verificationTable([
        { name: 'a', snapshot: undefined, fault: undefined },
        { name: 'b', snapshot: undefined, fault: 'cut off' },
      ]),
    ).toMatchObject({
      columns: [{ title: 'Snapshot' }, { title: 'Fault' }],
      rows: [
        { name: 'a', fault: null },
        { name: 'b', fault: 'cut off' },
      ],
    });
  });

  test.for([
    ['snapshots', () => snapshotTable([snapshot]), 2],
    ['a trend', () => trendTable([{ subject, ...share }]), 2],
    ['changes', () => changeTable([{ subject, change: 'fell', before: share, after: share }]), 2],
    ['customers at risk', () => atRiskTable([{ subject, ...share, unused: 5 }]), 1],
    ['faults', () => verificationTable([{ name: 'a', snapshot: undefined, fault: 'cut off' }]), 0],
  ] as const)('of %s has a titled column for every value, and knows which are days', ([, make, days]) => {
    const table = make();
    const { columns, rows } = table;
    expect(namesOf(table).toSorted()).toStrictEqual(Object.keys(rows[0] ?? {}).toSorted());
    expect(columns.map(({ title }) => title)).not.toContain('');
    expect(columns.filter(({ isDay }) => isDay)).toHaveLength(days);
  });

  test('has a column for a field that only some of its rows have', () => {
    const points = [
      { subject, ...share },
      { subject: { partner: 'emea', product: { id: 'p', name: 'E3' } }, ...share },
    ];
    expect(titlesOf(trendTable(points)).slice(1, 4)).toStrictEqual(['Customer', 'Product', 'Workload']);
  });
});
