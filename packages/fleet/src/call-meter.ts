import type { ClientEvent } from '@licenses-usage/client';

/** Figures about the calls of a client. */
export interface CallFacts {
  /** Requests that were sent. */
  readonly requests: number;
  /** Requests that the service refused with 429. */
  readonly refused: number;
  /**
   * How often a call waited before it was sent, because enough requests were in flight or a known limit was reached.
   */
  readonly waits: number;
  /**
   * The end of the pause that the service asked for, ISO 8601 in UTC by the client's own clock; `null` without a
   * pause.
   */
  readonly coolDownUntil: string | null;
  /**
   * The recent number of requests per second, while the learned limit held others back. `null` while nothing was held
   * back, because the limit is then unknown.
   */
  readonly learnedRate: number | null;
}

/** Counts the calls of a client. */
export interface CallMeter {
  /** For `createClient({ onEvent })`. */
  readonly onEvent: (event: ClientEvent) => void;
  /** Returns the figures so far. */
  read(): CallFacts;
}

/** The window for rates. */
const windowInMs = 10_000;

/**
 * Counts the calls of a client, for the reports of its worker.
 *
 * ```ts
 * const meter = createCallMeter();
 * const client = createClient({ credential, onEvent: meter.onEvent });
 * fleet.work(client, { meter });
 * ```
 */
export function createCallMeter(now: () => number = Date.now): CallMeter {
  let [requests, refused, waits, coolDownUntil] = [0, 0, 0, 0];
  let windows = { current: newWindow(now()), before: newWindow(now()) };

  function currentWindow(): Window {
    if (now() - windows.current.startedAt >= windowInMs) {
      windows = { current: newWindow(now()), before: windows.current };
    }
    return windows.current;
  }

  return {
    onEvent(event) {
      const window = currentWindow();
      if (event.type === 'request') {
        requests += 1;
        window.requests += 1;
      } else if (event.type === 'response') {
        if (event.status === 429) refused += 1;
      } else if (event.type === 'throttled') {
        waits += 1;
        if (event.reason === 'budget') window.isHeldBack = true;
        if (event.reason === 'cool-down') coolDownUntil = Math.max(coolDownUntil, now() + event.waitInMs);
      }
    },
    read() {
      const current = currentWindow();
      const { before } = windows;
      const elapsedInMs = Math.max(1, now() - before.startedAt);
      const isHeldBack = current.isHeldBack || before.isHeldBack;
      return {
        requests,
        refused,
        waits,
        coolDownUntil: coolDownUntil > now() ? new Date(coolDownUntil).toISOString() : null,
        learnedRate: isHeldBack ? ((current.requests + before.requests) * 1000) / elapsedInMs : null,
      };
    },
  };
}

interface Window {
  readonly startedAt: number;
  requests: number;
  isHeldBack: boolean;
}

function newWindow(startedAt: number): Window {
  return { startedAt, requests: 0, isHeldBack: false };
}

export function isCallFacts(value: unknown): value is CallFacts {
  return (
    typeof value === 'object' &&
    value !== null &&
    'requests' in value &&
    typeof value.requests === 'number' &&
    'refused' in value &&
    typeof value.refused === 'number' &&
    'waits' in value &&
    typeof value.waits === 'number' &&
    'coolDownUntil' in value &&
    (value.coolDownUntil === null || typeof value.coolDownUntil === 'string') &&
    'learnedRate' in value &&
    (value.learnedRate === null || typeof value.learnedRate === 'number')
  );
}
