import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CollectOptions, FleetProgress, FleetResult } from '@licenses-usage/fleet';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { collectFrom, collectTo, requireFreeFile } from '../../src/fleet/collect.ts';
import { startProgress } from '../../src/output/progress.ts';
import { collect } from '../support/collect.ts';
import { progressOf, workerSeenAt } from '../support/fleet-progress.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const results: readonly FleetResult[] = [
  { status: 'ok', customerId: 'a', totalCount: 0, items: [] },
  { status: 'failed', customerId: 'b', error: { name: 'ServiceError', message: 'It failed.' } },
];

/** A fleet that reports this progress, and then has these results. */
function fleetOf(states: readonly (() => FleetProgress)[] = [], found = results) {
  const asked: CollectOptions[] = [];
  return {
    asked,
    async *collect(options: CollectOptions = {}) {
      asked.push(options);
      for (const state of states) options.onProgress?.(state());
      yield* found;
    },
  };
}

function contextOf() {
  const [stdout, stderr] = [collect(), collect()];
  return { stdout, stderr, env: {}, abortSignal: new AbortController().signal };
}

describe('the results of a fleet', () => {
  test('are lines of a file, and counted', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'x.ndjson');
    const context = contextOf();
    const fleet = fleetOf([progressOf]);
    expect(await collectTo(fleet, { out, wait: true }, context)).toStrictEqual({
      succeeded: 1,
      failed: 1,
      rows: 0,
    });
    expect(await readFile(out, 'utf8')).toBe(results.map((one) => `${JSON.stringify(one)}\n`).join(''));
    expect(fleet.asked).toMatchObject([{ wait: true, abortSignal: context.abortSignal }]);
  });

  test('show on a terminal what is waited for, and clear it at the end', async () => {
    // Where it is set, progress is not animated.
    vi.stubEnv('CI', undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const context = { ...contextOf(), stderr: collect(80) };
    const out = join(await temporaryFolder(), 'x.ndjson');
    await collectTo(fleetOf(), { out, wait: true }, context);
    expect(context.stderr.text()).toContain(' Waiting for the workers');
    expect(context.stderr.text().endsWith('\u001B[?25h')).toBe(true);
  });

  test('are not written if the queue is paused, and the error says what to repair', async () => {
    const folder = await temporaryFolder();
    const paused = { since: '2026-11-30T08:30:00.000Z', reason: 'The token was refused.' };
    const fleet = fleetOf([() => progressOf({ paused, done: false })]);
    const collected = collectTo(fleet, { out: join(folder, 'x'), wait: true }, contextOf());
    await expect(collected).rejects.toMatchObject({
      message: 'The token was refused. Repair that, and start a worker with --resume.',
      exitCode: 3,
    });
    expect(await readdir(folder)).toStrictEqual([]);
  });

  test('replace a file with content only when told to', async () => {
    const folder = await temporaryFolder();
    const [full, empty] = [join(folder, 'full'), join(folder, 'empty')];
    await writeFile(full, 'mine\n');
    await writeFile(empty, '');
    await mkdir(join(folder, 'folder'));
    const refused = `--out ${full}: this file already exists. Choose another one, or add --force to replace it.`;
    await expect(requireFreeFile(full, false)).rejects.toThrow(refused);
    await expect(collectTo(fleetOf(), { out: full, wait: false }, contextOf())).rejects.toThrow(refused);
    for (const name of ['empty', 'missing', 'folder'])
      expect(await requireFreeFile(join(folder, name), false)).toBeUndefined();
    await collectTo(fleetOf(), { out: full, wait: false, force: true }, contextOf());
    expect(await readFile(full, 'utf8')).toMatch(/^\{"status":"ok"/);
    await expect(requireFreeFile(join(full, 'x'), false)).rejects.toThrow(`--out ${join(full, 'x')}: `);
  });
});

describe('a collection without workers', () => {
  const waiting = progressOf({ customers: 9, succeeded: 2, failed: 1, done: false });
  const working = { ...waiting, workers: [workerSeenAt('9999-01-01T00:00:00.000Z')] };

  /** The notes that are printed while the queue goes through these states, each at its time. */
  async function told(...states: readonly (readonly [atInMs: number, FleetProgress])[]) {
    let time = 0;
    const context = contextOf();
    const counted: unknown[] = [];
    const progress = {
      ...startProgress('', { quiet: true }, context),
      advance: (...now: unknown[]) => counted.push(now),
    };
    const at =
      ([inMs, state]: readonly [number, FleetProgress]) =>
      () => {
        time = inMs;
        return state;
      };
    const fleet = fleetOf(states.map(at));
    for await (const _ of collectFrom(fleet, { wait: true }, progress, context, () => time));
    return { said: context.stderr.text(), counted };
  }

  test('says so once, after ten seconds', async () => {
    expect((await told([10_000, waiting])).said).toBe('');
    const { said, counted } = await told([10_001, waiting], [20_000, waiting]);
    expect(said).toBe('No worker is at work. Start one: licenses-usage fleet work\n');
    expect(counted).toStrictEqual([
      ['customer', 3, 9],
      ['customer', 3, 9],
    ]);
  });

  test('counts from the end of the last worker, and says nothing once the scan is done', async () => {
    expect((await told([10_001, working], [20_001, waiting])).said).toBe('');
    expect((await told([10_001, working], [20_002, waiting])).said).toMatch(/^No worker/);
    expect((await told([10_001, { ...waiting, done: true }])).said).toBe('');
    expect((await told([1, { ...waiting, customers: null }])).counted).toStrictEqual([
      ['customer', 3, undefined],
    ]);
  });
});
