import { addWitness, createLane, isForgettable, isHolding, isOpen, type Lane } from './lane.ts';
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
  const lanes = new Map<string, Lane>();
  const listeners = new Set<(keys: readonly string[]) => void>();
  let lastTicket = 0;
  let sweepsAt = -Infinity;

  /** The lanes about which something is known. The first is the partner's, which is never dropped. */
  function find(keys: readonly string[]): readonly Lane[] {
    return keys.flatMap((key) => lanes.get(key) ?? []);
  }

  /** Drops the keys about which nothing is known: there may be many customers. */
  function sweep(nowInMs: number): void {
    if (nowInMs < sweepsAt) return;
    sweepsAt = nowInMs + sweepIntervalInMs;
    for (const [key, lane] of lanes) if (isForgettable(lane, nowInMs)) lanes.delete(key);
  }

  return {
    acquire(keys, nowInMs) {
      const known = find(keys);
      for (const lane of known) learning?.settle(lane, known[0], nowInMs);
      const refusal =
        findCoolDown(known, nowInMs) ??
        findFull(known, maxConcurrency, nowInMs) ??
        findUsedUp(known, nowInMs);
      if (refusal !== undefined) return refusal;
      lastTicket += 1;
      for (const key of keys) {
        const lane = lanes.get(key) ?? createLane(key, key === keys[0]);
        lanes.set(key, lane);
        send(lane, lastTicket, nowInMs);
      }
      return { granted: true, ticket: lastTicket };
    },
    release(keys, ticket, outcome, nowInMs) {
      const known = typeof ticket === 'number' ? find(keys) : [];
      const heard = { keys, ticket: Number(ticket), outcome };
      const isExpected = learning?.isExplained(known, heard, nowInMs) === true;
      for (const lane of known) {
        if (!lane.inFlight.delete(heard.ticket)) continue;
        learning?.settle(lane, known[0], nowInMs);
        if (outcome.kind === 'throttled') {
          void loadLearning();
          lane.counted = Math.max(0, lane.counted - 1);
          const isParticular = lane.key === keys.at(-1);
          if (learning === undefined && isParticular) holdAsTold(lane, outcome.retryAfterInMs, nowInMs);
        }
        learning?.hear(lane, heard, isExpected, nowInMs);
        if (isForgettable(lane, nowInMs)) lanes.delete(lane.key);
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
function findCoolDown(lanes: readonly Lane[], nowInMs: number): Refusal | undefined {
  let longest: Refusal | undefined;
  for (const { key, evidence } of lanes) {
    if (!isHolding(evidence, 'limit', nowInMs)) continue;
    const waitInMs = Math.ceil(evidence.endsAt - nowInMs);
    if (waitInMs > (longest?.waitInMs ?? 0)) longest = { granted: false, reason: 'cool-down', waitInMs, key };
  }
  return longest;
}

function findFull(lanes: readonly Lane[], maxConcurrency: number, nowInMs: number): Refusal | undefined {
  for (const { key, evidence, inFlight } of lanes) {
    // The requests in flight show whether a limit was reached.
    const isPending = isHolding(evidence, 'pending', nowInMs);
    if (!isPending && inFlight.size < maxConcurrency) continue;
    const waitInMs = isPending ? Math.min(pollInMs, Math.ceil(evidence.endsAt - nowInMs)) : pollInMs;
    return { granted: false, reason: 'concurrency', waitInMs, key };
  }
  return undefined;
}

function findUsedUp(lanes: readonly Lane[], nowInMs: number): Refusal | undefined {
  for (const { key, limit, inFlight } of lanes) {
    const wait = limit?.check(nowInMs, inFlight.size);
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
