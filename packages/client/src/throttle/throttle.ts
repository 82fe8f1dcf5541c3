import { abortable } from '../call/abortable.ts';
import type { FullClock } from '../call/clock.ts';
import { sleep } from '../call/sleep.ts';
import type { ThrottleDecision, ThrottleOutcome, ThrottleStore, ThrottleTicket } from './throttle-store.ts';

/** The wait that the service asked for is longer than the time that the call has left. */
export class CoolDownProblem extends Error {
  override readonly name = 'CoolDownProblem';
  readonly waitInMs: number;

  constructor(waitInMs: number) {
    super(`the service asked for ${waitInMs} ms of quiet`);
    this.waitInMs = waitInMs;
  }
}

/** The store could not say whether a request may be sent. */
export class StoreProblem extends Error {
  override readonly name = 'StoreProblem';
}

export interface ThrottleWait {
  readonly remainingInMs: () => number;
  readonly abortSignal: AbortSignal;
  readonly onWait: (decision: Exclude<ThrottleDecision, { granted: true }>) => void;
}

/** Lets one request be sent. */
export interface Permit {
  /** Says how the request ended. Only the first of several calls counts. */
  release(outcome: ThrottleOutcome): void;
}

export interface Throttle {
  /**
   * Hands out the permit for one request: at once where there is one, else when it may be sent.
   * @throws {CoolDownProblem} at once, when the wait would outlast the call.
   * @throws {StoreProblem} when the store throws.
   */
  acquire(keys: readonly string[], wait: ThrottleWait): Permit | Promise<Permit>;
}

/** A caller in line. `wake` is there while it waits for a place. */
interface Waiter {
  readonly keys: readonly string[];
  wake: (() => void) | undefined;
}

export function createThrottle(store: ThrottleStore, clock: FullClock): Throttle {
  /** First come, first served. */
  const line = new Set<Waiter>();

  function wakeFirst(waiters: Iterable<Waiter>): void {
    for (const waiter of waiters) {
      if (waiter.wake === undefined) continue;
      waiter.wake();
      return;
    }
  }

  /** The place that `waiter` found taken may be one that others in line don't need. */
  function passOn(waiter: Waiter, fullKey: string): void {
    const waiters = [...line];
    const behind = waiters.slice(waiters.indexOf(waiter) + 1);
    if (line.has(waiter)) wakeFirst(behind.filter(({ keys }) => !keys.includes(fullKey)));
  }

  function ask(keys: readonly string[]): ThrottleDecision | Promise<ThrottleDecision> {
    try {
      return store.acquire(keys, clock.monotonic());
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async function receive(
    keys: readonly string[],
    decision: Promise<ThrottleDecision>,
    abortSignal: AbortSignal,
  ): Promise<ThrottleDecision> {
    try {
      return await abortable(decision, abortSignal, (late) => {
        if (late.granted) createPermit(keys, late.ticket).release({ kind: 'failed' });
      });
    } catch (error) {
      abortSignal.throwIfAborted();
      throw new StoreProblem('the throttle store failed', { cause: error });
    }
  }

  function createPermit(keys: readonly string[], ticket: ThrottleTicket): Permit {
    let isReleased = false;
    return {
      release(outcome) {
        if (isReleased) return;
        isReleased = true;
        giveBack(keys, ticket, outcome);
      },
    };
  }

  /** Not awaited: a shared store may be far away, and the caller has its answer, or has gone. */
  function giveBack(keys: readonly string[], ticket: ThrottleTicket, outcome: ThrottleOutcome): void {
    const wake = () => wakeFirst(line);
    try {
      const releasing = store.release(keys, ticket, outcome, clock.monotonic());
      if (releasing === undefined) wake();
      else releasing.then(wake, wake);
    } catch {
      // Documented at the store: the request is over, and its answer is worth more than the store's trouble.
      wake();
    }
  }

  async function wait(
    keys: readonly string[],
    { remainingInMs, abortSignal, onWait }: ThrottleWait,
    asked: ThrottleDecision | Promise<ThrottleDecision>,
  ): Promise<Permit> {
    const waiter: Waiter = { keys, wake: undefined };
    try {
      for (let answer = asked; ; answer = ask(keys)) {
        const decision = await receive(keys, Promise.resolve(answer), abortSignal);
        // The place that this caller took, or can't use yet, may not be the only one.
        if (decision.granted || decision.reason !== 'concurrency') wakeFirst(line);
        else if (decision.key !== undefined) passOn(waiter, decision.key);
        if (decision.granted) return createPermit(keys, decision.ticket);
        if (decision.reason === 'cool-down' && decision.waitInMs >= remainingInMs())
          throw new CoolDownProblem(decision.waitInMs);
        onWait(decision);
        line.add(waiter);
        if (decision.reason !== 'concurrency') await sleep(decision.waitInMs, clock, abortSignal);
        else await pause(waiter, decision.waitInMs, clock, abortSignal);
      }
    } finally {
      line.delete(waiter);
    }
  }

  return {
    acquire(keys, settings) {
      const asked = ask(keys);
      if (!('granted' in asked && asked.granted) || settings.abortSignal.aborted)
        return wait(keys, settings, asked);
      wakeFirst(line);
      return createPermit(keys, asked.ticket);
    },
  };
}

/** Waits for the time given, or until woken. */
function pause(waiter: Waiter, waitInMs: number, clock: FullClock, abortSignal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      cancel();
      waiter.wake = undefined;
      abortSignal.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      finish();
      reject(abortSignal.reason);
    };
    const onWake = () => {
      finish();
      resolve();
    };
    const cancel = clock.schedule(onWake, waitInMs);
    waiter.wake = onWake;
    abortSignal.addEventListener('abort', onAbort, { once: true });
    if (abortSignal.aborted) onAbort();
  });
}
