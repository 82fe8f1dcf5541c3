/**
 * Decides when a request may be sent, from the answers of the service so far. The default store is in memory. A store
 * that several processes share makes the same promises:
 *
 * - `keys` go from general to specific: the partner, then the partner and one customer, as the service counts.
 *   `keys[1]` starts with `keys[0] + '/'`.
 * - `nowInMs` is the caller's clock, which may be monotonic: only differences between values of one process mean
 *   something. A shared store measures with a clock of its own.
 * - The places of a process that dies are freed, for instance because they are leases.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/api-throttling-guidance
 */
export interface ThrottleStore {
  /**
   * Takes a place under every key, or under none and says how long to wait before asking again.
   * When this throws, the request is not sent and the call rejects.
   */
  acquire(keys: readonly string[], nowInMs: number): ThrottleDecision | Promise<ThrottleDecision>;
  /**
   * Frees the places that were acquired with `ticket` and reports how the request ended. Called once for each ticket.
   * Not awaited; errors are ignored.
   */
  release(
    keys: readonly string[],
    ticket: ThrottleTicket,
    outcome: ThrottleOutcome,
    nowInMs: number,
  ): void | Promise<void>;
  /**
   * Calls `listener` with the keys of each release, of this process or another, until the returned function is
   * called. Waiting calls then ask again at once. A store without this method is asked once a second.
   */
  subscribe?(listener: (keys: readonly string[]) => void): () => void;
}

/** Identifies what was acquired. The store chooses it. Text and numbers can be sent to another machine. */
export type ThrottleTicket = string | number;

/** Whether a request may be sent now, or when to ask again. */
export type ThrottleDecision =
  | {
      readonly granted: true;
      /** The value to pass to `release`. */
      readonly ticket: ThrottleTicket;
    }
  | {
      readonly granted: false;
      /**
       * `cool-down`: the service asked for a pause. `budget`: the known limit of requests for the current window is
       * reached. `concurrency`: enough requests are in flight.
       */
      readonly reason: 'cool-down' | 'budget' | 'concurrency';
      /**
       * When to ask again, in milliseconds from now. For `cool-down`, the rest of the pause that the service asked
       * for.
       */
      readonly waitInMs: number;
      /** The key that has to wait. Requests under other keys need not wait behind this one. */
      readonly key?: string;
      /**
       * The failure that the store waits out, if there is one. A call whose time ends meanwhile rejects with a
       * `ThrottleError` that names it.
       */
      readonly cause?: Error;
    };

/**
 * How a request ended. `passed`: the service accepted it. `failed`: nothing is known, for instance after a lost
 * connection. `throttled`: the service refused it and asked for a pause of `retryAfterInMs`.
 */
export type ThrottleOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed' }
  | {
      readonly kind: 'throttled';
      /** The pause that the service asked for, in milliseconds. */
      readonly retryAfterInMs: number;
    };
