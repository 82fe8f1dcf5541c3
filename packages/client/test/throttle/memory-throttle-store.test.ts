import { describe, expect, test } from 'vitest';
import { createMemoryThrottleStore } from '../../src/throttle/memory-throttle-store.ts';
import type { ThrottleStore } from '../../src/throttle/throttle-store.ts';

function throttle(store: ThrottleStore, keys: readonly string[], retryAfterInMs: number, nowInMs: number) {
  void store.enter(keys, nowInMs);
  void store.leave(keys, { kind: 'throttled', retryAfterInMs }, nowInMs);
}

/** How many places are free under the key. */
function placesOf(store: ThrottleStore, key: string, nowInMs: number): number {
  for (let places = 0; ; places += 1) {
    const turn = store.enter([key], nowInMs);
    if (turn instanceof Promise) throw new Error('The store in memory answers at once.');
    if (!turn.granted) return places;
  }
}

const waitOf = (store: ThrottleStore, keys: readonly string[], nowInMs: number) => store.enter(keys, nowInMs);

describe('the places under a key', () => {
  test.for([
    [999, 4],
    [1_000, 2],
  ] as const)('halve again at a 429 that comes %i ms after one for a second: %i', ([later, places]) => {
    const store = createMemoryThrottleStore(8);
    void store.enter(['partner'], 0);
    throttle(store, ['partner'], 1_000, 0);
    void store.leave(['partner'], { kind: 'throttled', retryAfterInMs: 1_000 }, later);
    expect(placesOf(store, 'partner', 5_000)).toBe(places);
  });
});

describe('two customers', () => {
  test.for([
    [999, { granted: false, reason: 'cool-down', waitInMs: 1_000 }],
    [1_000, { granted: true }],
  ] as const)(
    'mean the partner when the second is throttled before the first is through, after %i ms: %j',
    ([later, turn]) => {
      const store = createMemoryThrottleStore(8);
      // Another request is under way all the time, so that the partner is not forgotten.
      void store.enter(['partner'], 0);
      throttle(store, ['partner', 'a'], 1_000, 0);
      throttle(store, ['partner', 'b'], 1_000, later);
      expect(waitOf(store, ['partner'], later)).toEqual(turn);
    },
  );

  test('are not meant when the partner itself was throttled before one of them', () => {
    const store = createMemoryThrottleStore(8);
    void store.enter(['partner', 'a'], 0);
    throttle(store, ['partner'], 1_000, 0);
    void store.leave(['partner', 'a'], { kind: 'throttled', retryAfterInMs: 5_000 }, 0);
    expect(waitOf(store, ['partner'], 1_000)).toEqual({ granted: true });
    expect(waitOf(store, ['partner', 'a'], 1_000)).toMatchObject({ waitInMs: 4_000 });
  });
});
