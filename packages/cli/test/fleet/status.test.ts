import type { FleetProgress, WorkerNote } from '@licenses-usage/fleet';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { describeQueue } from '../../src/fleet/status.ts';

const nowInMs = Date.parse('2026-11-30T09:00:00.000Z');
const narrow = { width: 40, paint: (_style: string, text: string) => text };

function worker(rate: number, seenAt: string, working = true): WorkerNote {
  const startedAt = '2026-11-30T08:00:00.000Z';
  return { id: seenAt, name: 'one', startedAt, seenAt, succeeded: 0, failed: 0, rate, working };
}

const running: FleetProgress = {
  scan: 'partner_2773af46d5c6',
  customers: 5_000,
  waiting: 3_734,
  active: 16,
  delayed: 0,
  succeeded: 1_250,
  failed: 0,
  paused: undefined,
  done: false,
  workers: [
    worker(6, '2026-11-30T08:59:59.000Z'),
    worker(6.5, '2026-11-30T08:59:58.000Z'),
    // Neither a lost worker nor a stopped one asks for customers.
    worker(100, '2026-11-30T08:50:00.000Z'),
    worker(100, '2026-11-30T08:59:59.500Z', false),
  ],
};

describe('the queue on a terminal', () => {
  test('has a bar and the time left, within 40 columns', () => {
    const text = describeQueue(running, nowInMs, narrow);
    expect(text).toBe(
      [
        '  Scan partner_2773af46d5c6: 5,000',
        '  customers; 1,250 asked, 16 in flight,',
        '  3,734 waiting.',
        '  ████             25%, 13/s, 5 min left',
      ].join('\n'),
    );
    const slow = { ...running, workers: [worker(0.1, '2026-11-30T08:59:59.000Z')] };
    for (const progress of [running, slow, { ...slow, customers: 500_000 }]) {
      const lines = describeQueue(progress, nowInMs, narrow).split('\n');
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(40);
    }
  });

  test('shows no time left without workers or while customers are still listed', () => {
    const wide = { ...narrow, width: 120 };
    const last = (progress: FleetProgress) => describeQueue(progress, nowInMs, wide).split('\n').at(-1);
    expect(last({ ...running, workers: [worker(3, '2026-11-30T08:00:00.000Z')] })).toBe(
      '  █████                25%',
    );
    expect(last({ ...running, customers: null })).toContain('still listing customers; 1,250 asked');
    expect(last({ ...running, workers: [], customers: null })).toBe('! No worker has reported yet.');
  });

  test('has the same status signs as other commands', () => {
    const signs = (progress: Partial<FleetProgress>) =>
      describeQueue({ ...running, ...progress }, nowInMs, { ...narrow, width: undefined })
        .split('\n')
        .map((line) => line.slice(0, 3));
    expect(signs({ done: true })).toStrictEqual(['✓ S']);
    expect(signs({ done: true, failed: 2 })).toStrictEqual(['✗ S']);
    expect(signs({ failed: 2 })).toStrictEqual(['! S', '  █']);
    const paused = { since: '2026-11-30T08:30:00.000Z', reason: 'The credential was refused.' };
    expect(signs({ paused })).toStrictEqual(['  S', '✗ P']);
  });
});
