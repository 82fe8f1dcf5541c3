import { describe, expect, test } from 'vitest';
import type { CustomerArrival, Mover, WorkloadTrend } from '../../src/report/report-facts.ts';
import { differing, reportWith } from '../support/parity-report.ts';
import { factsWith, pageOf, rowsOf, textOf, workload } from '../support/report.ts';

const textWith = (facts: Parameters<typeof factsWith>[0]) => textOf(pageOf(factsWith(facts)));

const trend = (
  workloadName: string,
  ...points: readonly (readonly [day: string, active: number, qualified: number])[]
): WorkloadTrend => ({
  serviceCode: 'o365',
  serviceName: 'Microsoft Office 365',
  workloadName,
  points: points.map(([day, licensesActive, licensesQualified]) => ({
    day,
    licensesActive,
    licensesQualified,
  })),
});

describe('trends', () => {
  test('show the change of a share, its days and its rows', () => {
    const page = pageOf(
      factsWith({
        trends: [
          trend('Teams', ['2026-11-12', 40, 100], ['2026-11-19', 60, 100], ['2026-11-26', 55, 100]),
          trend('Sway'),
        ],
      }),
    );
    const text = textOf(page);
    expect(text).toContain(
      'Teams Microsoft Office 365 +15.0 points, to 55.0% 60.0% 40.0% 12 November 2026 – 26 November 2026',
    );
    expect(text).toContain('Figures of all snapshots (3 rows)');
    expect(text).not.toContain('Sway');
    expect(rowsOf(page, 'Usage at each snapshot')).toStrictEqual([
      ['Teams · Microsoft Office 365'],
      ['2026-11-12', '40.0%', '40', '100', '60'],
      ['2026-11-19', '60.0%', '60', '100', '40'],
      ['2026-11-26', '55.0%', '55', '100', '45'],
    ]);
  });

  test('leave out snapshots with nothing qualified', () => {
    const trends = [
      trend('Teams', ['2026-11-12', 1, 0], ['2026-11-19', 50, 100], ['2026-11-26', 1, 0]),
      trend('Sway', ['2026-11-19', 1, 0], ['2026-11-26', 2, 0]),
    ];
    const text = textWith({ trends });
    expect(text).toContain('Teams Microsoft Office 365 50.0% One snapshot, of 19 November 2026.');
    expect(text).toContain('Sway Microsoft Office 365 – Nothing is qualified.');
  });

  test('are absent with one snapshot or none', () => {
    const one = textWith({ trends: [trend('Teams', ['2026-11-26', 1, 2]), trend('Sway')] });
    expect(one).toContain('There is one snapshot of each workload. Its figures are under “Workloads”.');
    expect(one).toContain('The share of licences that are active.');
    const none = textWith({ trends: [trend('Sway')] });
    expect(none).toContain('There are no snapshots with a day.');
    expect(none).not.toContain('There is one snapshot');
  });
});

describe('what moved', () => {
  const mover = (customerName: string, now: number, before: number): Mover => ({
    ...workload('Teams', [now, 100]),
    customerName,
    previous: { licensesActive: before, licensesQualified: 100 },
  });
  const arrival = (customerName: string): CustomerArrival => ({
    customerName,
    workloads: [workload('Teams', [1, 2_000]), workload('Sway', [0, 5])],
  });
  const none = { items: [], total: 0 };
  const noMovers = { rose: none, fell: none, came: none, went: none };

  test('has a sentence for each empty list', () => {
    const text = textWith({ movers: noMovers });
    for (const sentence of [
      'Rose Nobody uses more than before.',
      'Fell Nobody uses less than before.',
      'New No customer is new.',
      'Gone No customer is gone.',
    ])
      expect(text).toContain(sentence);
    expect(textWith({ movers: null })).toContain('What moved There is no earlier snapshot to compare with.');
  });

  test('names each customer with its workload, before and now', () => {
    const movers = {
      ...noMovers,
      rose: { items: [mover('Contoso', 1_060, 50)], total: 1 },
      fell: { items: [mover('Fabrikam', 40, 60)], total: 1 },
      came: { items: [arrival('Woodgrove')], total: 1 },
      went: { items: [arrival('Northwind'), arrival('Tailspin')], total: 3 },
    };
    const page = pageOf(factsWith({ movers, top: 1 }));
    expect(rowsOf(page, 'Rose')).toStrictEqual([['ContosoTeams', '50', '1,060', '+1,010']]);
    expect(rowsOf(page, 'Fell')).toStrictEqual([['FabrikamTeams', '60', '40', '−20']]);
    const text = textOf(page);
    expect(text).not.toContain('Tailspin');
    expect(text).toContain('Customer Before Now Change');
    expect(text).toContain('New Woodgrove Teams 1 of 2,000, Sway 0 of 5');
    expect(text).toContain('Gone 1 of 3 shown; --top shows more. Northwind');
  });

  test('names each day of comparison once', () => {
    const service = (serviceCode: string, previousDay: string | null) => ({
      serviceCode,
      serviceName: serviceCode,
      day: '2026-11-26',
      previousDay,
    });
    const about = (...services: readonly ReturnType<typeof service>[]) =>
      /compared with the previous snapshot.*?\./.exec(textWith({ movers: noMovers, services }))?.[0];
    expect(about(service('a', '2026-11-20'), service('b', '2026-11-19'), service('c', '2026-11-20'))).toBe(
      'compared with the previous snapshot, of 19 November 2026 and 20 November 2026.',
    );
    expect(about(service('a', null))).toBe('compared with the previous snapshot.');
  });

  test('folds long lists, each under its name', () => {
    const items = Array.from({ length: 61 }, (_, index) => `Customer ${index}`);
    const arrivals = { items: items.map(arrival), total: 61 };
    const rose = { items: items.map((name) => mover(name, 2, 1)), total: 61 };
    const page = pageOf(factsWith({ movers: { ...noMovers, rose, came: arrivals }, top: Infinity }));
    expect(textOf(page)).toContain('11 more customers and workloads');
    expect(textOf(page)).toContain('11 more customers Customer 50');
    expect(rowsOf(page, 'Rose, continued')).toHaveLength(11);
  });
});

