import {
  cautiousFor,
  createMisses,
  memoryInMs,
  secondInMs,
  type LearnedLimit,
  type Lesson,
  type LimitPoint,
} from './learned-limit.ts';

/** How much longer than whole seconds a window is kept, because requests overtake each other. */
const marginInMs = 40;
/** A rate that needs more of a second than this for its requests is a window of a second, measured a bit wrong. */
const mostOfPaced = 0.8 * secondInMs;
/** A longer window than this is an outage. */
const longestWindowInMs = 120 * secondInMs;

/**
 * A number of requests that pass in any span of a *window*.
 *
 * - The window is at first the time from the first request of the round to the end of the pause, in whole seconds, as
 *   gateways count: https://learn.microsoft.com/en-us/azure/api-management/rate-limit-policy. That may be too long. Once
 *   it has held, a window of one second is tried. The first request after a window goes alone, so that a failed try
 *   costs one refusal.
 * - When the first request fails in a window that held, the window was too short: it is kept longer by an eighth, and
 *   when the pause turns out to be too short as well, up to the end of the next pause. A pause longer than the
 *   window belongs to another limit and teaches nothing.
 * - A limit that is reached in the middle of a window shows a rate, too, or lowers the number.
 * - Now and then more than the budget is sent: one request, then as many at once as have passed. When as many have
 *   passed as the budget allows, the limit was raised, and the budget is doubled. A try starts early in a window,
 *   because the service's own window may restart near the end, and costs at most another pause.
 * - When the first limit came in the first quarter of a second and asked for the shortest pause there is, the window
 *   may be far shorter than a second. More than the budget is then tried at once. What passes shows the *rate* of a token
 *   bucket: two limits, each reached from a full bucket, differ by what flowed in between. From then on the requests are
 *   *paced*, in windows below a second, and each further limit measures the rate more exactly.
 * - Refusals that come although the budget is kept refute it: it becomes stale.
 *
 * @param first An earlier limit, of requests in flight, that turned out to be one over time.
 */
