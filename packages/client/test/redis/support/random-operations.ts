import { createChance } from '@licenses-usage/testing/limited-service';
import { withTimeInRedis } from '@licenses-usage/testing/time-in-redis';
import { systemClock } from '../../../src/time/clock.ts';
import { createPlaces } from '../../../src/redis/places.ts';
import type { SendRedisCommand } from '../../../src/redis/run-script.ts';
import { createMemoryThrottleStore } from '../../../src/throttle/memory-throttle-store.ts';
import type {
  ThrottleDecision,
  ThrottleOutcome,
  ThrottleTicket,
} from '../../../src/throttle/throttle-store.ts';

interface Sent {
  readonly keys: readonly string[];
  readonly process: number;
  readonly inMemory: ThrottleTicket;
  readonly inRedis: ThrottleTicket;
}

export interface Comparison {
  /** What the stores said, where it was not the same: the memory first. */
  readonly differences: readonly string[];
  /** How often each thing was said, so that a test sees that it was tried. */
  readonly said: Readonly<Record<string, number>>;
}

const customers = ['a', 'b', 'c'];

/** Asks the store in memory and the one in Redis the same things in the same order, and compares what they say. */
export async function compareStores(
  sendCommand: SendRedisCommand,
  seed: number,
  operations: number,
): Promise<Comparison> {
  const chance = createChance(seed);
  const below = (count: number) => Math.floor(chance() * count);
  const pick = <Item>(items: readonly Item[]) => items[below(items.length)];
  const processes = chance() < 0.6 ? 1 : 2 + below(3);
  // Several processes have a share each when all places are taken. The store in memory knows of one process.
  const maxConcurrency = processes === 1 ? 1 + below(12) : 1_000;
  let now = 1_000_000 + below(1_000);
  const memory = createMemoryThrottleStore(maxConcurrency);
  const partner = `random-${seed}`;
  const settings = {
    sendCommand: withTimeInRedis(sendCommand, () => now).sendCommand,
    prefix: 'compare',
    leaseInMs: 86_400_000,
    commandTimeoutInMs: Infinity,
    clock: systemClock,
  };
  const shared = Array.from({ length: processes }, () => createPlaces(settings));
  const inFlight: Sent[] = [];
  const differences: string[] = [];
  const said: Record<string, number> = {};
  /** As if the service had a limit: so many in so many milliseconds. */
  const limit = { calls: 3 + below(40), windowInMs: 500 * (1 + below(10)), left: 0, until: 0 };
  /** As if the service had a limit of requests in flight. */
  const mostInFlight = 1 + below(8);
  const moods = ['limit', 'limit', 'in flight', 'both', 'random'] as const;
  const mood = pick(moods) ?? 'limit';

  const ask = async (keys: readonly string[], process: number) => {
    const expected = await memory.acquire(keys, now);
    const received = await shared[process]?.acquire(keys, maxConcurrency);
    const [one, other] = [describe(expected), describe(received)];
    const reason = expected.granted ? 'granted' : expected.reason;
    said[reason] = (said[reason] ?? 0) + 1;
    // Nothing is learned while all wait.
    if (!expected.granted && chance() < 0.2) now += expected.waitInMs;
    if (one !== other) differences.push(`${now}: ${one}, ${other}`);
    else if (expected.granted && received?.granted === true)
      inFlight.push({ keys, process, inMemory: expected.ticket, inRedis: received.ticket });
  };

  const end = async (sent: Sent) => {
    const outcome = outcomeAt();
    said[outcome.kind] = (said[outcome.kind] ?? 0) + 1;
    void memory.release(sent.keys, sent.inMemory, outcome, now);
    await shared[sent.process]?.release(sent.keys, Number(sent.inRedis), outcome);
  };

  const outcomeAt = (): ThrottleOutcome => {
    const isRandom = (mood === 'random' || mood === 'both') && chance() < 0.05;
    if (now >= limit.until) [limit.left, limit.until] = [limit.calls, now + limit.windowInMs];
    limit.left -= 1;
    if (mood === 'in flight' && inFlight.length >= mostInFlight && chance() < 0.9)
      return { kind: 'throttled', retryAfterInMs: 1_000 };
    const isOver = (mood === 'limit' || mood === 'both') && limit.left < 0;
    if (isOver) return { kind: 'throttled', retryAfterInMs: 1_000 * Math.ceil((limit.until - now) / 1_000) };
    if (isRandom) return { kind: 'throttled', retryAfterInMs: 1_000 * (1 + below(3)) };
    return { kind: chance() < 0.03 ? 'failed' : 'passed' };
  };

  for (let operation = 0; operation < operations && differences.length === 0; operation += 1) {
    if (chance() < 0.4)
      now += chance() < 0.002 ? below(900_000) : chance() < 0.05 ? below(1_500) + chance() : below(40);
    const customer = chance() < 0.5 ? undefined : pick(customers);
    const [sent] = chance() < 0.45 && inFlight.length > 0 ? inFlight.splice(below(inFlight.length), 1) : [];
    if (sent !== undefined) await end(sent);
    else
      await ask(customer === undefined ? [partner] : [partner, `${partner}/${customer}`], below(processes));
  }
  for (const sent of inFlight.splice(0)) await end(sent);
  await Promise.all(shared.map((places) => places.dispose()));
  return { differences, said };
}

function describe(decision: ThrottleDecision | undefined): string {
  if (decision === undefined) return 'nothing';
  return decision.granted ? 'granted' : `${decision.reason} ${decision.waitInMs} ${decision.key}`;
}
