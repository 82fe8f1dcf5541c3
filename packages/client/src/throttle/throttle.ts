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

export interface ThrottleWait {
  readonly remainingInMs: () => number;
  readonly abortSignal: AbortSignal;
  readonly onWait: (turn: Exclude<ThrottleTurn, { granted: true }>) => void;
}

export interface Throttle {
  /**
   * Resolves when a request may be sent.
   * @throws {CoolDownProblem} at once, when the wait would outlast the call.
   */
  enter(keys: readonly string[], wait: ThrottleWait): Promise<void>;
  leave(keys: readonly string[], ending: ThrottleEnding): Promise<void>;
}

/** A caller in line. `wake` is there while it waits for a place. */
interface Waiter {
  wake: (() => void) | undefined;
}

export function createThrottle(store: ThrottleStore, clock: Clock): Throttle {
  /** First come, first served. */
  const line = new Set<Waiter>();

  function wakeNext(): void {
    for (const waiter of line) {
      if (waiter.wake === undefined) continue;
      waiter.wake();
      return;
    }
  }

  async function ask(keys: readonly string[], abortSignal: AbortSignal): Promise<ThrottleTurn> {
    const turn = store.enter(keys, clock.now());
    if (!(turn instanceof Promise)) return turn;
    return abortable(turn, abortSignal, (late) => {
      if (late.granted) void store.leave(keys, { kind: 'failed' }, clock.now());
    });
  }

  return {
    async enter(keys, { remainingInMs, abortSignal, onWait }) {
      const waiter: Waiter = { wake: undefined };
      try {
        for (;;) {
          const turn = await ask(keys, abortSignal);
          // The place that this caller took, or can't use yet, may not be the only one.
          if (turn.granted || turn.reason === 'cool-down') wakeNext();
          if (turn.granted) return;
          if (turn.reason === 'cool-down' && turn.waitInMs > remainingInMs())
            throw new CoolDownProblem(turn.waitInMs);
          onWait(turn);
          line.add(waiter);
          if (turn.reason === 'cool-down') await sleep(turn.waitInMs, clock, abortSignal);
          else await pause(waiter, turn.waitInMs, clock, abortSignal);
        }
      } finally {
        line.delete(waiter);
      }
    },
    async leave(keys, ending) {
      await store.leave(keys, ending, clock.now());
      wakeNext();
    },
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
