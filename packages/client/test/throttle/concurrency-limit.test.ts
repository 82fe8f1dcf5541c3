import { describe, expect, test } from 'vitest';
import { createConcurrencyLimit } from '../../src/throttle/concurrency-limit.ts';
import type { LearnedLimit } from '../../src/throttle/learned-limit.ts';

const lesson = { calls: 4, spentInMs: 0, windowInMs: 1_010, toldAt: 10, endsAt: 1_010 };

/** Sends what may be in flight together at one moment. Returns the tickets. */
function fill(limit: LearnedLimit, nowInMs: number, from = 0): number[] {
  const tickets: number[] = [];
  while (limit.check(nowInMs, tickets.length) === undefined) {
    limit.take(nowInMs, from + tickets.length, tickets.length);
    tickets.push(from + tickets.length);
  }
  return tickets;
}

/** Sends waves that pass. Returns how many requests each had. */
function passWaves(limit: LearnedLimit, count: number, nowInMs: number): number[] {
  return Array.from({ length: count }, () => {
    const wave = fill(limit, nowInMs);
    for (const ticket of wave) limit.giveBack(ticket, nowInMs, undefined);
    return wave.length;
  });
}

describe('a limit of requests in flight', () => {
  test('starts with half of what passed at once, and adds one for each wave that passes', () => {
    expect(passWaves(createConcurrencyLimit(lesson), 3, 1_010)).toEqual([2, 3, 5]);
  });

  test('is raised after three attempts to send one more have passed', () => {
    expect(passWaves(createConcurrencyLimit(lesson), 7, 1_010)).toEqual([2, 3, 5, 5, 5, 6, 6]);
  });

  test('explains only the refusal of an attempt, and repeats the attempt after ten times the pause', () => {
    const limit = createConcurrencyLimit(lesson);
    passWaves(limit, 2, 1_010);
    const wave = fill(limit, 1_010);
    expect(wave.map((ticket) => limit.explains?.(ticket))).toEqual([false, false, false, false, true]);
    limit.giveBack(4, 1_060, 1_000);
    for (const ticket of wave.slice(0, 4)) limit.giveBack(ticket, 1_060, undefined);
    expect(passWaves(limit, 2, 11_059)).toEqual([4, 4]);
    expect(passWaves(limit, 1, 11_060)).toEqual([5]);
  });

  test('is lowered again after each refused attempt, down to what passed at first', () => {
    const limit = createConcurrencyLimit(lesson);
    passWaves(limit, 5, 1_010);
    const wave = fill(limit, 1_010);
    expect(wave).toHaveLength(6);
    limit.giveBack(5, 1_060, 1_000);
    limit.giveBack(4, 1_060, 1_000);
    for (const ticket of wave.slice(0, 4)) limit.giveBack(ticket, 1_060, undefined);
    expect(passWaves(limit, 1, 1_060)).toEqual([4]);
  });

  test('that still refuses requests is a limit over time, and the requests that passed show its rate', () => {
    const limit = createConcurrencyLimit({ ...lesson, calls: 25 });
    const next = { calls: 35, spentInMs: 100, windowInMs: 1_110, toldAt: 1_110, endsAt: 2_110 };
    const budget = limit.refuse(next);
    // Ten requests in 100 ms beyond the 25 that pass at once: 25 in 250 ms.
    for (let ticket = 0; ticket < 25; ticket += 1) {
      expect(budget.check(2_110, 1)).toBeUndefined();
      budget.take(2_110, ticket, 1);
    }
    expect(budget.check(2_110, 1)).toEqual({ reason: 'budget', waitInMs: 250 });
  });

  test('is stale after ten minutes without a request, or after four refusals that nothing explains', () => {
    const limit = createConcurrencyLimit(lesson);
    expect(limit.isStale(601_010)).toBe(false);
    expect(limit.isStale(601_011)).toBe(true);
    for (let refusals = 0; refusals < 4; refusals += 1) {
      expect(limit.isStale(1_010)).toBe(false);
      limit.miss();
    }
    expect(limit.isStale(1_010)).toBe(true);
  });
});
