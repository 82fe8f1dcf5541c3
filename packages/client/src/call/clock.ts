/** Time and chance. Injectable, so that tests of retry and timeouts need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  /** Runs `callback` once after `delayInMs`, unless the function returned is called before. */
  schedule(callback: () => void, delayInMs: number): () => void;
}

/** A longer delay makes `setTimeout` fire at once. */
const longestTimerInMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
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
