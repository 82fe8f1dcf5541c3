import { createLearnedBudget } from './learned-budget.ts';
import {
  cautiousFor,
  createMisses,
  memoryInMs,
  secondInMs,
  type LearnedLimit,
  type Lesson,
} from './learned-limit.ts';

/** One more is allowed after this many attempts passed: one may pass because an answer was under way. */
const attemptsToRaise = 3;

/**
 * A limit of requests in flight, learned from the number that passed at once.
 *
 * A round starts with half of them, and one more is sent for each wave that passes. Where the service counts over time,
 * the requests that this saves show the rate (`learned-budget.ts`). Once all of them have passed together, one more is
 * attempted. The refusal of an attempt takes one back and holds no other request up.
 */
export function createConcurrencyLimit({ calls: proven, endsAt }: Lesson): LearnedLimit {
  let calls = proven;
  /** How many may be in flight, as yet. Fractions add up. */
  let open = Math.ceil(proven / 2);
  const misses = createMisses();
  /** The tickets of requests that were sent beside as many as are proven. */
  const attempts = new Set<number>();
  let attemptsPassed = 0;
  let attemptsFrom = endsAt;
  let usedAt = endsAt;

  function conclude(nowInMs: number, toldInMs: number | undefined): void {
    if (toldInMs !== undefined) {
      calls = Math.max(proven, calls - 1);
      open = Math.min(open, calls);
      attemptsPassed = 0;
      attemptsFrom = nowInMs + cautiousFor * toldInMs;
    } else if (open === calls && nowInMs >= attemptsFrom) {
      attemptsPassed += 1;
      if (attemptsPassed < attemptsToRaise) return;
      attemptsPassed = 0;
      calls += 1;
      open = calls;
    }
  }

  return {
    isStale: (nowInMs) => misses.areTooMany() || nowInMs - usedAt > memoryInMs,
    check(nowInMs, inFlight) {
      if (inFlight < Math.floor(open)) return undefined;
      const mayAttempt = open === calls && inFlight === calls && nowInMs >= attemptsFrom;
      return mayAttempt ? undefined : { reason: 'concurrency', waitInMs: secondInMs };
    },
    take(nowInMs, ticket, inFlight) {
      usedAt = nowInMs;
      if (inFlight >= proven) attempts.add(ticket);
    },
    explains: (ticket) => attempts.has(ticket),
    giveBack(ticket, nowInMs, toldInMs) {
      if (attempts.delete(ticket)) conclude(nowInMs, toldInMs);
      if (toldInMs !== undefined) return;
      misses.makeUp();
      open = Math.min(calls, open + 1 / Math.floor(open));
    },
    refuse(lesson) {
      return lesson.calls < 1 ? this : createLearnedBudget(lesson, { calls: proven, spentInMs: 0 });
    },
    miss: () => misses.add(),
  };
}
