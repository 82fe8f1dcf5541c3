import { describe, expect, test } from 'vitest';
import { createLearnedBudget, type LearnedBudget } from '../../src/throttle/learned-budget.ts';

/** A budget that has learned: so many calls from 0 on, then a 429 at 100 ms, and quiet until `endsAt`. */
function createInformed(calls: number, endsAt: number): LearnedBudget {
  return createLearnedBudget({ calls, windowInMs: endsAt, toldAt: 100, endsAt });
}

function refuse(budget: LearnedBudget, sentAt: number, toldAt: number, endsAt: number): void {
  budget.take(sentAt);
  budget.giveBack(true);
  budget.refuse(toldAt, endsAt);
}

/** Sends what it may at one moment, and has it pass; returns how many, and what the next has to wait. */
function sendAll(budget: LearnedBudget, nowInMs: number) {
  for (let calls = 0; calls < 10_000; calls += 1) {
    const wait = budget.check(nowInMs, 1);
    if (wait !== undefined) return { calls, ...wait };
    budget.take(nowInMs);
    budget.giveBack(false);
  }
  return { calls: Infinity };
}

/** The lengths of so many windows, each used up as soon as it may be. */
function windows(budget: LearnedBudget, count: number, startsAt: number): number[] {
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
  test('allows as many calls as passed from the first one to the end of the pause', () => {
    const budget = createInformed(7, 1_020);
    expect(sendAll(budget, 1_020)).toEqual({ calls: 7, reason: 'budget', waitInMs: 1_020 });
    expect(sendAll(budget, 2_039)).toEqual({ calls: 0, reason: 'budget', waitInMs: 1 });
    expect(sendAll(budget, 2_040)).toMatchObject({ calls: 7 });
  });

  test('it is stale after ten minutes without a call', () => {
    const budget = createInformed(7, 1_020);
    expect(sendAll(budget, 1_020)).toMatchObject({ calls: 7 });
    expect(budget.isStale(1_020 + 600_000 + 1_020)).toBe(false);
    expect(budget.isStale(1_020 + 600_000 + 1_021)).toBe(true);
  });
});

describe('a window', () => {
  test('is shortened by whole seconds, about a third of its excess over a second, until it is one second', () => {
    expect(windows(createInformed(5, 9_000), 5, 9_000)).toEqual([6_040, 4_040, 2_040, 1_040, 1_040]);
    expect(windows(createInformed(5, 1_020), 2, 1_020)).toEqual([1_020, 1_020]);
  });

  test('whose calls are not used up stays unchanged', () => {
    const budget = createInformed(5, 4_000);
    for (let now = 4_000; now < 200_000; now += 10_000) {
      expect(budget.check(now, 1)).toBeUndefined();
      budget.take(now);
      budget.giveBack(false);
    }
    expect(sendAll(budget, 200_000)).toMatchObject({ calls: 5, waitInMs: 2_040 });
  });
});

describe('calls that follow one another', () => {
  /** Sends a call at each of these times, and has it pass. */
  function sendAt(budget: LearnedBudget, ...times: readonly number[]): void {
    for (const time of times) {
      expect(budget.check(time, 1)).toBeUndefined();
      budget.take(time);
      budget.giveBack(false);
    }
  }

  test('closely share a moment, so that those who wait for them are woken together', () => {
    const budget = createInformed(3, 1_024);
    sendAt(budget, 1_024, 1_039, 1_039.9);
    expect(budget.check(1_040, 1)).toEqual({ reason: 'budget', waitInMs: 1_008 });
  });

  test('after a sixty-fourth of the window have one each', () => {
    const budget = createInformed(3, 1_024);
    sendAt(budget, 1_024, 1_040, 1_300);
    expect(sendAll(budget, 2_048)).toEqual({ calls: 1, reason: 'budget', waitInMs: 16 });
    expect(sendAll(budget, 2_064)).toEqual({ calls: 1, reason: 'budget', waitInMs: 260 });
  });

  test('are counted in any span of a window, whenever it begins', () => {
    const budget = createInformed(3, 1_000);
    sendAt(budget, 1_000, 1_900, 1_950);
    expect(sendAll(budget, 2_000)).toEqual({ calls: 1, reason: 'budget', waitInMs: 900 });
  });
});

