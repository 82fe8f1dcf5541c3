import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { describeDuration, describeProgress, startProgress } from '../../src/output/progress.ts';

describe('progress', () => {
  test('has a rate and the time left when they are meaningful', () => {
    const rows = { things: 'rows', done: 1_200, total: 5_000 };
    expect(describeProgress({ ...rows, elapsedInMs: 999 })).toBe('1,200 of 5,000 rows');
    expect(describeProgress({ ...rows, elapsedInMs: 3_000 })).toBe('1,200 of 5,000 rows, 400/s, 10 s left');
    expect(describeProgress({ things: 'customers', done: 12, elapsedInMs: 8_000 })).toBe(
      '12 customers, 1.5/s',
    );
    expect(describeProgress({ ...rows, done: 0, elapsedInMs: 8_000 })).toBe('0 of 5,000 rows');
  });

  test('shows durations in readable units', () => {
    expect([0.2, 60, 185, 7_800].map(describeDuration)).toStrictEqual([
      '1 s',
      '1 min',
      '3 min 5 s',
      '2 h 10 min',
    ]);
  });

  test('is a plain line every half minute without a terminal', () => {
    let [error, now] = ['', 0];
    const stderr = new Writable({
      write(chunk, _encoding, done) {
        error += String(chunk);
        done();
      },
    });
    const context = { stdout: stderr, stderr, env: {}, abortSignal: new AbortController().signal };
    const progress = startProgress('Reading', {}, context, () => now);
    for (const [seconds, done] of [
      [1, 10],
      [29, 290],
      [30, 300],
      [31, 310],
      [60, 600],
    ] as const) {
      now = 1_000 * seconds;
      progress.advance('rows', done, 900);
    }
    progress.stop();
    now = 200_000;
    progress.show('Nothing from now on');
    expect(error).toBe(
      'Reading: 300 of 900 rows, 10/s, 1 min left\nReading: 600 of 900 rows, 10/s, 30 s left\n',
    );
  });
});
