import { hasRedisServer } from '@licenses-usage/testing/redis-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectQueues } from '../src/connection.ts';
import type { WorkerNote } from '../src/index.ts';
import {
  claimScan,
  pruneWorkers,
  readPause,
  readScan,
  readWorkers,
  removePause,
  writePause,
  writeScan,
  writeWorker,
} from '../src/notes.ts';
import { newQueue, useRedis } from './support/start-fleet.ts';

const redis = useRedis();

/** The notes of a queue of its own, until the test ends. */
async function openNotes() {
  const options = { name: newQueue(), connectTimeoutInMs: 60_000, onError: () => {} };
  const queues = connectQueues(redis.url(), undefined, options);
  onTestFinished(() => queues.close());
  await queues.ready();
  return queues.notes;
}

function workerSince(startedAt: string, more: Partial<WorkerNote> = {}): WorkerNote {
  const counts = { succeeded: 5, failed: 1, rate: 6.5 };
  return { id: startedAt, name: 'one', startedAt, seenAt: startedAt, ...counts, working: true, ...more };
}

const [early, late] = ['2026-11-30T08:00:00.000Z', '2026-11-30T09:00:00.000Z'];

describe.runIf(hasRedisServer())('the notes of a queue', () => {
  test('name the scan of the process that was first, and its customers', async () => {
    const notes = await openNotes();
    expect(await readScan(notes)).toBeUndefined();
    expect(await claimScan(notes, { scan: 'a', customers: null })).toStrictEqual({
      scan: 'a',
      customers: null,
    });
    expect(await claimScan(notes, { scan: 'b', customers: null })).toStrictEqual({
      scan: 'a',
      customers: null,
    });
    await writeScan(notes, { scan: 'a', customers: 12 });
    expect(await readScan(notes)).toStrictEqual({ scan: 'a', customers: 12 });
  });

  test('say why the queue is paused, until it continues', async () => {
    const notes = await openNotes();
    await removePause(notes);
    const pause = { reason: 'The credential was refused.', since: early };
    await writePause(notes, pause);
    expect(await readPause(notes)).toStrictEqual(pause);
    await removePause(notes);
    expect(await readPause(notes)).toBeUndefined();
  });

  test('have the last report of each worker, in the order of their start', async () => {
    const notes = await openNotes();
    const calls = { requests: 9, refused: 2, waits: 0, learnedRate: 3.5, coolDownUntil: null };
    const second = workerSince(late, { calls });
    const first = workerSince(early);
    await claimScan(notes, { scan: 'a', customers: null });
    await writeWorker(notes, second);
    await writeWorker(notes, first);
    await writeWorker(notes, { ...first, succeeded: 6, working: false });
    expect(await readWorkers(notes)).toStrictEqual([{ ...first, succeeded: 6, working: false }, second]);
  });

  test('leave out what another version has written in another form', async () => {
    const notes = await openNotes();
    const known = workerSince(late);
    await writeWorker(notes, known);
    const others = Object.keys(known).map((name) => ({ ...known, [name]: [] }));
    for (const [index, data] of [...others, { ...known, calls: {} }].entries())
      await notes.add('worker', data, { jobId: `worker-${index}` });
    expect(await readWorkers(notes)).toStrictEqual([known]);
    await writePause(notes, { reason: 'x', since: early });
    for (const data of [{ reason: 1, since: early }, { reason: 'x' }]) {
      await (await notes.getJob('pause'))?.updateData(data);
      expect(await readPause(notes)).toBeUndefined();
    }
    await claimScan(notes, { scan: 'a', customers: null });
    for (const data of [{ scan: 1, customers: null }, { scan: 'a' }]) {
      await (await notes.getJob('scan'))?.updateData(data);
      expect(await readScan(notes)).toBeUndefined();
    }
  });

  test('forget workers that have been silent for too long', async () => {
    const notes = await openNotes();
    const now = Date.now();
    const at = (ageInMs: number) => new Date(now - ageInMs).toISOString();
    const silent = workerSince(at(120_000));
    const reporting = workerSince(at(130_000), { seenAt: at(30_000) });
    await writeWorker(notes, silent);
    await writeWorker(notes, reporting);
    await pruneWorkers(notes, 60_000);
    expect(await readWorkers(notes)).toStrictEqual([reporting]);
  });
});
