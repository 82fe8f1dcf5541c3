/**
 * Decides when a request may be sent, from what the service has answered so far. The default lives in memory. A store
 * that several processes share keeps the same promises:
 *
 * - `keys` go from the general to the particular: the partner, then the partner and one customer, as the service counts.
 *   `keys[1]` starts with `keys[0] + '/'`.
 * - `nowInMs` is the caller's clock, which may be monotonic: only differences between values of one process mean
 *   something. A shared store measures with a clock of its own.
 * - The places of a process that dies come back by themselves, for instance because they are leased.
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
   * Gives back the places that were acquired with `ticket` and says how the request ended. Called once for each ticket.
   * Not awaited; what it throws is ignored.
   */
  release(
    keys: readonly string[],
    ticket: ThrottleTicket,
    outcome: ThrottleOutcome,
    nowInMs: number,
  ): void | Promise<void>;
  /**
   * Calls `listener` after each release, whoever made it, with its keys, until the function returned is called. Lets
   * those that wait ask again at once. A store without this is asked each second.
   */
  subscribe?(listener: (keys: readonly string[]) => void): () => void;
}

/** Names what was acquired. The store chooses it; text and numbers survive the way to another machine. */
export type ThrottleTicket = string | number;

/** Whether a request may be sent now, or when to ask again. */
export type ThrottleDecision =
  | {
      readonly granted: true;
      /** What `release` is called with. */
      readonly ticket: ThrottleTicket;
    }
  | {
      readonly granted: false;
      /**
       * `cool-down`: the service asked to be left alone. `budget`: as many requests were sent as the service is known to
       * take in a while. `concurrency`: enough requests are in flight.
       */
      readonly reason: 'cool-down' | 'budget' | 'concurrency';
      /** When to ask again, in milliseconds from now. For `cool-down`, how long the service asked to be left alone. */
      readonly waitInMs: number;
      /** The key that this is about, so that requests under other keys need not wait in line behind this one. */
      readonly key?: string;
      /**
       * Why the store can't say, where it waits for that to pass. A call whose time ends meanwhile rejects with a
       * `ThrottleError` that names it.
       */
      readonly cause?: Error;
    };

/**
 * How a request ended. `passed`: the service took it. `failed`: nothing is known, for instance after a lost connection.
 * `throttled`: the service refused it and asked to be left alone for `retryAfterInMs`.
 */
export type ThrottleOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed' }
  | {
      readonly kind: 'throttled';
      /** How long the service asked to be left alone. */
      readonly retryAfterInMs: number;
    };
