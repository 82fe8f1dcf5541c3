import type { Snapshot, TrendOptions, TrendPoint } from '@licenses-usage/history';
import { describe, expect, test } from 'vitest';
import { readFactsOf, type HistoryFactsOptions } from '../../src/history/report-facts.ts';

const [first, second, third] = ['2026-11-05', '2026-11-12', '2026-11-19'] as const;

function snapshot(day: string, more: Partial<Snapshot> = {}): Snapshot {
  const processedDateTime = `${day}T00:00:00Z`;
  const usual = { partner: 'emea', kind: 'usage', serviceCode: 'o365' } as const;
  return { ...usual, processedDateTime, rows: 1, active: 1, qualified: 2, ...more };
}

interface Row {
  readonly day: string;
  readonly service?: string | null;
  readonly workload?: string;
  readonly customer?: string;
  readonly product?: readonly [id: string, name: string];
  readonly active: number;
  readonly qualified: number;
}

/** A history of these rows, which it sums by the requested fields. */
function historyOf(rows: readonly Row[], snapshots = [first, second, third].map((day) => snapshot(day))) {
  const asked: unknown[] = [];
  const trend = async (query: TrendOptions = {}) => {
    asked.push(query);
    const by = query.by ?? [];
    return rows.map(({ day, service = 'o365', workload = 'EXO', customer, product, active, qualified }) => {
      const [productId = null, productName = null] = product ?? [];
      const point: TrendPoint = {
        subject: {
          partner: 'emea',
          service: { id: service, name: service === 'o365' ? 'Office 365' : null },
          workload: { id: workload, name: workload === 'EXO' ? 'Exchange' : workload },
          ...(by.includes('customer') && {
            customer: { id: customer ?? null, name: customer === undefined ? null : `Name of ${customer}` },
          }),
          ...(by.includes('product') && { product: { id: productId, name: productName } }),
        },
        processedDateTime: `${day}T00:00:00Z`,
        active,
        qualified,
        percent: (100 * active) / qualified,
      };
      return point;
    });
  };
  return { asked, history: { place: './history', snapshots: async () => snapshots, trend } };
}

const options: HistoryFactsOptions = { partner: undefined, snapshots: 8, top: 12, isWhole: false };

async function factsOf(rows: readonly Row[], snapshots?: readonly Snapshot[], more = {}) {
  const facts = await readFactsOf(historyOf(rows, snapshots && [...snapshots]).history, {
    ...options,
    ...more,
  });
  if (facts === undefined) throw new Error('There are no facts.');
  return facts;
}

const weeks: readonly Row[] = [
  { day: first, active: 1, qualified: 10 },
  { day: second, active: 2, qualified: 10 },
  { day: third, active: 4, qualified: 10 },
];

describe('the facts of a history', () => {
  test('are those of its last snapshots, with their days', async () => {
    const facts = await factsOf(weeks);
    expect(facts).toMatchObject({ source: 'the history in ./history', parity: null, top: 12 });
    expect(Number.isNaN(Date.parse(facts.createdAt))).toBe(false);
    expect(facts.services).toStrictEqual([
      { serviceCode: 'o365', serviceName: 'Office 365', day: third, previousDay: second },
    ]);
    expect(facts.workloads).toMatchObject([
      {
        workloadName: 'Exchange',
        licensesActive: 4,
        licensesQualified: 10,
        previous: { day: second, licensesActive: 2 },
      },
    ]);
    expect(facts.trends).toMatchObject([
      {
        workloadName: 'Exchange',
        points: [{ day: first }, { day: second }, { day: third, licensesActive: 4 }],
      },
    ]);
  });

  test('of one snapshot have nothing to compare with', async () => {
    const facts = await factsOf(weeks.slice(2), [snapshot(third)]);
    expect(facts.services).toMatchObject([{ day: third, previousDay: null }]);
    expect(facts.workloads).toMatchObject([{ previous: null }]);
    expect(facts).toMatchObject({ customers: { now: 1, previous: null }, movers: null });
  });

  test('have as many snapshots of each service as wanted, and two at least', async () => {
    const daysWith = async (snapshots: number) =>
      (await factsOf(weeks, undefined, { snapshots })).trends[0]?.points.map(({ day }) => day);
    expect(await daysWith(3)).toStrictEqual([first, second, third]);
    expect(await daysWith(2)).toStrictEqual([second, third]);
    expect(await daysWith(1)).toStrictEqual([second, third]);
    const { asked, history } = historyOf(weeks);
    await readFactsOf(history, { ...options, snapshots: 2 });
    expect(asked).toMatchObject([
      { by: ['service', 'workload'], since: second, where: { partner: 'emea' } },
      { by: ['product', 'service', 'workload'], since: third },
      { by: ['customer', 'service', 'workload'], since: second },
    ]);
  });

  test('leave out deployment, and the days of another service', async () => {
    const snapshots = [
      snapshot(third),
      snapshot(first),
      snapshot(second, { serviceCode: 'dynamics' }),
      snapshot('2026-11-26', { kind: 'deployment' }),
    ];
    const rows = [...weeks, { day: second, service: 'dynamics', active: 1, qualified: 2 }];
    const { services, trends, movers, customers } = await factsOf(rows, snapshots);
    expect(services).toMatchObject([
      { serviceCode: 'o365', day: third, previousDay: first },
      { serviceCode: 'dynamics', serviceName: 'dynamics', day: second, previousDay: null },
    ]);
    expect(trends.map(({ points }) => points.map(({ day }) => day))).toStrictEqual([
      [first, third],
      [second],
    ]);
    expect({ movers, customers }).toStrictEqual({ movers: null, customers: { now: 1, previous: null } });
  });

  test('include a service without a code, and leave out a workload that has no rows any more', async () => {
    const snapshots = [snapshot(third, { serviceCode: null })];
    const facts = await factsOf([{ day: third, service: null, active: 1, qualified: 2 }], snapshots);
    expect(facts.services).toMatchObject([{ serviceCode: '', serviceName: '–' }]);
    const gone = [...weeks, { day: second, workload: 'SPO', active: 1, qualified: 2 }];
    expect((await factsOf(gone)).workloads.map(({ workloadName }) => workloadName)).toStrictEqual([
      'Exchange',
    ]);
  });

  test('have the workload with the most unused licences first, each beside the days of its service', async () => {
    const snapshots = [
      ...[first, second, third].map((day) => snapshot(day)),
      snapshot(second, { serviceCode: 'dynamics' }),
    ];
    const rows: readonly Row[] = [
      ...weeks,
      { day: second, workload: 'SPO', active: 1, qualified: 90 },
      { day: third, workload: 'SPO', active: 2, qualified: 90 },
      { day: second, service: 'dynamics', workload: 'CRM', active: 5, qualified: 50 },
    ];
    expect((await factsOf(rows, snapshots)).workloads).toMatchObject([
      { workloadName: 'SPO', licensesActive: 2, previous: { day: second } },
      { workloadName: 'CRM', licensesActive: 5, previous: null },
      { workloadName: 'Exchange', licensesActive: 4, previous: { day: second } },
    ]);
  });

  test('are undefined without usage', async () => {
    const deployment = [snapshot(third, { kind: 'deployment' })];
    for (const snapshots of [[], deployment])
      expect(await readFactsOf(historyOf([], snapshots).history, options)).toBeUndefined();
  });
});

