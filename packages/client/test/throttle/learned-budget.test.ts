import { describe, expect, test } from 'vitest';
import { createLearnedBudget } from '../../src/throttle/learned-budget.ts';
import type { LearnedLimit } from '../../src/throttle/learned-limit.ts';

/** A budget that has learned: so many calls from 0 on, then a 429 at 100 ms, and quiet until `endsAt`. */
function createInformed(calls: number, endsAt: number, spentInMs = 300): LearnedLimit {
  return createLearnedBudget({ calls, spentInMs, windowInMs: endsAt, toldAt: 100, endsAt });
}

let lastTicket = 0;

function send(budget: LearnedLimit, nowInMs: number, toldInMs?: number): void {
  lastTicket += 1;
  budget.take(nowInMs, lastTicket, 1);
  budget.giveBack(lastTicket, nowInMs, toldInMs);
}

function refuse(budget: LearnedLimit, sentAt: number, toldAt: number, endsAt: number): void {
  send(budget, sentAt, endsAt - toldAt);
  budget.refuse({ calls: 0, spentInMs: 0, windowInMs: endsAt - sentAt, toldAt, endsAt });
}

/** Sends what it may at one moment, and has it pass; returns how many, and what the next has to wait. */
function sendAll(budget: LearnedLimit, nowInMs: number) {
  for (let calls = 0; calls < 10_000; calls += 1) {
    const wait = budget.check(nowInMs, 1);
    if (wait !== undefined) return { calls, ...wait };
    send(budget, nowInMs);
  }
  return { calls: Infinity };
}

/** The lengths of so many windows, each used up as soon as it may be. */
function windows(budget: LearnedLimit, count: number, startsAt: number): number[] {
  const lengths: number[] = [];
  let now = startsAt;
  for (let window = 0; window < count; window += 1) {
    const { waitInMs } = { waitInMs: 0, ...sendAll(budget, now) };
    lengths.push(waitInMs);
    now += waitInMs;
  }
  return lengths;
}

describe('the budget learned from a 429', () => {
  test('allows as many calls as passed, in whole seconds and a margin', () => {
    const budget = createInformed(7, 1_360);
    expect(sendAll(budget, 1_360)).toEqual({ calls: 7, reason: 'budget', waitInMs: 1_040 });
    expect(sendAll(budget, 2_399)).toEqual({ calls: 0, reason: 'budget', waitInMs: 1 });
    expect(sendAll(budget, 2_400)).toMatchObject({ calls: 7 });
  });

  test('keeps a window below a second, where the service did not say how long to wait', () => {
    expect(sendAll(createInformed(7, 500), 500)).toMatchObject({ calls: 7, waitInMs: 500 });
  });

  test('is stale after ten minutes without a call', () => {
    const budget = createInformed(7, 1_020);
    expect(sendAll(budget, 1_020)).toMatchObject({ calls: 7 });
    expect(budget.isStale(1_020 + 600_000 + 1_040)).toBe(false);
    expect(budget.isStale(1_020 + 600_000 + 1_041)).toBe(true);
  });
});

describe('a window', () => {
  test('of several seconds is tried as one of a second after it has held', () => {
    expect(windows(createInformed(5, 9_000), 3, 9_000)).toEqual([1_040, 1_040, 1_040]);
  });

  test('is restored and kept when the first call of the shorter one is refused', () => {
    const budget = createInformed(5, 4_000);
    expect(windows(budget, 1, 4_000)).toEqual([1_040]);
    refuse(budget, 5_040, 5_090, 8_090);
    expect(windows(budget, 3, 8_090)).toEqual([4_040, 4_040, 4_040]);
  });
});

describe('calls that follow one another', () => {
  test('closely are counted at one moment, so that the calls that wait for them are woken together', () => {
    const budget = createInformed(3, 1_024);
    for (const time of [1_024, 1_039, 1_039.9]) send(budget, time);
    expect(budget.check(1_040, 1)).toEqual({ reason: 'budget', waitInMs: 1_024 });
  });

  test('are counted in any span of a window, whenever it begins', () => {
    const budget = createInformed(3, 1_000);
    for (const time of [1_000, 1_900, 1_950]) send(budget, time);
    expect(sendAll(budget, 2_040)).toEqual({ calls: 1, reason: 'budget', waitInMs: 900 });
  });
});

