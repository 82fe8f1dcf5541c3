import {
  addWitness,
  closeLimit,
  createEvidence,
  hearRefusal,
  hearWitness,
  isHolding,
  isOpen,
  openCase,
  type Evidence,
} from './evidence.ts';
import type { LearnedBudget, Lesson } from './learned-budget.ts';
import type { ThrottleDecision, ThrottleStore } from './throttle-store.ts';

/** What is known of one key. */
interface Lane {
  /** Whether this is the key of the partner, as opposed to one customer's. */
  readonly isGeneral: boolean;
  /** The tickets of the requests in flight, oldest first. */
  readonly inFlight: Set<number>;
  readonly evidence: Evidence;
  /** The customer whose refusal opened the partner's case. It is taken for the customer's own until another is refused. */
  presumed: string | undefined;
  /** When the last case ended that was a limit. */
  limitedUntil: number;
  /** How many requests the service has taken, and since when. */
  counted: number;
  countedFrom: number | undefined;
  /** What a limit has shown, until the code that learns from it is loaded. */
  lesson: Lesson | undefined;
  budget: LearnedBudget | undefined;
}

type Lanes = Map<string, Lane>;

/** Requests longer ago than this count half, those before a silence of twice as long not at all. */
const historyInMs = 60_000;
/** How soon to ask again where only the requests in flight can tell when there will be a place. */
const pollInMs = 1_000;
const sweepIntervalInMs = 1_000;

let createLearnedBudget: ((lesson: Lesson) => LearnedBudget) | undefined;
let loading: Promise<void> | undefined;

/**
 * A program that makes one call at a time, and is refused nothing, needs none of it. Where loading fails, waits are kept
 * as told, and nothing is learned.
 */
function loadLearning(): void {
  loading ??= import('./learned-budget.ts').then(
    (learning) => {
      createLearnedBudget = learning.createLearnedBudget;
    },
    () => {},
  );
}

/**
 * Keeps what is known of the service in the memory of this process. Clients that share a store share their waits.
 *
 * @param maxConcurrency How many requests may be in flight under one key.
 */
