import type { VirtualClock } from './virtual-clock.ts';

/** The limits of a service. `admit` returns how long a refused call has to wait; 0 for an accepted one. */
export interface Policy {
  readonly name: string;
  admit(nowInMs: number): number;
  /** The answer to an accepted call has arrived. */
  leave?(): void;
  /** The least time in which this many calls can pass. */
  floorInMs(calls: number): number;
}

export interface Limit {
  readonly calls: number;
  readonly windowInMs: number;
}

export const unlimited: Policy = { name: 'no limit', admit: () => 0, floorInMs: () => 0 };

/** A token bucket with a steady inflow, up to the tokens of one window or up to `capacity`. */
export function tokenBucket({ calls, windowInMs }: Limit, capacity = calls): Policy {
  let [tokens, at] = [capacity, 0];
  const perMs = calls / windowInMs;
  return {
    name: 'token bucket',
    admit(nowInMs) {
      tokens = Math.min(capacity, tokens + (nowInMs - at) * perMs);
      at = nowInMs;
      // Sums of fractions have rounding errors.
      if (tokens < 1 - 1e-6) return (1 - tokens) / perMs;
      tokens -= 1;
      return 0;
    },
    floorInMs: (count) => Math.max(0, count - capacity) / perMs,
  };
}

/** A limit within a fixed window, which begins with its first call. */
export function fixedWindow({ calls, windowInMs }: Limit): Policy {
  let [endsAt, used] = [0, 0];
  return {
    name: 'fixed window',
    admit(nowInMs) {
      if (nowInMs >= endsAt) [endsAt, used] = [nowInMs + windowInMs, 0];
      if (used === calls) return endsAt - nowInMs;
      used += 1;
      return 0;
    },
    floorInMs: (count) => (Math.ceil(count / calls) - 1) * windowInMs,
  };
}

/** A limit within any span of the window's length. */
export function slidingWindow({ calls, windowInMs }: Limit): Policy {
  const passed: number[] = [];
  return {
    name: 'sliding window',
    admit(nowInMs) {
      const oldest = passed.at(-calls);
      if (oldest !== undefined && oldest + windowInMs > nowInMs) return oldest + windowInMs - nowInMs;
      passed.push(nowInMs);
      return 0;
    },
    floorInMs: (count) => (Math.ceil(count / calls) - 1) * windowInMs,
  };
}

/**
 * A fixed window with a penalty: one call too many blocks all calls for several windows, and so does each early call.
 */
export function blocking(limit: Limit, windowsClosed = 3): Policy {
  const window = fixedWindow(limit);
  let closedUntil = 0;
  return {
    name: 'blocking',
    admit(nowInMs) {
      if (nowInMs >= closedUntil && window.admit(nowInMs) === 0) return 0;
      closedUntil = nowInMs + windowsClosed * limit.windowInMs;
      return closedUntil - nowInMs;
    },
    floorInMs: (count) => window.floorInMs(count),
  };
}

/** A limit of calls in flight, whenever they come. It may depend on the time since the first call. */
export function inFlightLimit(most: number | ((elapsedInMs: number) => number), waitInMs: number): Policy {
  let inFlight = 0;
  let startsAt: number | undefined;
  return {
    name: 'calls in flight',
    admit(nowInMs) {
      startsAt ??= nowInMs;
      if (inFlight >= (typeof most === 'number' ? most : most(nowInMs - startsAt))) return waitInMs;
      inFlight += 1;
      return 0;
    },
    leave() {
      inFlight -= 1;
    },
    floorInMs: () => 0,
  };
}

/** Refuses what one of the limits refuses. */
export function both(one: Policy, other: Policy): Policy {
  return {
    name: `${one.name} and ${other.name}`,
    admit: (nowInMs) => one.admit(nowInMs) || other.admit(nowInMs),
    floorInMs: (count) => Math.max(one.floorInMs(count), other.floorInMs(count)),
  };
}

/** Changes how long refused calls are told to wait. */
export function telling(policy: Policy, tell: (waitInMs: number) => number): Policy {
  return {
    ...policy,
    admit(nowInMs) {
      const waitInMs = policy.admit(nowInMs);
      return waitInMs === 0 ? 0 : tell(waitInMs);
    },
  };
}

