/** How many calls fit into a window, as the service's refusals have shown. */
interface Limit {
  readonly calls: number;
  windowInMs: number;
  /** The shortest window that has held so far: the first call after it passed. */
  heldInMs: number;
  /** The window that held before that. Restored when calls are refused later in a window. */
  heldBeforeInMs: number;
  /** Whether a shorter one has failed. Windows are shortened in small steps from then on. */
  isSettled: boolean;
  /** Refusals although the budget was kept, less those made up for by windows that held. */
  misses: number;
}

export interface BudgetWait {
  /** `concurrency`: the first call of a window is still in flight, and is awaited. */
  readonly reason: 'budget' | 'concurrency';
  readonly waitInMs: number;
}

/**
 * What the first limit showed: the number of requests that passed in a window, and when the service announced the
 * limit (`toldAt`) and when it ended (`endsAt`).
 */
export interface Lesson {
  readonly calls: number;
  readonly windowInMs: number;
  readonly toldAt: number;
  readonly endsAt: number;
}

/** How many requests may be sent under one key within which time. */
export interface LearnedBudget {
  /** Whether the first request of a window is still in flight and the others wait for it. */
  readonly isTrying: boolean;
  /** Whether the budget has been refuted, or is too old to use. */
  isStale(nowInMs: number): boolean;
  /** The reason why a request has to wait; undefined when it may be sent. */
  check(nowInMs: number): BudgetWait | undefined;
  take(nowInMs: number): void;
  /** The request has come back, or never will. */
  giveBack(isThrottled: boolean, nowInMs: number): void;
  /** A limit was reached although the budget was kept. `toldAt` is when it was announced, `endsAt` when it ended. */
  refuse(toldAt: number, endsAt: number): void;
  /** Records a refusal that no limit explains. */
  miss(): void;
}

/** Windows of gateways are whole seconds, as `Retry-After` is. */
const secondInMs = 1_000;
/** A window this short is not shortened in large steps: requests that overtake others would be refused. */
const nearInMs = 1.03 * secondInMs;
/** After a limit, no shorter window is tried for 16 × its cool-down: a failed try costs another cool-down. */
const cautiousFor = 16;
/** This many calls in windows that held cancel one miss. */
const callsOfMiss = 32;
/** This many misses refute the budget: the refusals have another cause, and holding calls back would not end them. */
const mostMisses = 4;
/** A budget that holds in windows this short limits nothing. */
const leastWindowInMs = secondInMs / 16;
/** After this long without a call, the service may have changed. */
const memoryInMs = 600 * secondInMs;

/**
 * Starts from a limit that was reached: a number of calls passed from the first one to the end of the cool-down. No
 * span of that length sees more calls.
 *
 * While calls wait and the window holds, it is shortened: the limit may have been raised, and a service that adds a
 * penalty makes its window look too long. The first call of a shorter window, or after a cool-down, goes alone, so
 * that a failed try costs one refusal. A limit that is reached in the middle of a window, as a token bucket's may be,
 * lowers the number of calls and restores the previous window.
 *
 * Refusals that come although the budget is kept refute it: it becomes stale.
 *
 * The gateway counts calls in sliding windows of whole seconds:
 * https://learn.microsoft.com/en-us/azure/api-management/rate-limit-policy
 */
export function createLearnedBudget(lesson: Lesson): LearnedBudget {
  let limit: Limit | undefined = {
    calls: lesson.calls,
    windowInMs: lesson.windowInMs,
    heldInMs: lesson.windowInMs,
    heldBeforeInMs: lesson.windowInMs,
    isSettled: false,
    misses: 0,
  };
  /** When the calls of the last window were sent, oldest first. Calls within a 64th of the window share a time. */
  let sent: number[] = [];
  let roundStartsAt = 0;
  /** Whether calls had to wait for the budget in this window. Only then is a shorter one worth trying. */
  let isUsedUp = false;
  let isTrying = true;
  let isTryOut = false;
  let triesAt = triesAfter(lesson.toldAt, lesson.endsAt);

  function lengthen(known: Limit): void {
    const { windowInMs, heldInMs } = known;
    known.windowInMs = windowInMs < heldInMs ? heldInMs : Math.ceil((windowInMs * 9) / 8);
    known.heldInMs = known.windowInMs;
  }

  function miss(): void {
    if (limit !== undefined) limit.misses += 1;
    if (limit !== undefined && limit.misses >= mostMisses) limit = undefined;
  }

  function learn(toldAt: number, endsAt: number): void {
    triesAt = triesAfter(toldAt, endsAt);
    if (limit === undefined) return;
    const [oldest] = sent;
    const isExperiment = isTrying && limit.windowInMs < limit.heldInMs;
    if (!isExperiment) miss();
    if (limit === undefined) return;
    if (isTrying || oldest === undefined || limit.calls === 1) {
      lengthen(limit);
      limit.isSettled = true;
    } else {
      limit = {
        ...limit,
        calls: Math.min(limit.calls - 1, sent.length),
        windowInMs: Math.min(limit.heldBeforeInMs, endsAt - oldest),
        heldInMs: limit.heldBeforeInMs,
      };
    }
    roundStartsAt = 0;
    isTrying = true;
    isTryOut = false;
  }

  /** The window has held. The next one may be shorter. */
  function tryShorter(known: Limit, nowInMs: number): void {
    const { windowInMs } = known;
    known.heldBeforeInMs = known.heldInMs;
    known.heldInMs = windowInMs;
    known.misses = Math.max(0, known.misses - known.calls / callsOfMiss);
    if (windowInMs < leastWindowInMs) limit = undefined;
    if (nowInMs >= triesAt) known.windowInMs = Math.ceil((windowInMs * 15) / 16);
    else if (!known.isSettled && windowInMs > nearInMs)
      known.windowInMs = Math.ceil(windowInMs - (windowInMs - secondInMs) / 3);
  }

  return {
    get isTrying() {
      return isTrying;
    },
    isStale(nowInMs) {
      const last = sent.at(-1);
      return limit === undefined || (last !== undefined && nowInMs - last > memoryInMs + limit.windowInMs);
    },
    check(nowInMs) {
      if (limit === undefined) return undefined;
      const busyUntil = (sent.at(-limit.calls) ?? -Infinity) + limit.windowInMs;
      if (busyUntil > nowInMs) {
        isUsedUp = true;
        return { reason: 'budget', waitInMs: busyUntil - nowInMs };
      }
      return isTryOut ? { reason: 'concurrency', waitInMs: secondInMs } : undefined;
    },
    take(nowInMs) {
      if (limit === undefined) return;
      if (nowInMs >= roundStartsAt + limit.windowInMs) {
        isTrying ||= isUsedUp;
        isUsedUp = false;
        roundStartsAt = nowInMs;
      }
      isTryOut = isTrying;
      const { heldInMs, windowInMs } = limit;
      while (sent[0] !== undefined && sent[0] + heldInMs <= nowInMs) sent.shift();
      const last = sent.at(-1);
      sent.push(last !== undefined && nowInMs - last < windowInMs / 64 ? last : nowInMs);
    },
    giveBack(isThrottled, nowInMs) {
      isTryOut = false;
      if (!isThrottled) {
        if (limit !== undefined && isTrying) tryShorter(limit, nowInMs);
        isTrying = false;
      } else sent.pop();
    },
    refuse: learn,
    miss,
  };
}

function triesAfter(toldAt: number, endsAt: number): number {
  return endsAt + cautiousFor * (endsAt - toldAt);
}
