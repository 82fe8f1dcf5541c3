import { describe, expect, test } from 'vitest';
import { createIdleCheck } from '../src/idle-check.ts';
import type { FleetProgress, WorkerNote } from '../src/index.ts';

function worker(seenAt: string, working = true): WorkerNote {
  return { id: 'a', name: 'one', startedAt: 'x', seenAt, succeeded: 0, failed: 0, rate: 0, working };
}

const waiting: FleetProgress = {
  scan: 'contoso',
  customers: 40,
  waiting: 28,
  active: 0,
  delayed: 0,
  succeeded: 11,
  failed: 1,
  paused: undefined,
  done: false,
  workers: [],
};

describe('waiting for a scan', () => {
  test('ends when no worker has reported for too long, and says how far the scan is', () => {
    const check = createIdleCheck(60_000);
    check(waiting, 1_000);
    check(waiting, 60_999);
    expect(() => check(waiting, 61_000)).toThrow(
      'Wait for the scan contoso: no worker has reported for 60 s, and 12 of 40 customers are done. Start a worker',
    );
  });

  test('takes no report of a stopped worker for life, and may not know the number of customers', () => {
    const check = createIdleCheck(1_000);
    const listing = { ...waiting, customers: null };
    check({ ...listing, workers: [worker('1', false)] }, 0);
    const error = attempt(() => check({ ...listing, workers: [worker('2', false)] }, 1_000));
    expect(error).toMatchObject({
      code: 'no-worker',
      message: expect.stringContaining('12 of an unknown number of customers are done. Start a worker'),
    });
  });

  test('goes on while a worker reports, by any clock, even if it finishes nothing', () => {
    const check = createIdleCheck(60_000);
    for (let minute = 0; minute < 5; minute += 1) {
      check({ ...waiting, workers: [worker(`1999-01-01T00:0${minute}:00.000Z`)] }, minute * 60_000);
    }
    const killed = { ...waiting, workers: [worker('1999-01-01T00:04:00.000Z')] };
    expect(() => check(killed, 300_000)).toThrow('no worker has reported for 60 s');
  });

  test('goes on while customers are finished', () => {
    const check = createIdleCheck(60_000);
    for (let minute = 0; minute < 5; minute += 1) {
      check({ ...waiting, succeeded: 11 + minute }, minute * 60_000);
    }
    expect(() => check({ ...waiting, succeeded: 15 }, 300_000)).toThrow('16 of 40 customers are done');
  });

  test('ends with the reason when the queue stays paused, even while workers report', () => {
    const check = createIdleCheck(60_000);
    const paused = { ...waiting, paused: { reason: 'The credential was refused.', since: '' } };
    check({ ...paused, workers: [worker('1')] }, 0);
    const error: unknown = attempt(() => check({ ...paused, workers: [worker('2')] }, 60_000));
    expect(error).toMatchObject({ code: 'paused', message: expect.stringMatching(/60 s.*was refused\.$/) });
  });

  test('never ends for a scan that is done, or without a limit', () => {
    const check = createIdleCheck(60_000);
    check({ ...waiting, done: true }, 0);
    expect(() => check({ ...waiting, done: true }, 70_000)).not.toThrow();
    const unlimited = createIdleCheck(Infinity);
    unlimited(waiting, 0);
    expect(() => unlimited(waiting, 1e12)).not.toThrow();
  });
});

function attempt(run: () => void): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}
