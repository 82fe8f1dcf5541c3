import type { FullClock } from '../time/clock.ts';
import type { ThrottleDecision, ThrottleOutcome } from '../throttle/throttle-store.ts';
import { toRedisKeys } from './redis-keys.ts';
import { createRedisScript, type SendRedisCommand } from './run-script.ts';
import { throttleStoreScript } from './script/throttle-store.ts';

export interface PlacesSettings {
  readonly sendCommand: SendRedisCommand;
  readonly prefix: string;
  readonly leaseInMs: number;
  readonly commandTimeoutInMs: number;
  readonly clock: FullClock;
}

/** The places that this process holds in Redis. */
export interface Places {
  readonly isDisposed: boolean;
  /** @throws when Redis does not answer in time, or answers with an error. */
  acquire(keys: readonly string[], maxConcurrency: number): Promise<ThrottleDecision>;
  /** Never rejects: a release that did not reach Redis is sent with the next renewal. */
  release(keys: readonly string[], number: number, outcome: ThrottleOutcome): Promise<void>;
  dispose(): Promise<void>;
}

interface Release {
  readonly keys: readonly string[];
  readonly outcome: ThrottleOutcome;
  /** When the request ended, in monotonic milliseconds. */
  readonly endedAt: number;
}

/** The state of one partner in this process. */
interface Partner {
  readonly key: string;
  /** The numbers of the requests that hold a place or ask for one. */
  readonly known: Set<number>;
  /** The releases that have not reached Redis. */
  readonly untold: Map<number, Release>;
  /** How many acquisitions had no answer. Redis may have granted a place that is not used. */
  unanswered: number;
  /** Whether Redis missed something, which it is told as soon as it answers again. */
  isBehind: boolean;
}

/** Makes the script use the time of Redis. Tests pass another time. */
const timeOfRedis = '';
/** Renewals per lease: two of them may fail. */
const renewals = 3;

