import { createClient, type Fetch } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { gatherFacts } from '../../src/report/gather-facts.ts';
import { toWorkload } from '../../src/report/read-usage.ts';
import { byMostUnused, byUnused, shareOf, unusedOf } from '../../src/report/report-facts.ts';
import { workload } from '../support/report.ts';

const snapshotDate = '2026-11-26';

/** Gathers facts from an emulator whose answers a test may change. */
async function gather(wrap: (send: Fetch) => Fetch, more: { readonly isWhole?: boolean } = {}) {
  const { fetch, credential } = createEmulator({ snapshotDate });
  const shown: string[] = [];
  const advanced = new Map<string, unknown>();
  const stop = new AbortController();
  const facts = await gatherFacts(createClient({ fetch: wrap(fetch), credential }), {
    source: 'a test',
    snapshots: 2,
    top: 1,
    abortSignal: stop.signal,
    progress: {
      show: (text) => shown.push(text),
      advance: (things, done, total) => advanced.set(things, [done, total]),
    },
    ...more,
  });
  return { facts, shown, advanced };
}

describe('the facts of a report', () => {
  test('are gathered in steps that are shown as progress', async () => {
    const asked: string[] = [];
    const { facts, shown, advanced } = await gather((send) => (input, init) => {
      asked.push(new Request(input, init).url);
      return send(input, init);
    });
    expect(shown).toStrictEqual([
      'Reading workloads',
      'Reading products',
      'Reading snapshots',
      'Reading customers',
      'Reading customers of the snapshot before',
      'Comparing with the superseded operation',
    ]);
    expect(advanced.get('snapshot')).toStrictEqual([4, 4]);
    expect(advanced.get('row')).toStrictEqual([expect.any(Number), expect.any(Number)]);
    expect(facts).toMatchObject({ source: 'a test', top: 1, customers: { now: 11, previous: 11 } });
    expect(Date.parse(facts?.createdAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(facts?.services.map(({ day, previousDay }) => [day, previousDay])).toStrictEqual([
      ['2026-11-26', '2026-11-19'],
      expect.any(Array),
    ]);
    expect(facts?.atRisk).toMatchObject({ items: { length: 1 }, total: 7 });
    expect(asked.length).toBeGreaterThan(10);
  });

  test('are complete for a workbook', async () => {
    const { facts } = await gather((send) => send, { isWhole: true });
    expect(facts?.atRisk.items).toHaveLength(7);
    expect(facts?.movers?.rose.items).toHaveLength(facts?.movers?.rose.total ?? -1);
    expect(facts?.top).toBe(1);
  });

  test('include no comparison if the superseded operation fails', async () => {
    const isSuperseded = (input: Parameters<Fetch>[0], init: Parameters<Fetch>[1]) =>
      new URL(new Request(input, init).url).pathname.endsWith('/analytics/licenses/usage');
    const { facts } = await gather(
      (send) => async (input, init) =>
        isSuperseded(input, init) ? new Response(null, { status: 404 }) : send(input, init),
    );
    expect(facts?.parity).toStrictEqual({ failure: expect.stringContaining('404') });
  });

  test('are undefined without a workload', async () => {
    const { fetch, credential } = createEmulator({ data: { Value: [] } });
    expect(
      await gatherFacts(createClient({ fetch, credential }), {
        source: 'a test',
        snapshots: 2,
        top: 1,
        abortSignal: new AbortController().signal,
        progress: { show() {}, advance() {} },
      }),
    ).toBeUndefined();
  });
});

describe('a row', () => {
  const counts = { licensesActive: 1, licensesQualified: 2 };
  const nothing = { serviceCode: null, serviceName: null, workloadCode: null, workloadName: null, ...counts };

  test.for([
    [{}, ['', '–', '–']],
    [{ serviceCode: 'o365' }, ['o365', 'o365', '–']],
    [{ serviceName: 'Office', workloadCode: 'EXO' }, ['', 'Office', 'EXO']],
    [
      { serviceCode: 'o365', serviceName: 'Office', workloadCode: 'EXO', workloadName: 'Exchange' },
      ['o365', 'Office', 'Exchange'],
    ],
  ] as const)(
    'names its workload after what it has: %j',
    ([names, [serviceCode, serviceName, workloadName]]) => {
      expect(toWorkload({ ...nothing, ...names })).toStrictEqual({
        serviceCode,
        serviceName,
        workloadName,
        ...counts,
      });
    },
  );
});

test('licences are unused or exceeded, and there is no share when nothing is qualified', () => {
  const counts = (licensesActive: number, licensesQualified: number) => ({
    licensesActive,
    licensesQualified,
  });
  expect([unusedOf(counts(3, 10)), unusedOf(counts(10, 3))]).toStrictEqual([7, -7]);
  expect([shareOf(counts(3, 10)), shareOf(counts(0, 10)), shareOf(counts(3, 0))]).toStrictEqual([
    0.3,
    0,
    null,
  ]);
  expect([counts(1, 2), counts(1, 9), counts(5, 2)].sort(byUnused)).toStrictEqual([
    counts(1, 9),
    counts(1, 2),
    counts(5, 2),
  ]);
  const named = (name: string, ...pairs: readonly (readonly [number, number])[]) => ({
    name,
    workloads: pairs.map((pair) => workload('Teams', pair)),
  });
  const all = [named('c', [1, 2]), named('a', [1, 2]), named('b', [1, 9])];
  expect(all.sort(byMostUnused).map(({ name }) => name)).toStrictEqual(['b', 'a', 'c']);
  expect(byMostUnused(named('x'), named('a', [1, 2]))).toBe(0);
  expect(byMostUnused(named('a', [1, 2]), named('x'))).toBe(0);
});