describe('whether the old and the new figures agree', () => {
  test.for([
    ['agree', 'good', '✓ Yes. Moving to the new way changes no figure.'],
    ['differ', 'bad', '✗ No. Some figures differ.'],
    ['not-comparable', 'bad', '✗ Not compared: the figures are of different days.'],
    ['no-data', 'bad', '✗ Not compared: neither way has figures.'],
  ] as const)('is stated when they %s', ([verdict, look, sentence]) => {
    const page = pageOf(factsWith({ parity: reportWith({ verdict }) }));
    expect(page).toContain(`<p class="verdict ${look}">${sentence}</p>`);
    expect(textOf(page)).toContain(
      '1,230 of the 1,234 figures that both ways give are the same. Technical details',
    );
    expect(textOf(page)).toContain('Compared at 2 decimals:');
    expect(page).not.toContain('What differs');
    expect(rowsOf(page, 'Snapshots compared')).toStrictEqual([
      ['o365', 'same', '2026-11-19, 2026-11-26', 'not told'],
    ]);
  });

  test('is shown with the differences, up to the limit', () => {
    const { onlyInLegacy = [], onlyInCurrent = [] } = differing;
    const parity = reportWith({ ...differing, onlyInCurrent: [...onlyInCurrent, ...onlyInLegacy] });
    const page = pageOf(factsWith({ parity, top: 2 }));
    const text = textOf(page);
    expect(text).toContain('the same. 1 row is only in the old way. 2 rows are only in the new way.');
    expect(text).toContain('2 of 5 differences; --top shows more.');
    expect(text).toContain('Where Superseded Current');
    expect(rowsOf(page, 'What differs')).toStrictEqual([
      ['o365 · Exchange · –proratedLicensesUsagePercent', '91.70', '–'],
      ['o365 · Teams · directlicensesActive', '5', 'missing'],
    ]);
  });

  test('is left out if it was not requested, and unknown if there was no answer', () => {
    const asked = textWith({ parity: { failure: 'It <failed>.' } });
    expect(asked).toContain(
      '✗ Not compared: the old way gave no figures. Technical details It &lt;failed&gt;.',
    );
    expect(asked).toContain('Old and new figures');
    const notAsked = textWith({ parity: null });
    expect(notAsked).not.toMatch(/Old and new figures|agree\?/);
    const [snapshot] = reportWith().asOf;
    if (snapshot === undefined) throw new Error('There is a snapshot.');
    const parity = reportWith({ asOf: [{ ...snapshot, serviceCode: null }] });
    expect(rowsOf(pageOf(factsWith({ parity })), 'Snapshots compared')[0]?.[0]).toBe('–');
  });
});

describe('the figures at the top', () => {
  test('have their change in words and numbers', () => {
    const workloads = [workload('Teams', [50, 1_000], [60, 1_000]), workload('Sway', [7, 9], [7, 9])];
    const text = textWith({ workloads, customers: { now: 1_234, previous: 1_230 } });
    expect(text).toContain('Customers 1,234 +4 with licences');
    expect(text).toContain('Qualified licences 1,000 unchanged of Teams, the largest workload');
    expect(text).toContain('Share active 5.0% −1.0 points of the licences of Teams');
    expect(text).toContain('Unused licences 950 +10 of Teams');
  });

  test('are absent without workloads', () => {
    expect(pageOf(factsWith({}))).not.toContain('class="figures"');
  });
});
