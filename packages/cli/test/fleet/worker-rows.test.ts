import type { FleetProgress } from '@licenses-usage/fleet';
import { describe, expect, test } from 'vitest';
import { describeQueue, workerRows } from '../../src/fleet/status.ts';
import { progressOf, workerSeenAt } from '../support/fleet-progress.ts';

const nowInMs = Date.parse('2026-11-30T09:00:00.000Z');

const queue = progressOf();
const worker = workerSeenAt;

describe('the workers of a fleet', () => {
  test('are working, lost after ten seconds of silence, or stopped', () => {
    const workers = [
      worker('2026-11-30T08:59:50.000Z'),
      worker('2026-11-30T08:59:49.999Z'),
      worker('2026-11-30T09:00:05.000Z', { working: false }),
    ];
    expect(workerRows({ ...queue, workers }, nowInMs)).toMatchObject([
      { worker: 'one', state: 'working', seen: 10, rate: 6.5, succeeded: 5, failed: 1 },
      { state: 'lost', rate: 0, seen: 10.001 },
      { state: 'stopped', rate: 0, seen: 0 },
    ]);
  });

  test('show what they have learned of the service, if anything', () => {
    const [unknown] = workerRows({ ...queue, workers: [worker('2026-11-30T09:00:00.000Z')] }, nowInMs);
    expect(unknown).toMatchObject({ requests: null, refused: null, learnedRate: null, coolDown: null });
    const calls = {
      requests: 9,
      refused: 2,
      waits: 0,
      learnedRate: 3.5,
      coolDownUntil: '2026-11-30T09:00:30.000Z',
    };
    const [known, over] = workerRows(
      {
        ...queue,
        workers: [
          worker('2026-11-30T09:00:00.000Z', { calls }),
          worker('2026-11-30T09:00:00.000Z', {
            calls: { ...calls, coolDownUntil: '2026-11-30T08:59:30.000Z' },
          }),
        ],
      },
      nowInMs,
    );
    expect(known).toMatchObject({ requests: 9, refused: 2, learnedRate: 3.5, coolDown: 30 });
    expect(over).toMatchObject({ coolDown: 0 });
  });
});

describe('the queue', () => {
  const look = { width: 120, paint: (_style: string, text: string) => text };
  const linesOf = (progress: Partial<FleetProgress>) =>
    describeQueue(
      { ...queue, workers: [worker('2026-11-30T09:00:00.000Z')], ...progress },
      nowInMs,
      look,
    ).split('\n');

  test('counts retries and failures only if there are any', () => {
    expect(linesOf({})[0]).toBe('✓ Scan s: 1 customer; 1 asked, 0 in flight, 0 waiting.');
    expect(linesOf({ delayed: 2, failed: 3, done: true })[0]).toBe(
      '✗ Scan s: 1 customer; 1 asked, 0 in flight, 0 waiting, 2 to be retried, 3 failed.',
    );
  });

  test('says since when it is paused, and why', () => {
    const paused = { since: '2026-11-30T08:30:00.000Z', reason: 'It was refused.' };
    expect(linesOf({ paused, done: false })).toContain(
      '✗ Paused since 2026-11-30T08:30:00.000Z. It was refused.',
    );
    expect(linesOf({ paused: { ...paused, since: '' }, done: false })).toContain(
      '✗ Paused since an unknown time. It was refused.',
    );
  });

  test('has no progress without customers, and never more than 100 %', () => {
    expect(linesOf({ customers: 0, done: false })).toHaveLength(1);
    expect(linesOf({ customers: 4, succeeded: 3, failed: 2, done: false }).at(-1)).toMatch(/^ {2}█{20} 100%/);
    expect(linesOf({ customers: 400, succeeded: 3, failed: 2, done: false }).at(-1)).toBe(
      '  ▎                    1%, 6.5/s, 1 min 1 s left',
    );
  });
});
