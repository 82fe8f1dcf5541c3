import { requireFunction, requireMethods } from '../input/values.ts';

/** Time and chance. Injectable, so that tests of retries and timeouts need not wait. Only `now` is required. */
export interface Clock {
  /** The wall clock: milliseconds since the epoch. It may be set forward or back at any time. */
  now(): number;
  /** Milliseconds since an arbitrary moment; never goes back. Measures waits and durations. Default: `now`. */
  monotonic?(): number;
  /** A number in [0, 1). Default: `Math.random`. */
  random?(): number;
  /**
   * Runs `callback` once after `delayInMs`, unless the returned function is called first. Default: `setTimeout`, also
   * for delays longer than it supports.
   */
  schedule?(callback: () => void, delayInMs: number): () => void;
}

/** A clock with every part. */
export type FullClock = Required<Clock>;

/** A longer delay makes `setTimeout` fire at once. */
const longestTimerInMs = 2 ** 31 - 1;

export const systemClock: FullClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
  schedule(callback, delayInMs) {
    let timer: ReturnType<typeof setTimeout>;
    const wait = (remainingInMs: number) => {
      timer = setTimeout(
        () => (remainingInMs > longestTimerInMs ? wait(remainingInMs - longestTimerInMs) : callback()),
        Math.min(remainingInMs, longestTimerInMs),
      );
    };
    wait(delayInMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Requires a clock, by default the system's, and fills in the parts that it lacks. A clock without monotonic time uses
 * `now` instead: a test's clock need not follow the time of this process.
 */
export function requireClock(given: Clock | undefined): FullClock {
  const clock = given ?? systemClock;
  requireMethods('clock', clock, ['now'], '{ now: () => Date.now() }');
  for (const part of ['monotonic', 'random', 'schedule'] as const) {
    if (clock[part] !== undefined) requireFunction(`clock.${part}`, clock[part], 'undefined');
  }
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic?.() ?? clock.now(),
    random: () => clock.random?.() ?? systemClock.random(),
    schedule: (callback, delayInMs) =>
      (clock.schedule === undefined ? systemClock : clock).schedule?.(callback, delayInMs) ?? (() => {}),
  };
}