describe('the first call after a window', () => {
  test('goes alone until it has come back, whatever else comes back', () => {
    const budget = createInformed(5, 1_020);
    expect(budget.isTrying).toBe(true);
    budget.take(1_020, -1, 0);
    expect(budget.check(1_030, 1)).toEqual({ reason: 'concurrency', waitInMs: 1_000 });
    budget.giveBack(-2, 1_030, undefined);
    expect(budget.check(1_030, 1)).toMatchObject({ reason: 'concurrency' });
    budget.giveBack(-1, 1_070, undefined);
    expect(budget.isTrying).toBe(false);
    expect(sendAll(budget, 1_070)).toMatchObject({ calls: 4 });
  });

  test('that is refused in a window that held makes it an eighth longer', () => {
    const budget = createInformed(5, 1_000);
    sendAll(budget, 1_000);
    refuse(budget, 2_040, 2_090, 3_090);
    expect(sendAll(budget, 3_090)).toMatchObject({ calls: 5, waitInMs: 1_040 });
  });

  test('that is refused after the pause, too, makes the window last until the end of the next pause', () => {
    const budget = createInformed(50, 1_100);
    for (let now = 1_100; now < 9_000; now += 1_050) refuse(budget, now, now + 50, now + 1_050);
    expect(budget.isStale(9_500)).toBe(false);
    expect(sendAll(budget, 9_500).calls).toBe(50);
  });

  test('that is told to pause longer than the window has met another limit and teaches nothing', () => {
    const budget = createInformed(10, 1_000);
    sendAll(budget, 1_000);
    refuse(budget, 2_040, 2_090, 30_090);
    expect(windows(budget, 2, 30_090)).toEqual([1_040, 1_040]);
  });
});

describe('more than the budget', () => {
  /** Uses the budget up and has all of it come back, at a time at which more may be tried. */
  function createUsedUp(calls: number) {
    const budget = createInformed(calls, 1_020);
    sendAll(budget, 20_000);
    return budget;
  }

  test('is not tried for ten times the pause that a 429 asked for', () => {
    const budget = createInformed(5, 1_020);
    sendAll(budget, 10_000);
    expect(budget.check(10_100, 0)).toMatchObject({ reason: 'budget' });
    sendAll(budget, 11_100);
    expect(budget.check(11_200, 0)).toBeUndefined();
  });

  test('is tried with one call when all others are back, early in the window only', () => {
    const budget = createUsedUp(5);
    expect(budget.check(20_100, 1)).toMatchObject({ reason: 'budget' });
    expect(budget.check(20_900, 0)).toMatchObject({ reason: 'budget' });
    expect(budget.check(20_100, 0)).toBeUndefined();
    expect(budget.isTrying).toBe(true);
    budget.take(20_100, -1, 0);
    expect(budget.check(20_100, 1)).toMatchObject({ reason: 'budget' });
  });

  test('goes on with as many at once as have passed, and doubles the budget when as many passed as it allows', () => {
    const budget = createUsedUp(3);
    for (let passed = 0; passed < 3; passed += 1) {
      expect(budget.check(20_100 + passed, passed)).toBeUndefined();
      send(budget, 20_100 + passed);
    }
    expect(sendAll(budget, 22_000)).toMatchObject({ calls: 6 });
  });

  test('that is refused leaves the budget unchanged, and is not tried again soon', () => {
    const budget = createUsedUp(5);
    expect(budget.check(20_100, 0)).toBeUndefined();
    refuse(budget, 20_100, 20_150, 21_150);
    expect(sendAll(budget, 21_150)).toEqual({ calls: 5, reason: 'budget', waitInMs: 1_040 });
    expect(budget.check(21_200, 0)).toMatchObject({ reason: 'budget' });
  });

  test('is tried at once where the first limit came early and asked for a second, and shows the rate', () => {
    const budget = createInformed(55, 1_100, 50);
    sendAll(budget, 1_100);
    expect(budget.check(1_200, 0)).toBeUndefined();
    for (let call = 0; call < 25; call += 1) send(budget, 1_400);
    refuse(budget, 1_400, 1_450, 2_450);
    // 80 in 300 ms, and 55 in 50 ms before: 100 a second, and 50 at once.
    expect(sendAll(budget, 2_450)).toEqual({ calls: 50, reason: 'budget', waitInMs: 500 });
  });
});