describe('the first call after the pause', () => {
  test('goes alone until it has come back', () => {
    const budget = createInformed(5, 1_020);
    expect(budget.check(1_020, 1)).toBeUndefined();
    expect(budget.isTrying).toBe(true);
    budget.take(1_020);
    expect(budget.check(1_030, 1)).toEqual({ reason: 'concurrency', waitInMs: 1_000 });
    budget.giveBack(false);
    expect(budget.isTrying).toBe(false);
    expect(sendAll(budget, 1_070)).toMatchObject({ calls: 4 });
  });

  test('that is refused by chance is replaced by the next, which goes alone', () => {
    const budget = createInformed(3, 1_000);
    budget.take(1_000);
    budget.giveBack(true);
    budget.miss();
    expect(budget.check(2_000, 1)).toBeUndefined();
    budget.take(2_000);
    expect(budget.check(2_000, 1)).toEqual({ reason: 'concurrency', waitInMs: 1_000 });
    budget.giveBack(false);
    expect(budget.check(2_100, 1)).toBeUndefined();
  });

  test('that is refused restores the window that held, which is not shortened again soon', () => {
    const budget = createInformed(5, 4_000);
    expect(windows(budget, 2, 4_000)).toEqual([2_040, 1_040]);
    expect(budget.check(7_080, 1)).toBeUndefined();
    refuse(budget, 7_080, 7_130, 8_130);
    expect(windows(budget, 4, 8_130)).toEqual([2_040, 2_040, 2_040, 2_040]);
  });

  test('that is refused in a window that held makes it longer', () => {
    const budget = createInformed(5, 1_000);
    expect(sendAll(budget, 1_000)).toMatchObject({ waitInMs: 1_000 });
    expect(budget.check(2_000, 1)).toBeUndefined();
    refuse(budget, 2_000, 2_050, 3_050);
    expect(windows(budget, 2, 3_050)).toEqual([1_125, 1_125]);
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
    expect(budget.check(20_800, 0)).toMatchObject({ reason: 'budget' });
    expect(budget.check(20_100, 0)).toBeUndefined();
    budget.take(20_100);
    expect(budget.check(20_100, 1)).toMatchObject({ reason: 'budget' });
  });

  test('goes on with as many at once as have passed, and doubles the budget when as many passed as it allows', () => {
    const budget = createUsedUp(3);
    for (let passed = 0; passed < 3; passed += 1) {
      expect(budget.check(20_100 + passed, passed)).toBeUndefined();
      budget.take(20_100 + passed);
      budget.giveBack(false);
    }
    expect(sendAll(budget, 22_000)).toMatchObject({ calls: 6 });
  });

  test('that is refused leaves the budget unchanged, and is not tried again soon', () => {
    const budget = createUsedUp(5);
    expect(budget.check(20_100, 0)).toBeUndefined();
    refuse(budget, 20_100, 20_150, 21_150);
    expect(sendAll(budget, 21_150)).toEqual({ calls: 5, reason: 'budget', waitInMs: 1_020 });
    expect(budget.check(21_200, 0)).toMatchObject({ reason: 'budget' });
  });
});

describe('a 429 amid a window', () => {
  test('that comes before the end of the window shortens it', () => {
    const budget = createInformed(9, 30_000);
    for (let call = 0; call < 4; call += 1) {
      expect(budget.check(30_000, 1)).toBeUndefined();
      budget.take(30_000);
      budget.giveBack(false);
    }
    refuse(budget, 30_050, 30_100, 31_100);
    expect(sendAll(budget, 31_100)).toEqual({ calls: 4, reason: 'budget', waitInMs: 1_040 });
  });

  test('when nothing was sent in it makes it longer', () => {
    const budget = createInformed(5, 1_000);
    expect(budget.check(1_000, 1)).toBeUndefined();
    budget.take(1_000);
    budget.giveBack(false);
    refuse(budget, 3_000, 3_050, 4_050);
    expect(sendAll(budget, 4_050)).toMatchObject({ reason: 'budget' });
  });

  test('leaves the number of calls that passed in it', () => {
    const budget = createInformed(9, 1_020);
    for (let call = 0; call < 4; call += 1) {
      expect(budget.check(1_020, 1)).toBeUndefined();
      budget.take(1_020);
      budget.giveBack(false);
    }
    refuse(budget, 1_080, 1_100, 2_100);
    expect(sendAll(budget, 2_100)).toEqual({ calls: 4, reason: 'budget', waitInMs: 1_020 });
  });

  test('restores the window that held before', () => {
    const budget = createInformed(9, 5_000);
    expect(windows(budget, 2, 5_000)).toEqual([3_040, 2_040]);
    sendAll(budget, 10_080);
    refuse(budget, 10_100, 10_150, 14_150);
    // From 3,040 ms on, it is shortened again.
    expect(sendAll(budget, 14_150)).toMatchObject({ calls: 8, waitInMs: 2_040 });
  });

  test('removes at least one call, but never the last', () => {
    const budget = createInformed(2, 1_020);
    sendAll(budget, 1_020);
    budget.refuse(1_100, 2_100);
    expect(sendAll(budget, 2_100)).toMatchObject({ calls: 1, waitInMs: 1_020 });
    budget.refuse(3_000, 4_000);
    expect(sendAll(budget, 4_000)).toMatchObject({ calls: 1, waitInMs: 1_148 });
  });
});

describe("refusals that don't depend on the calls'", () => {
  test('are waited for as long as they ask, and leave no wait', () => {
    const budget = createInformed(7, 1_020);
    let now = 1_020;
    for (let refusals = 0; refusals < 1_000; refusals += 1) {
      const wait = budget.check(now, 1);
      if (wait !== undefined) now += wait.waitInMs;
      expect(budget.check(now, 1)).toBeUndefined();
      refuse(budget, now, now + 50, now + 1_050);
      now += 1_050;
    }
    expect(now).toBeLessThan(1_001 * 1_050 + 10_000);
    expect(sendAll(budget, now)).toEqual({ calls: Infinity });
  });

  test('refute the budget', () => {
    for (const isLimit of [true, false]) {
      const budget = createInformed(7, 1_020);
      for (let refusals = 0; refusals < 4; refusals += 1) {
        expect(budget.isStale(1_020)).toBe(false);
        if (isLimit) budget.refuse(1_020, 2_020);
        else budget.miss();
      }
      expect(budget.isStale(1_020)).toBe(true);
    }
  });

  test('are made up for by windows that hold', () => {
    const budget = createInformed(64, 1_000);
    let now = 1_000;
    for (let round = 0; round < 20; round += 1) {
      budget.check(now, 1);
      refuse(budget, now, now, now + 1_000);
      now += 1_000;
      for (let window = 0; window < 2; window += 1) now += { waitInMs: 0, ...sendAll(budget, now) }.waitInMs;
    }
    expect(budget.isStale(now)).toBe(false);
    expect(sendAll(budget, now).calls).toBeLessThan(65);
  });
});
