import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  describeDuration,
  describeProgress,
  describeRate,
  startProgress,
} from '../../src/output/progress.ts';
import { collect } from '../support/collect.ts';

describe('progress', () => {
  test('has a rate and the time left when they are meaningful', () => {
    const rows = { thing: 'row', done: 1_200, total: 5_000 };
    expect(describeProgress({ ...rows, elapsedInMs: 999 })).toBe('1,200 of 5,000 rows');
    expect(describeProgress({ ...rows, elapsedInMs: 3_000 })).toBe('1,200 of 5,000 rows, 400/s, 10 s left');
    expect(describeProgress({ thing: 'customer', done: 12, elapsedInMs: 8_000 })).toBe('12 customers, 1.5/s');
    expect(describeProgress({ ...rows, done: 0, elapsedInMs: 8_000 })).toBe('0 of 5,000 rows');
    expect(describeProgress({ thing: 'file', done: 1, elapsedInMs: 10 })).toBe('1 file');
    expect(describeProgress({ thing: 'file', done: 0, total: 1, elapsedInMs: 10 })).toBe('0 of 1 file');
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
      progress.advance('row', done, 900);
    }
    progress.stop();
    now = 200_000;
    progress.show('Nothing from now on');
    expect(error).toBe(
      'Reading: 300 of 900 rows, 10/s, 1 min left\nReading: 600 of 900 rows, 10/s, 30 s left\n',
    );
  });

  test.for([
    [{}, {}, 'Reading: 300 rows, 10/s'],
    [{ isTTY: true, columns: 0 }, {}, 'Reading: 300 rows, 10/s'],
    [{ isTTY: true, columns: 80 }, { TERM: 'dumb' }, 'Reading: 300 rows, 10/s'],
  ] as const)('is a plain line on %j with %j', ([terminal, env, line]) => {
    let now = 0;
    const stderr = Object.assign(collect(), { isTTY: false, columns: 0 }, terminal);
    const context = { stdout: stderr, stderr, env, abortSignal: new AbortController().signal };
    const progress = startProgress('Listing', {}, context, () => now);
    now = 1_000;
    progress.show('Reading');
    now = 31_000;
    progress.advance('row', 300);
    progress.stop();
    expect(stderr.text()).toBe(`${line}\n`);
    const quiet = startProgress('Reading', { quiet: true }, context, () => (now += 60_000));
    quiet.show('Reading');
    quiet.advance('row', 1);
    quiet.stop();
    expect(stderr.text()).toBe(`${line}\n`);
  });

  test('cleans foreign text, and restarts its rate with each step', () => {
    let now = 0;
    const stderr = collect();
    const context = { stdout: stderr, stderr, env: {}, abortSignal: new AbortController().signal };
    const progress = startProgress('Reading', {}, context, () => now);
    now = 60_000;
    progress.show('Waiting\u001B');
    now = 90_000;
    progress.advance('row', 300);
    expect(stderr.text()).toBe('Waiting\uFFFD\nWaiting\uFFFD: 300 rows, 10/s\n');
  });

  test('has whole rates from ten on, and no time left beyond its total', () => {
    expect([describeRate(9.94), describeRate(10), describeRate(1_234.5)]).toStrictEqual([
      '9.9/s',
      '10/s',
      '1,235/s',
    ]);
    const at = (done: number, elapsedInMs: number) =>
      describeProgress({ thing: 'row', done, total: 10, elapsedInMs });
    expect([at(10, 1_000), at(11, 1_000), at(5, 1_000), at(5, 999)]).toStrictEqual([
      '10 of 10 rows, 10/s, 0 s left',
      '11 of 10 rows, 11/s',
      '5 of 10 rows, 5.0/s, 1 s left',
      '5 of 10 rows',
    ]);
    expect([59, 59.1, 3_599, 3_600, 61].map(describeDuration)).toStrictEqual([
      '59 s',
      '1 min',
      '59 min 59 s',
      '1 h 0 min',
      '1 min 1 s',
    ]);
  });
});
