export interface BudgetWait {
  /** `concurrency`: requests in flight are awaited, for they show whether more may be sent. */
  readonly reason: 'budget' | 'concurrency';
  readonly waitInMs: number;
}

/**
 * What a limit showed: the number of requests that passed in a window, and when the service announced the
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
  /** Whether the first request of a window has yet to pass. */
  readonly isTrying: boolean;
  /** Whether the budget has been refuted, or is too old to use. */
  isStale(nowInMs: number): boolean;
  /** The reason why a request has to wait; undefined when it may be sent. */
  check(nowInMs: number, inFlight: number): BudgetWait | undefined;
  take(nowInMs: number): void;
  /** The request has come back, or never will. */
  giveBack(isThrottled: boolean): void;
  /** A limit was reached although the budget was kept. `toldAt` is when it was announced, `endsAt` when it ended. */
  refuse(toldAt: number, endsAt: number): void;
  /** Records a refusal that no limit explains. */
  miss(): void;
}

/** Windows of gateways are whole seconds, as `Retry-After` is. */
const secondInMs = 1_000;
/** How much longer than whole seconds a window is kept, because requests overtake each other. */
const marginInMs = 40;
/** After a limit, more than the budget is tried after 10 × its cool-down: a failed try costs another cool-down. */
const cautiousFor = 10;
/** This many calls that pass cancel one miss. */
const callsOfMiss = 32;
/** This many misses refute the budget: the refusals have another cause, and holding calls back would not end them. */
const mostMisses = 4;
/** After this long without a call, the service may have changed. */
const memoryInMs = 600 * secondInMs;

/**
 * Starts from a limit that was reached: a number of calls passed from the first one to the end of the cool-down. No span
 * of that length, the window, sees more calls.
 *
 * - The window looks too long at first: waits are told in whole seconds, and a service may add a penalty. While calls
 *   wait and the window holds, it is shortened by whole seconds. The first call of a window goes alone, so that a failed
 *   try costs one refusal. A limit that is reached in the middle of a window, as a token bucket's may be, lowers the
 *   number of calls or restores the previous window.
 * - Now and then more than the budget is sent: one call, then as many at once as have passed. When as many have passed as
 *   the budget allows, the limit was raised, and the budget is doubled. A try starts early in a window, because the
 *   service's own window may restart near the end. It costs one refusal and little time: the service asks for a pause
 *   until its window ends.
 * - Refusals that come although the budget is kept refute it: it becomes stale.
 *
 * The gateway counts calls in sliding windows of whole seconds:
 * https://learn.microsoft.com/en-us/azure/api-management/rate-limit-policy
 */
export function createLearnedBudget(lesson: Lesson): LearnedBudget {
  let { calls, windowInMs } = lesson;
  /** The shortest window that has held so far: the first call after it passed. */
  let heldInMs = windowInMs;
  /** The window that held before that. */
  let heldBeforeInMs = windowInMs;
  /** Whether a shorter window has failed. */
  let isSettled = false;
  /** Refusals although the budget was kept, less those made up for by windows that held. */
  let misses = 0;
  /** When the calls of the last window were sent, oldest first. Calls within a 64th of the window share a time. */
  let sent: number[] = [];
  let roundStartsAt = 0;
  /** Whether calls had to wait for the budget in this window. */
  let isUsedUp = false;
  let isTrying = true;
  /** Whether the first call of a window is in flight. */
  let isAlone = false;
  let probesAt = 0;
  /** How many calls have passed beyond the budget, while that is tried. */
  let beyond: number | undefined;

  function beCautious(toldAt: number, endsAt: number): void {
    probesAt = endsAt + cautiousFor * (endsAt - toldAt);
    beyond = undefined;
    isTrying = true;
    isAlone = false;
    roundStartsAt = 0;
  }
  beCautious(lesson.toldAt, lesson.endsAt);

  function hold(): void {
    heldBeforeInMs = heldInMs;
    heldInMs = windowInMs;
    const excessInMs = windowInMs - marginInMs - secondInMs;
    if (isSettled || excessInMs <= 0) return;
    const seconds = Math.ceil((windowInMs - marginInMs - excessInMs / 3) / secondInMs) - 1;
    windowInMs = Math.max(1, seconds) * secondInMs + marginInMs;
  }

  return {
    get isTrying() {
      return isTrying;
    },
    isStale(nowInMs) {
      return misses >= mostMisses || nowInMs - (sent.at(-1) ?? Infinity) > memoryInMs + windowInMs;
    },
    check(nowInMs, inFlight) {
      if (misses >= mostMisses) return undefined;
      const busyUntil = (sent.at(-calls) ?? -Infinity) + windowInMs;
      if (busyUntil <= nowInMs) return isAlone ? { reason: 'concurrency', waitInMs: secondInMs } : undefined;
      isUsedUp = true;
      const mayProbe = nowInMs >= probesAt && busyUntil - nowInMs > windowInMs / 4;
      if (mayProbe && inFlight === 0) beyond ??= 0;
      if (beyond !== undefined && inFlight <= beyond) return undefined;
      return { reason: 'budget', waitInMs: busyUntil - nowInMs };
    },
    take(nowInMs) {
      if (nowInMs >= roundStartsAt + windowInMs) {
        isTrying ||= isUsedUp;
        isUsedUp = false;
        beyond = undefined;
        roundStartsAt = nowInMs;
      }
      isAlone = isTrying;
      while (sent[0] !== undefined && sent[0] + heldInMs <= nowInMs) sent.shift();
      const last = sent.at(-1);
      sent.push(last !== undefined && nowInMs - last < windowInMs / 64 ? last : nowInMs);
    },
    giveBack(isThrottled) {
      isAlone = false;
      if (isThrottled) {
        sent.pop();
        return;
      }
      misses = Math.max(0, misses - 1 / callsOfMiss);
      if (isTrying) hold();
      isTrying = false;
      if (beyond === undefined) return;
      beyond += 1;
      if (beyond < calls) return;
      calls *= 2;
      beyond = undefined;
    },
    refuse(toldAt, endsAt) {
      const [oldest] = sent;
      if (beyond === undefined) {
        const wasShorter = windowInMs < heldInMs;
        if (isTrying || oldest === undefined || calls === 1) {
          if (!wasShorter) misses += 1;
          windowInMs = wasShorter ? heldInMs : Math.ceil((windowInMs * 9) / 8);
          heldInMs = windowInMs;
          isSettled = true;
        } else {
          misses += 1;
          calls = Math.min(calls - 1, sent.length);
          windowInMs = Math.min(heldBeforeInMs, endsAt - oldest);
          heldInMs = heldBeforeInMs;
        }
      }
      beCautious(toldAt, endsAt);
    },
    miss() {
      misses += 1;
      beyond = undefined;
    },
  };
}
