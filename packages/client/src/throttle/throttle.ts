import { abortable } from '../call/abortable.ts';
import type { Clock } from '../call/clock.ts';
import { sleep } from '../call/sleep.ts';
import type { ThrottleEnding, ThrottleStore, ThrottleTurn } from './throttle-store.ts';

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
  readonly onWait: (turn: Exclude<ThrottleTurn, { granted: true }>) => void;
}

export interface Throttle {
  /**
   * Resolves when a request may be sent; returns nothing when it may be at once.
   * @throws {CoolDownProblem} at once, when the wait would outlast the call.
   * @throws {StoreProblem} when the store throws.
   */
  enter(keys: readonly string[], wait: ThrottleWait): Promise<void> | undefined;
  leave(keys: readonly string[], ending: ThrottleEnding): void;
}

/** A caller in line. `wake` is there while it waits for a place. */
interface Waiter {
  readonly keys: readonly string[];
  wake: (() => void) | undefined;
}

export function createThrottle(store: ThrottleStore, clock: Clock): Throttle {
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

  function ask(keys: readonly string[]): ThrottleTurn | Promise<ThrottleTurn> {
    try {
      return store.enter(keys, clock.now());
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async function receive(
    keys: readonly string[],
    turn: Promise<ThrottleTurn>,
    abortSignal: AbortSignal,
  ): Promise<ThrottleTurn> {
    try {
      return await abortable(turn, abortSignal, (late) => {
        if (late.granted) giveBack(keys, { kind: 'failed' });
      });
    } catch (error) {
      abortSignal.throwIfAborted();
      throw new StoreProblem('the throttle store failed', { cause: error });
    }
  }

  /** Not waited for: a shared store may be far away, and the caller has its answer, or has gone. */
  function giveBack(keys: readonly string[], ending: ThrottleEnding): void {
    const wake = () => wakeFirst(line);
    try {
      const leaving = store.leave(keys, ending, clock.now());
      if (leaving === undefined) wake();
      else leaving.then(wake, wake);
    } catch {
      // Documented at the store: the request is over, and its answer is worth more than the store's trouble.
      wake();
    }
  }

  async function wait(
    keys: readonly string[],
    { remainingInMs, abortSignal, onWait }: ThrottleWait,
    asked: ThrottleTurn | Promise<ThrottleTurn>,
  ): Promise<void> {
    const waiter: Waiter = { keys, wake: undefined };
    try {
      for (let answer = asked; ; answer = ask(keys)) {
        const turn = await receive(keys, Promise.resolve(answer), abortSignal);
        // The place that this caller took, or can't use yet, may not be the only one.
        if (turn.granted || turn.reason !== 'concurrency') wakeFirst(line);
        else if (turn.key !== undefined) passOn(waiter, turn.key);
        if (turn.granted) return;
        if (turn.reason === 'cool-down' && turn.waitInMs >= remainingInMs())
          throw new CoolDownProblem(turn.waitInMs);
        onWait(turn);
        line.add(waiter);
        if (turn.reason !== 'concurrency') await sleep(turn.waitInMs, clock, abortSignal);
        else await pause(waiter, turn.waitInMs, clock, abortSignal);
      }
    } finally {
      line.delete(waiter);
    }
  }

  return {
    enter(keys, settings) {
      const asked = ask(keys);
      const isFree = 'granted' in asked && asked.granted && !settings.abortSignal.aborted;
      if (!isFree) return wait(keys, settings, asked);
      wakeFirst(line);
      return undefined;
    },
    leave: giveBack,
  };
}

/** Waits for the time given, or until woken. */
function pause(waiter: Waiter, waitInMs: number, clock: Clock, abortSignal: AbortSignal): Promise<void> {
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
