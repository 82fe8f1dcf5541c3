import { describe, expect, test } from 'vitest';
import type { Movers, NamedUsage } from '../../src/report/report-facts.ts';
import { workbookSheets } from '../../src/report/workbook-sheets.ts';
import { differing, reportWith } from '../support/parity-report.ts';
import { factsWith, workload } from '../support/report.ts';

function sheetsOf(facts: Parameters<typeof factsWith>[0]) {
  const sheets = Array.from(workbookSheets(factsWith(facts)), ({ name, columns, rows }) => {
    if (Symbol.asyncIterator in rows) throw new Error('The rows are there.');
    return { name, columns, rows: [...rows] };
  });
  return {
    names: sheets.map(({ name }) => name),
    titles: (name: string) => sheets.find((sheet) => sheet.name === name)?.columns.map(({ title }) => title),
    types: (name: string) => sheets.find((sheet) => sheet.name === name)?.columns.map(({ type }) => type),
    rows: (name: string) => sheets.find((sheet) => sheet.name === name)?.rows,
  };
}

const office = 'Microsoft Office 365';
const teams = workload('Teams', [50, 100], [60, 90]);
const sway = workload('Sway', [7, 0]);
const named = (name: string): NamedUsage => ({ name, workloads: [teams, sway] });

describe('the workbook of a report', () => {
  test('has a sheet for each subject, and none of a comparison that was not asked for', () => {
    const names = ['Summary', 'Workloads', 'Movers', 'Customers at risk', 'Products', 'Trend'];
    expect(sheetsOf({}).names).toStrictEqual([...names, 'Parity']);
    expect(sheetsOf({ parity: null }).names).toStrictEqual(names);
  });

  test('sums up with the largest workload, and the days that are compared', () => {
    const { titles, rows } = sheetsOf({
      workloads: [sway, teams],
      customers: { now: 5, previous: 4 },
      services: [
        { serviceCode: 'o365', serviceName: office, day: '2026-11-26', previousDay: '2026-11-19' },
        { serviceCode: 'crm', serviceName: 'Dynamics', day: '2026-11-27', previousDay: null },
      ],
    });
    expect(titles('Summary')).toStrictEqual(['Figure', 'Now', 'Snapshot before']);
    expect(rows('Summary')).toStrictEqual([
      ['Customers', 5, 4],
      ['Qualified licences of Teams', 100, 90],
      ['Unused licences of Teams', 50, 30],
      [`Snapshot of ${office}`, new Date('2026-11-26'), new Date('2026-11-19')],
      ['Snapshot of Dynamics', new Date('2026-11-27'), null],
      ['Read from', 'a test', null],
      ['Read at (UTC)', '2026-11-30 09:05', null],
    ]);
    expect(sheetsOf({ services: [] }).rows('Summary')).toHaveLength(2);
  });

  test('has every figure of workloads, customers at risk and products', () => {
    const { titles, types, rows } = sheetsOf({
      workloads: [teams, sway],
      atRisk: { items: [named('Contoso')], total: 1 },
      products: [named('P')],
    });
    const counts = ['Active', 'Qualified', 'Unused', 'Share active'];
    expect(titles('Workloads')).toStrictEqual([
      'Service',
      'Workload',
      ...counts,
      'Active before',
      'Qualified before',
    ]);
    expect(types('Workloads')?.[5]).toBe('share');
    expect(rows('Workloads')).toStrictEqual([
      [office, 'Teams', 50, 100, 50, 0.5, 60, 90],
      [office, 'Sway', 7, 0, -7, null, null, null],
    ]);
    expect(titles('Customers at risk')).toStrictEqual(['Customer', 'Service', 'Workload', ...counts]);
    expect(rows('Customers at risk')).toStrictEqual([
      ['Contoso', office, 'Teams', 50, 100, 50, 0.5],
      ['Contoso', office, 'Sway', 7, 0, -7, null],
    ]);
    expect(titles('Products')?.[0]).toBe('Product');
    expect(rows('Products')?.[0]?.[0]).toBe('P');
  });

  test('has the trend by day', () => {
    const { titles, types, rows } = sheetsOf({
      trends: [
        {
          serviceCode: 'o365',
          serviceName: office,
          workloadName: 'Teams',
          points: [{ day: '2026-11-19', licensesActive: 1, licensesQualified: 2 }],
        },
      ],
    });
    expect(titles('Trend')).toStrictEqual([
      'Service',
      'Workload',
      'Snapshot',
      'Active',
      'Qualified',
      'Unused',
      'Share active',
    ]);
    expect(types('Trend')?.[2]).toBe('day');
    expect(rows('Trend')).toStrictEqual([[office, 'Teams', '2026-11-19', 1, 2, 1, 0.5]]);
  });

  test('has who rose, fell, came and went', () => {
    const mover = (customerName: string, licensesActive: number) => ({
      ...teams,
      customerName,
      licensesActive,
      previous: { licensesActive: 60, licensesQualified: 90 },
    });
    const arrival = (customerName: string) => ({ customerName, workloads: [teams] });
    const movers: Movers = {
      rose: { items: [mover('A', 70)], total: 1 },
      fell: { items: [mover('B', 55)], total: 1 },
      came: { items: [arrival('C')], total: 1 },
      went: { items: [arrival('D')], total: 1 },
    };
    const { titles, rows } = sheetsOf({ movers });
    expect(titles('Movers')).toStrictEqual([
      'What',
      'Customer',
      'Service',
      'Workload',
      'Active before',
      'Active now',
      'Change',
    ]);
    expect(rows('Movers')).toStrictEqual([
      ['rose', 'A', office, 'Teams', 60, 70, 10],
      ['fell', 'B', office, 'Teams', 60, 55, -5],
      ['new', 'C', office, 'Teams', null, 50, null],
      ['gone', 'D', office, 'Teams', 50, null, null],
    ]);
    expect(sheetsOf({ movers: null }).rows('Movers')).toStrictEqual([]);
  });

  test('lists differences, or why nothing was compared', () => {
    const { titles, rows } = sheetsOf({
      parity: reportWith({ ...differing, onlyInLegacy: [], onlyInCurrent: [] }),
    });
    expect(titles('Parity')).toStrictEqual(['Where', 'Figure', 'Superseded', 'Current']);
    expect(rows('Parity')).toStrictEqual([
      ['Verdict', 'differ', null, null],
      ['o365 · Exchange · –', 'proratedLicensesUsagePercent', '91.70', '–'],
    ]);
    expect(sheetsOf({ parity: { failure: 'gone' } }).rows('Parity')).toStrictEqual([
      ['Not compared', 'gone', null, null],
    ]);
  });
});