describe('a 429 amid a window', () => {
  test('leaves the number of calls that passed in it', () => {
    const budget = createInformed(9, 1_020);
    for (let call = 0; call < 4; call += 1) send(budget, 1_020);
    refuse(budget, 1_080, 1_100, 2_100);
    expect(sendAll(budget, 2_100)).toEqual({ calls: 4, reason: 'budget', waitInMs: 1_040 });
  });

  test('shows the rate of a small bucket together with the first limit', () => {
    const budget = createInformed(1_500, 8_700, 7_700);
    sendAll(budget, 8_700);
    // Refutes that the window is one second.
    budget.refuse({ calls: 15, spentInMs: 50, windowInMs: 1_100, toldAt: 8_800, endsAt: 9_800 });
    send(budget, 9_800);
    budget.refuse({ calls: 15, spentInMs: 50, windowInMs: 1_100, toldAt: 9_900, endsAt: 10_900 });
    // 1,485 in 7,650 ms, and five at once.
    const { calls, waitInMs } = { waitInMs: 0, ...sendAll(budget, 10_900) };
    expect(calls).toBe(5);
    expect(waitInMs).toBeCloseTo((5 * 7_650) / 1_485);
  });

  test('removes at least one call, but never the last', () => {
    const budget = createInformed(2, 1_020);
    sendAll(budget, 1_020);
    refuse(budget, 1_030, 1_100, 2_100);
    expect(sendAll(budget, 2_100)).toMatchObject({ calls: 1 });
    refuse(budget, 2_110, 2_200, 3_200);
    expect(sendAll(budget, 3_200)).toMatchObject({ calls: 1 });
  });
});

describe('a paced budget', () => {
  function createPaced(): LearnedLimit {
    const lesson = { calls: 35, spentInMs: 100, windowInMs: 1_110, toldAt: 110, endsAt: 1_110 };
    return createLearnedBudget(lesson, { calls: 25, spentInMs: 0 });
  }

  test('measures the rate more exactly with each limit', () => {
    const budget = createPaced();
    expect(sendAll(budget, 1_110)).toMatchObject({ calls: 25, waitInMs: 250 });
    budget.refuse({ calls: 115, spentInMs: 1_100, windowInMs: 2_150, toldAt: 2_260, endsAt: 3_260 });
    expect(sendAll(budget, 3_260)).toMatchObject({ calls: 25, waitInMs: 312.5 });
  });

  test('becomes one of a second when two limits show no rate', () => {
    const budget = createPaced();
    budget.refuse({ calls: 35, spentInMs: 400, windowInMs: 1_410, toldAt: 1_510, endsAt: 2_510 });
    expect(sendAll(budget, 2_510)).toMatchObject({ calls: 35, waitInMs: 1_040 });
  });
});

describe("refusals that don't depend on the calls'", () => {
  test('are waited for as long as they ask, until they refute the budget', () => {
    const budget = createInformed(7, 1_020);
    let now = 1_020;
    let refusals = 0;
    for (; !budget.isStale(now); refusals += 1) {
      now += budget.check(now, 1)?.waitInMs ?? 0;
      expect(budget.check(now, 1)).toBeUndefined();
      refuse(budget, now, now + 50, now + 1_050);
      now += 1_050;
    }
    expect(refusals).toBeLessThan(200);
    expect(now).toBeLessThan(refusals * 1_050 + 10_000);
  });

  test('refute the budget', () => {
    const budget = createInformed(7, 1_020);
    for (let refusals = 0; refusals < 4; refusals += 1) {
      expect(budget.isStale(1_020)).toBe(false);
      budget.miss();
    }
    expect(budget.isStale(1_020)).toBe(true);
  });
});
