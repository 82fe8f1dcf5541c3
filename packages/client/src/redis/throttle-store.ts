import { requireClock, type Clock } from '../time/clock.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { requireDurationInMs, requireInteger, requireFunction } from '../input/values.ts';
import type { AsyncDisposing } from '../async-disposing.ts';
import { createMemoryThrottleStore } from '../throttle/memory-throttle-store.ts';
import type { ThrottleDecision, ThrottleStore } from '../throttle/throttle-store.ts';
import { createPlaces } from './places.ts';
import { requireName } from './redis-keys.ts';
import { createOutage } from './outage.ts';
import type { SendRedisCommand } from './run-script.ts';

/** How clients of several processes share one throttle through Redis. */
export interface RedisThrottleStoreOptions {
  /**
   * Sends one command and resolves to its reply: `(...args) => redis.sendCommand(args)` of node-redis, `(...args) =>
   * redis.call(...args)` of ioredis. On a cluster, the fourth word of the command is the key that determines the
   * node.
   */
  readonly sendCommand: SendRedisCommand;
  /**
   * How many requests of all processes together may be in flight under one key. While several processes wait, each
   * has an equal share. Default: 32.
   */
  readonly maxConcurrency?: number | undefined;
  /** The prefix of the keys in Redis. Default: `licenses-usage`. */
  readonly prefix?: string | undefined;
  /**
   * How long the places of a silent process still count. A process with requests in flight renews its lease three
   * times in this period. Default: 10,000.
   */
  readonly leaseInMs?: number | undefined;
  /**
   * What happens to calls while Redis does not answer, or answers with an error.
   *
   * - `fail` (default): they reject with a `ThrottleError` that says so.
   * - `wait`: they wait until it answers. When their time is up, they reject in the same way.
   * - `local`: each process continues with a throttle of its own in memory, so that all processes together send more.
   */
  readonly onStoreFailure?: 'fail' | 'wait' | 'local' | undefined;
  /**
   * How long one command may take before it counts as failed. Default: 5,000. `Infinity` leaves the limit to the
   * Redis client.
   */
  readonly commandTimeoutInMs?: number | undefined;
  /** Time and chance, for tests. Default: the system's. */
  readonly clock?: Clock | undefined;
}

/** How soon a request that waits for a place asks again, on average. Releases of other processes are not announced. */
const pollInMs = 100;
const failures = ['fail', 'wait', 'local'] as const;

/**
 * Creates a throttle store in Redis 6 or newer, Valkey, or a cluster of either. All clients over the same Redis,
 * prefix and `throttle.partnerKey` share one budget: a wait that one process is told to make applies to all.
 *
 * The clock is that of Redis; the clocks of the machines don't matter. The requests of a process that dies count
 * until its lease ends. Nothing is kept longer than ten minutes after the last request, or after the pause that the
 * service asked for.
 *
 * Disposing of the store frees the places that this process holds. The connection is the caller's and stays open.
 *
 * @throws {ConfigurationError} naming the first option at fault.
 */
export function createRedisThrottleStore(options: RedisThrottleStoreOptions): ThrottleStore & AsyncDisposing {
  const { maxConcurrency = 32, onStoreFailure = 'fail' } = options;
  requireInteger('maxConcurrency', maxConcurrency, { min: 1, example: 32 });
  if (!failures.includes(onStoreFailure)) {
    const expected = `one of ${failures.join(', ')}`;
    throw new ConfigurationError({
      argument: 'onStoreFailure',
      expected,
      received: onStoreFailure,
      example: `'wait'`,
    });
  }
  const clock = requireClock(options.clock);
  const places = createPlaces({
    sendCommand: requireFunction('sendCommand', options.sendCommand, '(...args) => redis.sendCommand(args)'),
    prefix: requireName('prefix', options.prefix ?? 'licenses-usage'),
    leaseInMs: requireLease(options.leaseInMs ?? 10_000),
    commandTimeoutInMs: requireDurationInMs('commandTimeoutInMs', options.commandTimeoutInMs ?? 5_000, 5_000),
    clock,
  });
  const local = onStoreFailure === 'local' ? createMemoryThrottleStore(maxConcurrency) : undefined;
  const outage = createOutage(clock);

  async function acquire(keys: readonly string[], nowInMs: number): Promise<ThrottleDecision> {
    if (local !== undefined && !outage.mayTry()) return acquireLocally(local, keys, nowInMs);
    try {
      const decision = await places.acquire(keys, maxConcurrency);
      outage.end();
      if (decision.granted || decision.reason !== 'concurrency') return decision;
      return {
        ...decision,
        waitInMs: Math.min(decision.waitInMs, Math.ceil(pollInMs * (0.5 + clock.random()))),
      };
    } catch (error) {
      const waitInMs = outage.begin();
      if (onStoreFailure === 'fail' || places.isDisposed) throw error;
      if (local !== undefined) return acquireLocally(local, keys, nowInMs);
      const cause = error instanceof Error ? error : new Error('for a reason that was not given');
      return { granted: false, reason: 'concurrency', waitInMs, cause };
    }
  }

  return {
    acquire,
    release(keys, ticket, outcome, nowInMs) {
      return typeof ticket === 'number'
        ? places.release(keys, ticket, outcome)
        : local?.release(keys, Number(ticket.slice(localTicket.length)), outcome, nowInMs);
    },
    [Symbol.asyncDispose]: () => places.dispose(),
  };
}

/** Distinguishes tickets of the store in memory from those of Redis. */
const localTicket = 'local ';

async function acquireLocally(
  local: ThrottleStore,
  keys: readonly string[],
  nowInMs: number,
): Promise<ThrottleDecision> {
  const decision = await local.acquire(keys, nowInMs);
  return decision.granted ? { granted: true, ticket: `${localTicket}${decision.ticket}` } : decision;
}

function requireLease(leaseInMs: unknown): number {
  return requireInteger('leaseInMs', leaseInMs, { min: 100, max: 86_400_000, example: 10_000 });
}
