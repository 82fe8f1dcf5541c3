import type { VirtualClock } from './virtual-clock.ts';

/** How a service limits its callers. `admit` says how long a call that is refused has to wait; 0 for one that passes. */
export interface Policy {
  readonly name: string;
  admit(nowInMs: number): number;
  /** The least time in which so many calls can pass, whoever makes them. */
  floorInMs(calls: number): number;
}

export interface Limit {
  readonly calls: number;
  readonly windowInMs: number;
}

export const unlimited: Policy = { name: 'no limit', admit: () => 0, floorInMs: () => 0 };

/** Tokens flow in steadily, up to as many as one window brings, or up to `capacity`. */
export function tokenBucket({ calls, windowInMs }: Limit, capacity = calls): Policy {
  let [tokens, at] = [capacity, 0];
  const perMs = calls / windowInMs;
  return {
    name: 'token bucket',
    admit(nowInMs) {
      tokens = Math.min(capacity, tokens + (nowInMs - at) * perMs);
      at = nowInMs;
      // Sums of fractions of tokens are a little off.
      if (tokens < 1 - 1e-6) return (1 - tokens) / perMs;
      tokens -= 1;
      return 0;
    },
    floorInMs: (count) => Math.max(0, count - capacity) / perMs,
  };
}

/** So many calls within a window, which begins with its first call. */
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

/** So many calls within any span of the window's length. */
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

/** A fixed window; one call too many closes the door for several windows, and each early call does so again. */
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

/** Chance that is the same each time. */
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

/** Refuses some requests at random before the policy sees them, as a gateway does that sheds load. */
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

/** Another program sends `others` requests at once at the start of each window of a limit that both share. */
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
  /** Asked for each request, so that it may change. */
  readonly policy: () => Policy;
  /** How long a request and its answer travel together. */
  readonly latencyInMs: () => number;
  /** How a 429 says when to come back. */
  readonly retryAfter?: 'seconds' | 'none';
}

export interface Service {
  readonly fetch: (url: string | URL | Request) => Promise<Response>;
  readonly passed: number;
  readonly refused: number;
  /** Requests that came before the time that an earlier 429, by then read, had told. */
  readonly early: number;
}

/** A service at the end of a line: half of the latency before it decides, half after. */
export function createService({
  clock,
  policy,
  latencyInMs,
  retryAfter = 'seconds',
}: ServiceOptions): Service {
  let [passed, refused, early, toldUntil] = [0, 0, 0, 0];
  const arrivals = new Map<number, Promise<void>>();
  /** What travels the same way arrives together. */
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
      const waitInMs = policy().admit(clock.now());
      await travel(half);
      if (waitInMs === 0) {
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
