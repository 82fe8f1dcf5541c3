import { createClient, type Fetch } from '@licenses-usage/client';
import { createEmulator, type DataSet } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import {
  describeMissing,
  describeSnapshots,
  findMissing,
  readLatestDay,
  readSnapshots,
} from '../../src/usage/snapshots.ts';

const never = new AbortController().signal;

/** A client of a service whose snapshots are of these days. */
function clientOf(days: readonly string[], rows?: DataSet['Value']) {
  const { fetch: send, credential } = createEmulator({
    data: { Value: rows ?? [{ ...row, processedDateTime: `${days.at(-1)}T00:00:00Z` }] },
  });
  const asked: string[] = [];
  const fetch: Fetch = async (input, init) => {
    const { searchParams } = new URL(new Request(input, init).url);
    const day = searchParams.get('processedDateTime');
    if (day === null) return send(input, init);
    asked.push(day);
    const value = days.includes(day) ? [{ ...row, processedDateTime: `${day}T00:00:00Z` }] : [];
    return Response.json({ Value: value, '@nextLink': null, TotalCount: value.length });
  };
  return { client: createClient({ fetch, credential }), asked };
}

const row = {
  customerTenantId: '3f0c9a52-6d1b-4e8f-9a07-00000000000a',
  customerName: 'Contoso',
  productId: null,
  productName: 'P',
  serviceCode: 'o365',
  serviceName: 'Office',
  workloadCode: 'EXO',
  workloadName: 'Exchange',
  channel: 'reseller',
  licensesActive: 1,
  licensesQualified: 2,
};

/** This many days at weekly distances, the last of which is this one. */
function weeksTo(last: string, count: number): string[] {
  const end = Date.parse(last);
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - 1 - index) * 604_800_000).toISOString().slice(0, 10),
  );
}

async function nearestOf(days: readonly string[], day: string, latestDay = days.at(-1)) {
  const { client, asked } = clientOf(days);
  const snapshot = { serviceCode: 'o365', serviceName: 'Office', latestDay };
  const [missing] = await findMissing(client, [snapshot], day, undefined, never);
  return { nearest: missing?.nearestDay, isMissing: missing !== undefined, asked: asked.length };
}

describe('the snapshot nearest to a day without one', () => {
  const days = weeksTo('2026-11-26', 10);

  test.for([
    ['2026-11-26', undefined],
    ['2026-11-28', '2026-11-26'],
    ['2026-11-24', '2026-11-26'],
    ['2026-11-21', '2026-11-19'],
    ['2026-11-22', '2026-11-19'],
    ['2026-11-23', '2026-11-26'],
  ] as const)('%s is of %s', async ([day, nearest]) => {
    expect(await nearestOf(days, day)).toMatchObject({ nearest, isMissing: nearest !== undefined });
  });

  test('is on the other side when the nearer week has none', async () => {
    const gap = days.filter((day) => day !== '2026-11-12');
    expect((await nearestOf(gap, '2026-11-13')).nearest).toBe('2026-11-19');
    expect((await nearestOf(gap, '2026-11-11')).nearest).toBe('2026-11-05');
  });

  test('is the oldest when the day is before all of them, found in few requests', async () => {
    for (const count of [1, 2, 3, 10, 33]) {
      const all = weeksTo('2026-11-26', count);
      const { nearest, asked } = await nearestOf(all, '2024-11-20');
      expect(nearest).toBe(all[0]);
      expect(asked).toBeLessThanOrEqual(11);
    }
  });

  test('is unknown when no row has a day', async () => {
    const { client } = clientOf(['2026-11-19']);
    const snapshot = { serviceCode: 'o365', serviceName: 'Office', latestDay: undefined };
    const [missing] = await findMissing(client, [snapshot], '2026-11-26', undefined, never);
    expect(missing).toStrictEqual({ ...snapshot, nearestDay: undefined });
  });
});

describe('snapshots', () => {
  test('are read for each service that has rows, under a condition', async () => {
    const rows = [
      { ...row, processedDateTime: '2026-11-26T00:00:00Z' },
      { ...row, workloadCode: 'SPO', workloadName: 'SharePoint', processedDateTime: '2026-11-26T00:00:00Z' },
      { ...row, serviceCode: 'crm', serviceName: null, processedDateTime: '2026-11-27T00:00:00Z' },
    ];
    const { client } = clientOf(['2026-11-26'], rows);
    const snapshots = await readSnapshots(client, undefined, never);
    expect(snapshots.map(({ serviceCode, latestDay }) => [serviceCode, latestDay])).toStrictEqual([
      ['o365', '2026-11-26'],
      ['crm', '2026-11-27'],
    ]);
    expect(await readSnapshots(client, "workloadCode eq 'SPO'", never)).toStrictEqual([
      { serviceCode: 'o365', serviceName: 'Office', latestDay: '2026-11-26' },
    ]);
    expect(await readLatestDay(client, 'crm', never)).toBe('2026-11-27');
    expect(await readLatestDay(client, 'crm', never, "workloadCode eq 'SPO'")).toBeUndefined();
    expect(await readLatestDay(client, 'none', never)).toBeUndefined();
  });

  test('are described with their days, if any has one', () => {
    const [office, dynamics] = [
      { serviceCode: 'o365', serviceName: 'Office', latestDay: '2026-11-26' },
      { serviceCode: 'crm', serviceName: 'Dynamics', latestDay: undefined },
    ];
    expect(describeSnapshots([office, dynamics, { ...office, serviceName: 'Other' }])).toBe(
      'As of 2026-11-26 (Office), 2026-11-26 (Other)',
    );
    expect(describeSnapshots([dynamics])).toBeUndefined();
    expect(describeMissing({ ...office, nearestDay: undefined }, '2026-11-20')).toBe(
      'Office has no snapshot of 2026-11-20.',
    );
    expect(describeMissing({ ...office, nearestDay: '2026-11-19' }, '2026-11-20')).toBe(
      'Office has no snapshot of 2026-11-20. The nearest is of 2026-11-19.',
    );
  });
});
