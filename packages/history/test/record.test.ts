import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createClient, type LicensesUsageRow } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { afterAll, expect, test } from 'vitest';

import { openHistory, type RecordProgress } from '../src/index.ts';

const root = mkdtempSync(join(tmpdir(), 'history-record-'));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
function setUp() {
  const emulator = createEmulator({ snapshotDate: '2026-11-26' });
  let fails = (_url: string): boolean => false;
  const client = createClient({
    credential: emulator.credential,
    retry: { maxRetries: 0 },
    fetch: (input, init) => {
      if (fails(new Request(input).url)) return Promise.reject(new TypeError('fetch failed'));
      return emulator.fetch(input, init);
    },
  });
  const folder = join(root, String((folders += 1)));
  return {
    client,
    folder,
    requests: () => emulator.requests.length,
    failOn: (isHit: (url: string) => boolean) => void (fails = isHit),
  };
}

test('keeps usage and deployment of each service and week, with every row', async () => {
  const { client, folder } = setUp();
  await using history = await openHistory(folder);
  const progress: RecordProgress[] = [];
  const { recorded, kept, empty } = await history.record(client, {
    kinds: ['usage', 'deployment'],
    weeks: 3,
    onProgress: (told) => void progress.push(told),
  });
  expect([recorded.length, kept, empty]).toEqual([12, [], []]);
  const days = recorded.filter(({ kind, serviceCode }) => kind === 'usage' && serviceCode === 'o365');
  expect(days.map(({ processedDateTime }) => processedDateTime)).toEqual([
    '2026-11-26T00:00:00Z',
    '2026-11-19T00:00:00Z',
    '2026-11-12T00:00:00Z',
  ]);
  expect(progress.at(-1)?.rows).toBe(recorded.reduce((sum, { rows }) => sum + rows, 0));
  const asked: LicensesUsageRow[] = await client.listLicensesUsage().toArray();
  const { rows } = await history.query(
    `select "customerTenantId", "productId", "workloadCode", "licensesActive" from usage
     where "processedDateTime" >= timestamptz '2026-11-26 00:00:00Z'`,
  );
  const textOf = (row: object) => JSON.stringify(Object.values(row));
  expect(rows.map(textOf).toSorted()).toEqual(
    asked
      .map(({ customerTenantId, productId, workloadCode, licensesActive }) =>
        textOf({ customerTenantId, productId, workloadCode, licensesActive }),
      )
      .toSorted(),
  );
});

test('requests one row of each service when everything is recorded', async () => {
  const { client, folder, requests } = setUp();
  await using history = await openHistory(folder);
  await history.record(client, { weeks: 4 });
  const before = requests();
  const { recorded, kept } = await history.record(client, { weeks: 4 });
  expect([recorded, kept.length, requests() - before]).toEqual([[], 8, 3]);
  const again = await history.record(client, { weeks: 2, existing: 'replace' });
  expect([again.recorded.length, again.kept]).toEqual([4, []]);
});

test('resumes after a failed back-fill, and keeps nothing of the failed list', async () => {
  const { client, folder, requests, failOn } = setUp();
  await using history = await openHistory(folder);
  failOn((url) => url.includes('2026-11-12'));
  await expect(history.record(client, { weeks: 4 })).rejects.toMatchObject({ name: 'TransportError' });
  const kept = (await history.snapshots()).map(({ processedDateTime }) => processedDateTime.slice(0, 10));
  expect(kept.toSorted()).toEqual(['2026-11-19', '2026-11-20', '2026-11-26', '2026-11-27']);
  expect(readdirSync(folder)).toHaveLength(4);
  failOn(() => false);
  const before = requests();
  expect((await history.record(client, { weeks: 4 })).recorded).toHaveLength(4);
  // One row of each service, and the days that were missing.
  expect(requests() - before).toBe(3 + 4);
});

test('ends with the reason of an abort during a back-fill, and keeps complete snapshots', async () => {
  const { client, folder } = setUp();
  await using history = await openHistory(folder);
  const controller = new AbortController();
  const reason = new Error('enough');
  const aborted = history.record(client, {
    weeks: 20,
    abortSignal: controller.signal,
    onProgress: ({ processedDateTime }) => {
      if (processedDateTime !== undefined) controller.abort(reason);
    },
  });
  await expect(aborted).rejects.toBe(reason);
  const found = await history.verify();
  expect(found.map(({ fault }) => fault)).toEqual(found.map(() => undefined));
  expect(found.length).toBeGreaterThanOrEqual(2);
});

test.each([
  ['weeks', { weeks: 0 }],
  ['weeks', { weeks: 1.5 }],
  ['partner', { partner: '' }],
])('refuses an invalid %s before any request: %o', async (argument, options) => {
  const { client, folder, requests } = setUp();
  await using history = await openHistory(folder);
  await expect(history.record(client, options)).rejects.toMatchObject({
    code: 'input',
    message: expect.stringMatching(new RegExp(`^${argument}: expected`)),
  });
  expect(requests()).toBe(0);
});
