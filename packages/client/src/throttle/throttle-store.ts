/**
 * Shared knowledge of how much traffic the service takes. The default lives in memory; a store that several machines
 * share keeps the same promises.
 *
 * Keys go from the general to the particular: the partner, then the partner and one customer, as the service counts.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/api-throttling-guidance
 */
export interface ThrottleStore {
  /**
   * Takes a place under every key, or under none and says how long to wait before asking again.
   * When this throws, the request is not sent and the call rejects with a `TransportError`.
   */
  enter(keys: readonly string[], nowInMs: number): ThrottleTurn | Promise<ThrottleTurn>;
  /** Gives the places back and says how the request ended. Not waited for; what it throws is ignored. */
  leave(keys: readonly string[], ending: ThrottleEnding, nowInMs: number): void | Promise<void>;
}

export type ThrottleTurn =
  | { readonly granted: true }
  | {
      readonly granted: false;
      /**
       * `cool-down`: the service asked for quiet. `budget`: as many requests were sent as it takes in a while, as far as
       * is known. `concurrency`: enough requests are in flight.
       */
      readonly reason: 'cool-down' | 'budget' | 'concurrency';
      readonly waitInMs: number;
      /** The key without a free place, so that requests under other keys need not wait in line behind this one. */
      readonly key?: string;
    };

/** `retryAfterInMs` is how long the service asked to be left alone. */
export type ThrottleEnding =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'throttled'; readonly retryAfterInMs: number };
