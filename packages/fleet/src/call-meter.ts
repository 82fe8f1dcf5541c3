import type { ClientEvent } from '@licenses-usage/client';

/** How the calls of a client have gone. */
export interface CallFacts {
  /** Requests that were sent. */
  readonly requests: number;
  /** Requests that the service refused with 429. */
  readonly refused: number;
  /** How often a call waited before it was sent, because enough requests were in flight or the known limit was reached. */
  readonly waits: number;
  /** Until when the service asked to be left alone, ISO 8601 in UTC by the client's own clock; `null` when it does not. */
  readonly coolDownUntil: string | null;
  /**
   * How many requests a second were sent lately, while the limit that the client has learned held others back. `null` while
   * nothing was held back: the limit is not known then.
   */
  readonly learnedRate: number | null;
}

/** Counts what a client does. */
export interface CallMeter {
  /** For `createClient({ onEvent })`. */
  readonly onEvent: (event: ClientEvent) => void;
  /** Says how the calls have gone so far. */
  read(): CallFacts;
}

/** Over how long rates are taken. */
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