export function createLearnedBudget(lesson: Lesson, first?: LimitPoint): LearnedLimit {
  let { calls } = lesson;
  let windowInMs = inWholeSeconds(lesson.windowInMs);
  /** The limit that shows a rate together with the next one: the first, or while paced the last. */
  let point: LimitPoint = lesson;
  /** Whether the window comes from a rate. */
  let isPaced = false;
  if (first !== undefined) pace(lesson, first);
  /** The shortest window that has held so far: the first request after it passed. */
  let heldInMs = windowInMs;
  /** Whether a window of one second has failed. */
  let isSettled = false;
  const misses = createMisses();
  /** When the requests of the last window were sent, oldest first. Those within a 64th of the window share a time. */
  let sent: number[] = [];
  let startsAt = lesson.endsAt - lesson.windowInMs;
  /** When the window before started. */
  let startedAt = startsAt;
  /** How many requests passed in this window. */
  let passed = 0;
  /** Whether the next request starts a window. */
  let isOver = true;
  /** Whether requests had to wait for the budget in this window, and in the one before. */
  let isUsedUp = false;
  let wasUsedUp = false;
  let isTrying = true;
  /** How often in a row the first request of a window was refused. */
  let failures = 0;
  /** The first request of a window, while it is in flight. */
  let alone: number | undefined;
  let beyondFrom = 0;
  /** How many requests have passed beyond the budget, while that is tried. */
  let beyond: number | undefined;
  let isRaised = false;
  /** Whether no limit was reached since. */
  let isFirst = true;
  let usedAt = 0;

  function pause(toldAt: number, endsAt: number): void {
    beyondFrom = endsAt + cautiousFor * (endsAt - toldAt);
    beyond = undefined;
    isRaised = false;
    isTrying = !isPaced;
    alone = undefined;
    isOver = true;
  }
  pause(lesson.toldAt, lesson.endsAt);
  const isShort = lesson.endsAt - lesson.toldAt <= secondInMs && lesson.spentInMs < secondInMs / 4;
  if (first === undefined && isShort) beyondFrom = 0;

  /** Adopts the rate between two limits. Returns whether there is one, of a bucket smaller than a second's requests. */
  function pace(now: LimitPoint, before: LimitPoint): boolean {
    const rate = (now.calls - before.calls) / (now.spentInMs - before.spentInMs);
    if (!(rate > 0 && rate < Infinity) || now.calls < 1) return false;
    const atOnce =
      now.spentInMs < secondInMs
        ? Math.max(1, Math.floor(now.calls - rate * now.spentInMs))
        : Math.min(calls, before.calls);
    if (atOnce / rate > mostOfPaced) return false;
    calls = atOnce;
    windowInMs = atOnce / rate;
    isPaced = true;
    return true;
  }

  /** The first request of a window was refused. */
  function fail(toldAt: number, endsAt: number): void {
    failures += 1;
    startsAt = startedAt;
    if (windowInMs < heldInMs) {
      windowInMs = heldInMs;
      isSettled = true;
    } else if (endsAt - toldAt <= windowInMs) {
      if (endsAt - startedAt > longestWindowInMs) misses.add();
      else windowInMs = failures > 1 ? endsAt - startedAt : (windowInMs * 9) / 8;
      heldInMs = windowInMs;
    }
  }

  return {
    get isTrying() {
      return isTrying || beyond !== undefined;
    },
    isStale: (nowInMs) =>
      misses.areTooMany() || (sent.length > 0 && nowInMs - usedAt > memoryInMs + windowInMs),
    check(nowInMs, inFlight) {
      const busyUntil = (sent.at(-calls) ?? -Infinity) + windowInMs;
      if (busyUntil <= nowInMs)
        return alone === undefined ? undefined : { reason: 'concurrency', waitInMs: secondInMs };
      isUsedUp = true;
      const mayTry = nowInMs >= beyondFrom && busyUntil - nowInMs > windowInMs / 4;
      if (mayTry && inFlight === 0) beyond ??= 0;
      if (beyond !== undefined && inFlight <= beyond) return undefined;
      return { reason: 'budget', waitInMs: busyUntil - nowInMs };
    },
    take(nowInMs, ticket) {
      if (isOver || nowInMs >= startsAt + windowInMs) {
        isTrying ||= (isUsedUp || windowInMs < heldInMs) && !isPaced;
        wasUsedUp = isUsedUp;
        isUsedUp = false;
        isOver = false;
        beyond = undefined;
        startedAt = startsAt;
        startsAt = nowInMs;
        passed = 0;
      }
      if (isTrying) alone = ticket;
      passed += 1;
      while (sent[0] !== undefined && sent[0] + heldInMs <= nowInMs) sent.shift();
      const last = sent.at(-1);
      sent.push(last !== undefined && nowInMs - last < windowInMs / 64 ? last : nowInMs);
      usedAt = nowInMs;
    },
    giveBack(ticket, _nowInMs, toldInMs) {
      const wasAlone = ticket === alone;
      if (wasAlone) alone = undefined;
      if (toldInMs !== undefined) {
        passed -= 1;
        sent.pop();
        return;
      }
      misses.makeUp();
      if (wasAlone) {
        failures = 0;
        isTrying = false;
        if (wasUsedUp) heldInMs = windowInMs;
        if (!isSettled) windowInMs = Math.min(windowInMs, secondInMs + marginInMs);
      }
      if (beyond === undefined) return;
      beyond += 1;
      if (beyond < calls) return;
      calls *= 2;
      beyond = undefined;
      isRaised = true;
    },
    refuse(next) {
      const { toldAt, endsAt } = next;
      if (isTrying) fail(toldAt, endsAt);
      else if (isPaced) {
        const isRate = pace(next, point);
        point = next;
        if (!isRate) {
          misses.add();
          windowInMs = inWholeSeconds(endsAt - toldAt);
          isPaced = false;
          if (next.spentInMs < secondInMs) calls = Math.max(1, next.calls);
        }
        heldInMs = windowInMs;
      } else if (beyond !== undefined) {
        const now = { calls: passed, spentInMs: usedAt - startsAt };
        if (isRaised) calls = passed;
        else if (isFirst && pace(now, point)) heldInMs = windowInMs;
      } else if (windowInMs < heldInMs) fail(toldAt, endsAt);
      else if (pace(next, point)) heldInMs = windowInMs;
      else {
        misses.add();
        windowInMs = inWholeSeconds(Math.min(heldInMs, endsAt - (sent[0] ?? startsAt)));
        heldInMs = windowInMs;
        calls = Math.max(1, Math.min(calls - 1, sent.length));
      }
      isFirst = false;
      pause(toldAt, endsAt);
      return this;
    },
    miss() {
      misses.add();
      beyond = undefined;
    },
  };
}

/** The window in whole seconds, and the margin. Pauses are rounded up to seconds, so that a part of one says nothing. */
function inWholeSeconds(windowInMs: number): number {
  if (windowInMs < secondInMs) return windowInMs;
  return Math.floor(windowInMs / secondInMs) * secondInMs + marginInMs;
}