/** Another limit from this long after the first call. The least time is not known. */
export function changing(before: Policy, after: Policy, inMs: number): Policy {
  let startsAt: number | undefined;
  return {
    name: `${before.name}, then ${after.name}`,
    admit(nowInMs) {
      startsAt ??= nowInMs;
      return (nowInMs < startsAt + inMs ? before : after).admit(nowInMs);
    },
    floorInMs: () => 0,
  };
}

/** A reproducible random number generator. */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export interface Random {
  readonly probability: number;
  readonly waitInMs: number;
  readonly seed: number;
}

/** Refuses some requests at random before the policy applies, like a gateway that sheds load. */
export function refusingAtRandom(
  { probability, waitInMs, seed }: Random,
  policy: Policy = unlimited,
): Policy {
  const chance = createChance(seed);
  return {
    name: `random ${100 * probability} %`,
    admit: (nowInMs) => (chance() < probability ? waitInMs : policy.admit(nowInMs)),
    floorInMs: (count) => policy.floorInMs(count),
  };
}

/** A limit shared with another program, which sends `others` requests at once at the start of each window. */
export function shared(limit: Limit, others: number, make = slidingWindow): Policy {
  const policy = make(limit);
  let next: number | undefined;
  return {
    name: `${policy.name} shared`,
    admit(nowInMs) {
      next ??= nowInMs;
      for (; next <= nowInMs; next += limit.windowInMs)
        for (let other = 0; other < others; other += 1) policy.admit(next);
      return policy.admit(nowInMs);
    },
    floorInMs: (count) => policy.floorInMs(Math.ceil((count * limit.calls) / (limit.calls - others))),
  };
}

export interface ServiceOptions {
  readonly clock: VirtualClock;
  /** Called for each request, so that it may change. */
  readonly policy: () => Policy;
  /** The round-trip time of a request and its answer. */
  readonly latencyInMs: () => number;
  /** The form of `Retry-After` in a 429. */
  readonly retryAfter?: 'seconds' | 'none';
}

export interface Service {
  readonly fetch: (url: string | URL | Request) => Promise<Response>;
  readonly passed: number;
  readonly refused: number;
  /** Requests that arrived before the time in an earlier 429 that had already been read. */
  readonly early: number;
}

/** A service behind a network: half of the latency before it decides, half after. */
export function createService({
  clock,
  policy,
  latencyInMs,
  retryAfter = 'seconds',
}: ServiceOptions): Service {
  let [passed, refused, early, toldUntil] = [0, 0, 0, 0];
  const arrivals = new Map<number, Promise<void>>();
  /** Messages with the same latency arrive together. */
  const travel = (durationInMs: number): Promise<void> => {
    const at = clock.now() + durationInMs;
    const known = arrivals.get(at);
    if (known !== undefined) return known;
    const arrival = new Promise<void>((resolve) => {
      clock.schedule(() => {
        arrivals.delete(at);
        resolve();
      }, durationInMs);
    });
    arrivals.set(at, arrival);
    return arrival;
  };
  return {
    get passed() {
      return passed;
    },
    get refused() {
      return refused;
    },
    get early() {
      return early;
    },
    async fetch() {
      if (clock.now() < toldUntil) early += 1;
      const half = latencyInMs() / 2;
      await travel(half);
      const current = policy();
      const waitInMs = current.admit(clock.now());
      await travel(half);
      if (waitInMs === 0) {
        current.leave?.();
        passed += 1;
        return Response.json({ totalCount: 0, items: [] });
      }
      refused += 1;
      const seconds = Math.max(1, Math.ceil(waitInMs / 1_000));
      const headers = new Headers();
      if (retryAfter === 'seconds') {
        headers.set('retry-after', String(seconds));
        toldUntil = Math.max(toldUntil, clock.now() + seconds * 1_000);
      }
      return Response.json({ statusCode: 429, message: 'Rate limit is exceeded.' }, { status: 429, headers });
    },
  };
}
