import { addWitness, createLane, isForgettable, isHolding, isOpen, type Lane, type Lanes } from './lane.ts';
import type { ThrottleDecision, ThrottleStore } from './throttle-store.ts';

/** Decay: older requests count half, and a silence of twice this resets the count. */
const historyInMs = 60_000;
/** When to ask again when a place depends on the requests in flight. */
const pollInMs = 1_000;
const sweepIntervalInMs = 1_000;

const importLearning = () => import('./learning.ts');
let learning: Awaited<ReturnType<typeof importLearning>> | undefined;
let loading: Promise<void> | undefined;

/**
 * Loads the code that tells random refusals from a limit and learns from limits. A program that makes one call at a
 * time and is never refused does not need it. Until it is loaded, or if loading fails, each refusal holds its key as
 * long as told, and nothing is learned.
 */
export function loadLearning(): Promise<void> {
  loading ??= importLearning().then(
    (loaded) => {
      learning = loaded;
    },
    () => {},
  );
  return loading;
}

/**
 * Creates a store in the memory of this process. Clients that share a store share their waits.
 *
 * @param maxConcurrency How many requests may be in flight under one key.
 */
export function createMemoryThrottleStore(maxConcurrency: number): ThrottleStore {
  const lanes: Lanes = new Map();
  const listeners = new Set<(keys: readonly string[]) => void>();
  let lastTicket = 0;
  let sweepsAt = -Infinity;

  /** Drops the keys about which nothing is known: there may be many customers. */
  function sweep(nowInMs: number): void {
    if (nowInMs < sweepsAt) return;
    sweepsAt = nowInMs + sweepIntervalInMs;
    for (const [key, lane] of lanes) if (isForgettable(lane, nowInMs)) lanes.delete(key);
  }

  return {
    acquire(keys, nowInMs) {
      for (const key of keys) learning?.settle(lanes, keys, key, nowInMs);
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
      const isExpected = learning?.isExplained(lanes, keys, ticket, outcome, nowInMs) === true;
      for (const key of keys) {
        const lane = lanes.get(key);
        if (typeof ticket !== 'number' || lane?.inFlight.delete(ticket) !== true) continue;
        learning?.settle(lanes, keys, key, nowInMs);
        if (outcome.kind === 'throttled') {
          void loadLearning();
          lane.counted = Math.max(0, lane.counted - 1);
          const isParticular = key === keys.at(-1);
          if (learning === undefined && isParticular) holdAsTold(lane, outcome.retryAfterInMs, nowInMs);
        }
        learning?.hear(lane, keys, { ticket, outcome, isExpected }, nowInMs);
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

function holdAsTold({ evidence }: Lane, retryAfterInMs: number, nowInMs: number): void {
  if (!isOpen(evidence, nowInMs)) evidence.toldAt = nowInMs;
  evidence.endsAt = Math.max(evidence.endsAt, nowInMs + retryAfterInMs);
  evidence.verdict = 'limit';
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
    // The requests in flight show whether a limit was reached.
    const isPending = isHolding(lane.evidence, 'pending', nowInMs);
    if (!isPending && lane.inFlight.size < maxConcurrency) continue;
    const waitInMs = isPending ? Math.min(pollInMs, Math.ceil(lane.evidence.endsAt - nowInMs)) : pollInMs;
    return { granted: false, reason: 'concurrency', waitInMs, key };
  }
  return undefined;
}

function findUsedUp(lanes: Lanes, keys: readonly string[], nowInMs: number): Refusal | undefined {
  for (const key of keys) {
    const lane = lanes.get(key);
    const wait = lane?.limit?.check(nowInMs, lane.inFlight.size);
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
  lane.lastTicket = ticket;
  lane.lastSentAt = nowInMs;
  lane.limit?.take(nowInMs, ticket, lane.inFlight.size);
  lane.inFlight.add(ticket);
  if (lane.inFlight.size > 1) void loadLearning();
  addWitness(lane.evidence, nowInMs);
}
