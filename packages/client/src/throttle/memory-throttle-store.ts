import { createLearnedBudget, type LearnedBudget } from './learned-budget.ts';
import type { ThrottleStore } from './throttle-store.ts';

/** What is known of one key. */
interface Lane {
  inFlight: number;
  /** How many requests may be in flight: halves when the service throttles, grows by one per round of successes. */
  limit: number;
  passedSinceGrowth: number;
  coolDownEndsAt: number;
  readonly budget: LearnedBudget;
  /** The particular key that was throttled last, and until when. Two of them at once mean that the partner is. */
  throttled: { readonly key: string; readonly endsAt: number } | undefined;
}

/** Waiters of this process are woken when a place is free; this bounds the wait for another's place. */
const pollInMs = 1_000;

function hasPlace(lane: Lane | undefined): boolean {
  return lane === undefined || lane.inFlight < lane.limit;
}

export function createMemoryThrottleStore(maxConcurrency: number): ThrottleStore {
  const lanes = new Map<string, Lane>();
  let ticket = 0;

  function laneOf(key: string): Lane {
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const lane: Lane = {
      inFlight: 0,
      limit: maxConcurrency,
      passedSinceGrowth: 0,
      coolDownEndsAt: 0,
      budget: createLearnedBudget(),
      throttled: undefined,
    };
    lanes.set(key, lane);
    return lane;
  }

  function grow(lane: Lane): void {
    lane.passedSinceGrowth += 1;
    if (lane.limit >= maxConcurrency || lane.passedSinceGrowth < lane.limit) return;
    lane.limit += 1;
    lane.passedSinceGrowth = 0;
  }

  /** The 429s of requests that were under way already prolong the cool-down, but tell nothing new about the limit. */
  function coolDown(lane: Lane, endsAt: number, nowInMs: number): void {
    if (lane.coolDownEndsAt <= nowInMs) {
      lane.limit = Math.max(1, Math.floor(lane.limit / 2));
      lane.passedSinceGrowth = 0;
    }
    lane.coolDownEndsAt = Math.max(lane.coolDownEndsAt, endsAt);
    lane.budget.refuse(endsAt, nowInMs);
  }

  /**
   * An answer does not say which limit it hit: the particular one is assumed until two customers hit one at once, or
   * the partner's has just been tried.
   */
  function throttle(keys: readonly string[], endsAt: number, nowInMs: number): void {
    const [general, particular] = keys;
    if (general === undefined) return;
    const lane = laneOf(general);
    const last = lane.throttled;
    const another = last !== undefined && last.endsAt > nowInMs && last.key !== particular ? last : undefined;
    const isGeneral = particular === undefined || another !== undefined || lane.budget.isTrying;
    if (isGeneral) coolDown(lane, endsAt, nowInMs);
    if (particular === undefined) return;
    coolDown(laneOf(particular), endsAt, nowInMs);
    lane.throttled = { key: particular, endsAt };
    if (!isGeneral) return;
    for (const key of [particular, another?.key ?? particular]) laneOf(key).budget.disregard();
  }

  /** The lane of a customer that knows nothing is not kept: there may be many. */
  function forgetIdle(key: string, lane: Lane, nowInMs: number): void {
    if (
      lane.inFlight === 0 &&
      lane.limit === maxConcurrency &&
      lane.coolDownEndsAt <= nowInMs &&
      !lane.budget.isInformed
    ) {
      lanes.delete(key);
    }
  }

  return {
    acquire(keys, nowInMs) {
      const coolDownEndsAt = Math.max(...keys.map((key) => lanes.get(key)?.coolDownEndsAt ?? 0));
      if (coolDownEndsAt > nowInMs) {
        return { granted: false, reason: 'cool-down', waitInMs: coolDownEndsAt - nowInMs };
      }
      const full = keys.find((key) => !hasPlace(lanes.get(key)));
      if (full !== undefined) return { granted: false, reason: 'concurrency', waitInMs: pollInMs, key: full };
      for (const key of keys) {
        const wait = lanes.get(key)?.budget.check(nowInMs);
        if (wait !== undefined) return { granted: false, ...wait, key };
      }
      for (const key of keys) {
        const lane = laneOf(key);
        lane.inFlight += 1;
        lane.budget.take(nowInMs);
      }
      ticket += 1;
      return { granted: true, ticket };
    },
    release(keys, _ticket, outcome, nowInMs) {
      if (outcome.kind === 'throttled') throttle(keys, nowInMs + outcome.retryAfterInMs, nowInMs);
      for (const key of keys) {
        const lane = laneOf(key);
        lane.inFlight -= 1;
        lane.budget.giveBack(outcome.kind === 'throttled', nowInMs);
        if (outcome.kind === 'passed') grow(lane);
        if (key !== keys[0]) forgetIdle(key, lane, nowInMs);
      }
    },
  };
}
