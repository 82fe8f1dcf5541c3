import { refuse } from '../errors/configuration-error.ts';
import { requireInteger, requireMethods } from '../input/values.ts';
import { createMemoryThrottleStore } from './memory-throttle-store.ts';
import type { ThrottleStore } from './throttle-store.ts';

/** How a client throttles its requests. */
export interface ThrottleOptions {
  /**
   * How many requests may be in flight at once. Default: 32. With a `store`, it limits only this client; the store
   * has a limit of its own.
   */
  readonly maxConcurrency?: number | undefined;
  /** Names the partner in the store's keys. Needed when clients of several partners share a store. */
  readonly partnerKey?: string | undefined;
  /** Where the state of the throttle is kept. Default: in memory, for this client. */
  readonly store?: ThrottleStore | undefined;
}

export interface ResolvedThrottleOptions {
  readonly partnerKey: string;
  readonly store: ThrottleStore;
  /** Of this client. */
  readonly maxConcurrency: number;
}

export function resolveThrottleOptions(options: ThrottleOptions): ResolvedThrottleOptions {
  const { partnerKey = 'partner', store } = options;
  if (typeof partnerKey !== 'string' || partnerKey === '') {
    refuse('throttle.partnerKey', 'text that is not empty', partnerKey, `'contoso'`);
  }
  const maxConcurrency =
    options.maxConcurrency === undefined && store !== undefined
      ? Infinity
      : requireInteger('throttle.maxConcurrency', options.maxConcurrency ?? 32, { min: 1, example: 32 });
  return {
    partnerKey,
    maxConcurrency,
    store: requireMethods(
      'throttle.store',
      store ?? createMemoryThrottleStore(maxConcurrency),
      ['acquire', 'release'],
      'createMemoryThrottleStore(32)',
    ),
  };
}

/** The keys under which the service counts a request, from general to specific. */
export function throttleKeys(options: ResolvedThrottleOptions, customerId?: string): readonly string[] {
  const { partnerKey } = options;
  return customerId === undefined ? [partnerKey] : [partnerKey, `${partnerKey}/${customerId.toLowerCase()}`];
}