/** Holds places under a lease, which it renews as long as there are any. */
export function createPlaces(settings: PlacesSettings): Places {
  const { sendCommand, prefix, leaseInMs, commandTimeoutInMs, clock } = settings;
  const script = createRedisScript(sendCommand, throttleStoreScript);
  const processId = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  const partners = new Map<string, Partner>();
  let lastNumber = 0;
  let usedAt = -Infinity;
  let isDisposed = false;
  let cancelRenewal: (() => void) | undefined;

  async function run(keys: readonly string[], operation: string, number: number, ...rest: string[]) {
    const args = [operation, timeOfRedis, processId, String(number), String(leaseInMs), ...rest];
    const answer = script.run(toRedisKeys(prefix, keys), args);
    return commandTimeoutInMs === Infinity ? answer : inTime(answer);
  }

  async function inTime(answer: Promise<string>): Promise<string> {
    let cancel = () => {};
    const late = new Promise<never>((_, reject) => {
      cancel = clock.schedule(
        () => reject(new Error(`Redis did not answer within ${commandTimeoutInMs} ms`)),
        commandTimeoutInMs,
      );
    });
    return Promise.race([answer, late]).finally(cancel);
  }

  function partnerOf([key = '']: readonly string[]): Partner {
    const partner = partners.get(key) ?? createPartner(key);
    partners.set(key, partner);
    return partner;
  }

  /** Forgets a partner under which there are no places, and renews the leases of the others in time. */
  function plan({ key, known, untold, unanswered }: Partner): void {
    if (known.size === 0 && untold.size === 0 && unanswered === 0) partners.delete(key);
    schedule();
  }

  function schedule(): void {
    if (isDisposed || !needsRenewal()) {
      cancelRenewal?.();
      cancelRenewal = undefined;
    } else cancelRenewal ??= clock.schedule(() => void renewAll(), leaseInMs / renewals);
  }

  /**
   * One lease after the last request, Redis has freed its places. Releases that have not reached Redis by then wait
   * for the next request, so that a program can end during an outage.
   */
  function needsRenewal(): boolean {
    const isRecent = clock.monotonic() - usedAt < leaseInMs;
    for (const { known } of partners.values()) if (isRecent || known.size > 0) return true;
    return false;
  }

  async function renewAll(): Promise<void> {
    const renewed = [...partners.values()];
    await Promise.allSettled(renewed.map(renew));
    cancelRenewal = undefined;
    for (const partner of renewed) plan(partner);
  }

  async function renew(partner: Partner): Promise<void> {
    for (const [number, { keys, outcome, endedAt }] of partner.untold) {
      await tell(keys, number, outcome, clock.monotonic() - endedAt);
      partner.untold.delete(number);
    }
    const { unanswered } = partner;
    await run([partner.key], 'renew', lastNumber, ...Array.from(partner.known, String));
    partner.unanswered -= unanswered;
  }

  /** Tells Redis what it missed. All processes may be waiting for a place that it granted and that is not used. */
  function catchUp(partner: Partner): void {
    if (!partner.isBehind || isDisposed) return;
    partner.isBehind = false;
    renew(partner).then(
      () => plan(partner),
      () => {
        partner.isBehind = true;
      },
    );
  }

  async function tell(
    keys: readonly string[],
    number: number,
    outcome: ThrottleOutcome,
    agoInMs: number,
  ): Promise<void> {
    const restInMs = outcome.kind === 'throttled' ? Math.max(0, outcome.retryAfterInMs - agoInMs) : 0;
    await run(keys, 'release', number, outcome.kind, String(restInMs));
  }

  return {
    get isDisposed() {
      return isDisposed;
    },
    async acquire(keys, maxConcurrency) {
      if (isDisposed) throw new Error('the store was disposed of');
      lastNumber += 1;
      usedAt = clock.monotonic();
      const number = lastNumber;
      const partner = partnerOf(keys);
      partner.known.add(number);
      plan(partner);
      let isGranted = false;
      try {
        const decision = parseDecision(
          await run(keys, 'acquire', number, String(maxConcurrency)),
          keys,
          number,
        );
        isGranted = decision.granted;
        catchUp(partner);
        return decision;
      } catch (error) {
        partner.unanswered += 1;
        partner.isBehind = true;
        throw error;
      } finally {
        if (!isGranted) partner.known.delete(number);
        plan(partner);
      }
    },
    async release(keys, number, outcome) {
      const partner = partners.get(keys[0] ?? '');
      if (partner?.known.delete(number) !== true) return;
      const endedAt = clock.monotonic();
      usedAt = endedAt;
      partner.untold.set(number, { keys, outcome, endedAt });
      plan(partner);
      try {
        await tell(keys, number, outcome, 0);
        partner.untold.delete(number);
      } catch {
        // Sent with the next renewal.
      } finally {
        plan(partner);
      }
    },
    async dispose() {
      if (isDisposed) return;
      isDisposed = true;
      const held = [...partners.keys()];
      partners.clear();
      schedule();
      await Promise.allSettled(held.map((key) => run([key], 'renew', lastNumber)));
    },
  };
}

function createPartner(key: string): Partner {
  return { key, known: new Set(), untold: new Map(), unanswered: 0, isBehind: false };
}

function parseDecision(reply: string, keys: readonly string[], ticket: number): ThrottleDecision {
  if (reply === 'granted') return { granted: true, ticket };
  const [reason, index, wait] = reply.split(' ');
  const key = keys[Number(index)];
  const waitInMs = Number(wait);
  const isKnown = reason === 'cool-down' || reason === 'budget' || reason === 'concurrency';
  if (!isKnown || key === undefined || Number.isNaN(waitInMs))
    throw new Error(
      `sendCommand: expected the reply of the throttle's script, received ${reply.length} characters`,
    );
  return { granted: false, reason, waitInMs, key };
}