describe('the partner of a report', () => {
  const two = [snapshot(third), snapshot(third, { partner: 'apac' })];

  test('must be chosen if the history has several', async () => {
    await expect(factsOf(weeks, two)).rejects.toThrow(
      'The history has the partners emea, apac. Choose one with --profile, or write a report of each with --all-profiles.',
    );
    expect((await factsOf(weeks.slice(2), two, { partner: 'emea' })).services).toHaveLength(1);
  });

  test('must be in the history', async () => {
    await expect(factsOf(weeks, two, { partner: 'us' })).rejects.toThrow(
      'The history has nothing of the partner us. It has emea, apac.',
    );
    await expect(factsOf([], [], { partner: 'us' })).rejects.toThrow('It has no usage.');
  });

  test('has only its own days', async () => {
    const snapshots = [snapshot(third), snapshot(second, { partner: 'apac' })];
    expect((await factsOf(weeks, snapshots, { partner: 'emea' })).services).toMatchObject([
      { day: third, previousDay: null },
    ]);
  });
});

describe('the customers and products of a history', () => {
  const rows: readonly Row[] = [
    { day: second, customer: 'a', product: ['1', 'E3'], active: 5, qualified: 10 },
    { day: second, customer: 'b', product: ['1', 'E3'], active: 5, qualified: 10 },
    { day: third, customer: 'a', product: ['1', 'E3'], active: 1, qualified: 10 },
    { day: third, customer: 'c', product: ['2', 'E3'], active: 2, qualified: 20 },
    { day: third, customer: 'd', product: ['3', 'F1'], active: 0, qualified: 40 },
    { day: third, workload: 'SPO', customer: 'd', product: ['3', 'F1'], active: 0, qualified: 50 },
  ];

  test('are counted now and before', async () => {
    expect((await factsOf(rows)).customers).toStrictEqual({ now: 3, previous: 2 });
  });

  test('are summed by the name of a product, those with most unused licences first', async () => {
    expect((await factsOf(rows)).products).toMatchObject([
      {
        name: 'F1',
        workloads: [
          { workloadName: 'SPO', licensesQualified: 50 },
          { workloadName: 'Exchange', licensesQualified: 40 },
        ],
      },
      { name: 'E3', workloads: [{ workloadName: 'Exchange', licensesActive: 3, licensesQualified: 30 }] },
    ]);
    expect((await factsOf([{ day: third, active: 1, qualified: 2 }])).products).toMatchObject([
      { name: '–' },
    ]);
  });

  test('are as many as wanted, or all for a workbook', async () => {
    const shown = async (more: Partial<HistoryFactsOptions>) =>
      (await factsOf(rows, undefined, more)).atRisk.items.length;
    expect([await shown({ top: 2 }), await shown({ top: 2, isWhole: true })]).toStrictEqual([2, 3]);
  });

  test('have a name, or their id, or a dash', async () => {
    const nameOf = async (customer: string | undefined) => {
      const row = { day: third, active: 0, qualified: 10, ...(customer !== undefined && { customer }) };
      return (await factsOf([row])).atRisk.items[0];
    };
    expect(await nameOf('a')).toMatchObject({ name: 'Name of a' });
    expect(await nameOf(undefined)).toMatchObject({ name: '–' });
  });
});