export function createMemoryThrottleStore(maxConcurrency: number): ThrottleStore {
  const lanes: Lanes = new Map();
  const listeners = new Set<(keys: readonly string[]) => void>();
  let lastTicket = 0;
  let sweepsAt = -Infinity;

  /** There may be many customers: those of which nothing is known are not kept. */
  function sweep(nowInMs: number): void {
    if (nowInMs < sweepsAt) return;
    sweepsAt = nowInMs + sweepIntervalInMs;
    for (const [key, lane] of lanes) if (isForgettable(lane, nowInMs)) lanes.delete(key);
  }

  return {
    acquire(keys, nowInMs) {
      for (const key of keys) settle(lanes, keys, key, nowInMs);
      const refusal =
        findCoolDown(lanes, keys, nowInMs) ??
        findFull(lanes, keys, maxConcurrency, nowInMs) ??
        findUsedUp(lanes, keys, nowInMs);
      if (refusal !== undefined) return refusal;
      lastTicket += 1;
      for (const key of keys) {
        const lane = lanes.get(key) ?? createLane(key === keys[0]);
        lanes.set(key, lane);
        send(lane, lastTicket, nowInMs);
      }
      return { granted: true, ticket: lastTicket };
    },
    release(keys, ticket, outcome, nowInMs) {
      for (const key of keys) {
        const lane = lanes.get(key);
        if (typeof ticket !== 'number' || lane?.inFlight.delete(ticket) !== true) continue;
        settle(lanes, keys, key, nowInMs);
        const { evidence } = lane;
        const wasPending = evidence.verdict === 'pending';
        const isRefused = outcome.kind === 'throttled';
        lane.budget?.giveBack(isRefused, nowInMs);
        if (isRefused) {
          loadLearning();
          lane.counted = Math.max(0, lane.counted - 1);
          const refusal = { ticket, endsAt: nowInMs + outcome.retryAfterInMs, inFlight: lane.inFlight };
          hear(lane, lane.isGeneral ? keys[1] : undefined, refusal, nowInMs);
        } else hearWitness(evidence, ticket, outcome.kind === 'passed', nowInMs);
        if ((wasPending || isRefused) && evidence.verdict === 'random') lane.budget?.miss();
        if (isForgettable(lane, nowInMs)) lanes.delete(key);
      }
      sweep(nowInMs);
      for (const listener of listeners) listener(keys);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function createLane(isGeneral: boolean): Lane {
  return {
    isGeneral,
    inFlight: new Set(),
    evidence: createEvidence(),
    presumed: undefined,
    limitedUntil: -Infinity,
    counted: 0,
    countedFrom: undefined,
    lesson: undefined,
    budget: undefined,
  };
}

function isForgettable({ isGeneral, inFlight, evidence, lesson, budget }: Lane, nowInMs: number): boolean {
  const isIdle = !isGeneral && inFlight.size === 0 && !isOpen(evidence, nowInMs);
  return isIdle && lesson === undefined && budget?.isStale(nowInMs) !== false;
}

type Refusal = Extract<ThrottleDecision, { granted: false }>;

/** The longest wait that the service asked for under any of the keys. */
function findCoolDown(lanes: Lanes, keys: readonly string[], nowInMs: number): Refusal | undefined {
  let longest: Refusal | undefined;
  for (const key of keys) {
    const evidence = lanes.get(key)?.evidence;
    if (evidence === undefined || !isHolding(evidence, 'limit', nowInMs)) continue;
    const waitInMs = Math.ceil(evidence.endsAt - nowInMs);
    if (waitInMs > (longest?.waitInMs ?? 0)) longest = { granted: false, reason: 'cool-down', waitInMs, key };
  }
  return longest;
}

function findFull(
  lanes: Lanes,
  keys: readonly string[],
  maxConcurrency: number,
  nowInMs: number,
): Refusal | undefined {
  for (const key of keys) {
    const lane = lanes.get(key);
    if (lane === undefined) continue;
    // What the requests in flight come to says whether a limit was reached.
    const isPending = isHolding(lane.evidence, 'pending', nowInMs);
    if (!isPending && lane.inFlight.size < maxConcurrency) continue;
    const waitInMs = isPending ? Math.min(pollInMs, Math.ceil(lane.evidence.endsAt - nowInMs)) : pollInMs;
    return { granted: false, reason: 'concurrency', waitInMs, key };
  }
  return undefined;
}

function findUsedUp(lanes: Lanes, keys: readonly string[], nowInMs: number): Refusal | undefined {
  for (const key of keys) {
    const wait = lanes.get(key)?.budget?.check(nowInMs);
    if (wait !== undefined) return { granted: false, ...wait, key };
  }
  return undefined;
}

function send(lane: Lane, ticket: number, nowInMs: number): void {
  const { countedFrom } = lane;
  if (countedFrom === undefined || nowInMs - countedFrom > 2 * historyInMs) {
    lane.countedFrom = nowInMs;
    lane.counted = 0;
  } else if (nowInMs - countedFrom > historyInMs) {
    lane.countedFrom = (countedFrom + nowInMs) / 2;
    lane.counted /= 2;
  }
  lane.counted += 1;
  lane.inFlight.add(ticket);
  if (lane.inFlight.size > 1) loadLearning();
  lane.budget?.take(nowInMs);
  addWitness(lane.evidence, nowInMs);
}

/**
 * An answer does not say which limit it hit. For the partner, the refusals of one customer say nothing: they are taken
 * for that customer's, until another customer is refused, or where the partner's own budget has just been tried.
 */
function hear(
  lane: Lane,
  customer: string | undefined,
  refusal: Parameters<typeof hearRefusal>[1],
  nowInMs: number,
): void {
  const { evidence, budget } = lane;
  const mayBeCustomers = customer !== undefined && budget?.isTrying !== true;
  if (mayBeCustomers && !isOpen(evidence, nowInMs)) {
    lane.presumed = customer;
    openCase(evidence, refusal, nowInMs);
  } else if (mayBeCustomers && evidence.verdict === 'random' && lane.presumed === customer) {
    evidence.endsAt = Math.max(evidence.endsAt, refusal.endsAt);
    hearWitness(evidence, refusal.ticket, false, nowInMs);
  } else hearRefusal(evidence, refusal, nowInMs);
}

/** Learns from a limit once its case is over. */
function settle(lanes: Lanes, keys: readonly string[], key: string, nowInMs: number): void {
  const lane = lanes.get(key);
  if (lane === undefined) return;
  const { evidence } = lane;
  if (evidence.verdict === 'limit' && !isOpen(evidence, nowInMs)) {
    const { toldAt, endsAt } = evidence;
    const isCertain = closeLimit(evidence);
    lane.limitedUntil = endsAt;
    const general = lanes.get(keys[0] ?? '');
    const wasOfPartner = !lane.isGeneral && general !== undefined && general.limitedUntil > toldAt;
    if (lane.budget !== undefined && !wasOfPartner) lane.budget.refuse(toldAt, endsAt);
    else if (isCertain && !wasOfPartner && lane.countedFrom !== undefined && lane.counted >= 1) {
      const { counted, countedFrom } = lane;
      lane.lesson = { calls: Math.floor(counted), windowInMs: endsAt - countedFrom, toldAt, endsAt };
    }
    lane.countedFrom = undefined;
  }
  if (lane.lesson !== undefined && createLearnedBudget !== undefined) {
    lane.budget = createLearnedBudget(lane.lesson);
    lane.lesson = undefined;
  }
  if (lane.budget?.isStale(nowInMs) === true) lane.budget = undefined;
}
