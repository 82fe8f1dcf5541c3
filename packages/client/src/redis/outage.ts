import type { FullClock } from '../time/clock.ts';

const [firstWaitInMs, longestWaitInMs] = [100, 1_000];

export interface Outage {
  /** Whether to ask Redis: always while it answers; during an outage, from time to time and one request at once. */
  mayTry(): boolean;
  /** Records that Redis did not answer. Returns how long to wait before asking again, twice as long each time. */
  begin(): number;
  /** Records that Redis has answered. */
  end(): void;
}

/** Tracks whether Redis answers. */
export function createOutage(clock: Pick<FullClock, 'monotonic'>): Outage {
  let waitInMs = 0;
  let retryAt = -Infinity;
  let isTrying = false;
  return {
    mayTry() {
      if (waitInMs === 0) return true;
      if (isTrying || clock.monotonic() < retryAt) return false;
      isTrying = true;
      return true;
    },
    begin() {
      waitInMs = waitInMs === 0 ? firstWaitInMs : Math.min(2 * waitInMs, longestWaitInMs);
      retryAt = clock.monotonic() + waitInMs;
      isTrying = false;
      return waitInMs;
    },
    end() {
      waitInMs = 0;
      isTrying = false;
    },
  };
}
