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
import { readFields, readKind, readWhere } from '../../src/history/select.ts';

const subject: Subject = {
  partner: 'emea',
  workload: { id: 'EXO', name: 'Exchange' },
  customer: { id: 'c1', name: 'Contoso' },
};

const titlesOf = ({ columns }: Table) =>
  columns.filter(({ isDetail }) => isDetail !== true).map(({ title }) => title);
const namesOf = ({ columns }: Table) => columns.map(({ name }) => name);

describe('a table of a history', () => {
  test('of snapshots has their days, and their files as a detail', () => {
    const snapshot: Snapshot = {
      partner: 'emea',
      kind: 'usage',
      serviceCode: 'o365',
      processedDateTime: '2026-11-26T00:00:00Z',
      rows: 43,
      active: 1,
      qualified: 2,
    };
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
    const point: TrendPoint = {
      subject,
      processedDateTime: '2026-11-26T00:00:00Z',
      active: 5,
      qualified: 10,
      percent: 50,
    };
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
      'Usage %',
      'After',
      'Usage %',
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
});

describe('what is selected', () => {
  test('combines conditions on one field with or', () => {
    expect(readWhere('--only')).toStrictEqual({});
    expect(readWhere('--only', ['product = Office 365 = E3', 'customer=A', 'customer=B'])).toStrictEqual({
      product: ['Office 365 = E3'],
      customer: ['A', 'B'],
    });
    for (const condition of ['product', 'product=', '=x', 'colour=x', 'product= ', ''])
      expect(() => readWhere('--except', [condition])).toThrow(
        '--except takes a field and a value, such as product=Visio. Fields: partner, service, workload, channel, customer, product.',
      );
    expect([readKind(true), readKind(undefined)]).toStrictEqual(['deployment', 'usage']);
  });

  test('is grouped by known fields', () => {
    expect(readFields('service, product')).toStrictEqual(['service', 'product']);
    expect(() => readFields('service, colour')).toThrow(
      '--by: colour is not one of service, workload, channel, customer, product.',
    );
    expect(() => readFields('partner')).toThrow('--by: partner is not one of');
  });
});
