/*
 * What is learned from limits, under one key.
 *
 * The time from a pause to the next limit is a *round*. A limit shows how many requests passed in its round, and when.
 *
 * - It refused a request of the *first wave*: none had come back before it was sent. So little says nothing about
 *   time, and the limit is taken for one of requests in flight (`concurrency-limit.ts`), the only one of the three that
 *   costs no waiting.
 * - A limit of requests in flight was kept and a request was refused nevertheless: the service counts over time
 *   (`learned-budget.ts`).
 * - The limit came later in its round: the service counts over time, too. Only a case that proves a limit starts a
 *   budget, because a single refusal may be random.
 * - A further limit corrects the budget. One in the first wave leads back to a limit of requests in flight.
 */

export const secondInMs = 1_000;
/** After a refused attempt to send more, the next one is made after 10 × the pause that it cost. */
export const cautiousFor = 10;
/** This many requests that pass cancel one miss. */
const callsOfMiss = 32;
/** This many misses refute a limit: the refusals have another cause, and holding requests back would not end them. */
const mostMisses = 4;
/** After this long without a request, the service may have changed. */
export const memoryInMs = 600 * secondInMs;

export interface LimitWait {
  /** `concurrency`: requests in flight are awaited. */
  readonly reason: 'budget' | 'concurrency';
  readonly waitInMs: number;
}

/** How many requests had passed in a round when a limit was reached, and the time from the first to the last. */
export interface LimitPoint {
  readonly calls: number;
  readonly spentInMs: number;
}

/** What a limit showed. The service announced it at `toldAt`, and the pause that it asked for ended at `endsAt`. */
export interface Lesson extends LimitPoint {
  /** From the first request of the round to `endsAt`. */
  readonly windowInMs: number;
  readonly toldAt: number;
  readonly endsAt: number;
}

/** How many requests may be sent under one key. */
export interface LearnedLimit {
  /** Whether the first request after a window has yet to pass. */
  readonly isTrying?: boolean;
  /** Whether the limit has been refuted, or is too old to use. */
  isStale(nowInMs: number): boolean;
  /** The reason why a request has to wait; undefined when it may be sent. A stale limit is dropped before. */
  check(nowInMs: number, inFlight: number): LimitWait | undefined;
  take(nowInMs: number, ticket: number, inFlight: number): void;
  /** Whether the request was an attempt to send more, whose refusal is no news. */
  explains?(ticket: number): boolean;
  /** The request has come back, or never will. `toldInMs` is the pause that a refusal asked for. */
  giveBack(ticket: number, nowInMs: number, toldInMs: number | undefined): void;
  /** A limit was reached although this one was kept. Returns what is learned from both. */
  refuse(lesson: Lesson): LearnedLimit;
  /** Records a refusal that no limit explains. */
  miss(): void;
}

/** Counts the evidence against a limit. */
export function createMisses() {
  let misses = 0;
  return {
    areTooMany: () => misses >= mostMisses,
    add() {
      misses += 1;
    },
    makeUp() {
      misses = Math.max(0, misses - 1 / callsOfMiss);
    },
  };
}
