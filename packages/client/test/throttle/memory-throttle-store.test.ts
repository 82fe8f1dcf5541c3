import { describe, expect, test } from 'vitest';
import { createMemoryThrottleStore } from '../../src/throttle/memory-throttle-store.ts';
import type { ThrottleStore } from '../../src/throttle/throttle-store.ts';

function throttle(store: ThrottleStore, keys: readonly string[], retryAfterInMs: number, nowInMs: number) {
  void store.acquire(keys, nowInMs);
  void store.release(keys, 1, { kind: 'throttled', retryAfterInMs }, nowInMs);
}

/** How many places are free under the key. */
function placesOf(store: ThrottleStore, key: string, nowInMs: number): number {
  for (let places = 0; ; places += 1) {
    const turn = store.acquire([key], nowInMs);
    if (turn instanceof Promise) throw new Error('The store in memory answers at once.');
    if (!turn.granted) return places;
  }
}

const waitOf = (store: ThrottleStore, keys: readonly string[], nowInMs: number) =>
  store.acquire(keys, nowInMs);

describe('the places under a key', () => {
  test.for([
    [999, 4],
    [1_000, 2],
  ] as const)('halve again at a 429 that comes %i ms after one for a second: %i', ([later, places]) => {
    const store = createMemoryThrottleStore(8);
    void store.acquire(['partner'], 0);
    throttle(store, ['partner'], 1_000, 0);
    void store.release(['partner'], 1, { kind: 'throttled', retryAfterInMs: 1_000 }, later);
    expect(placesOf(store, 'partner', 5_000)).toBe(places);
  });
});

describe('two customers', () => {
  test.for([
    [999, { granted: false, reason: 'cool-down', waitInMs: 1_000 }],
    [1_000, { granted: true, ticket: 4 }],
  ] as const)(
    'mean the partner when the second is throttled before the first is through, after %i ms: %j',
    ([later, turn]) => {
      const store = createMemoryThrottleStore(8);
      // Another request is under way all the time, so that the partner is not forgotten.
      void store.acquire(['partner'], 0);
      throttle(store, ['partner', 'a'], 1_000, 0);
      throttle(store, ['partner', 'b'], 1_000, later);
      expect(waitOf(store, ['partner'], later)).toEqual(turn);
    },
  );

  test('are not meant when the partner itself was throttled before one of them', () => {
    const store = createMemoryThrottleStore(8);
    void store.acquire(['partner', 'a'], 0);
    throttle(store, ['partner'], 1_000, 0);
    void store.release(['partner', 'a'], 1, { kind: 'throttled', retryAfterInMs: 5_000 }, 0);
    expect(waitOf(store, ['partner'], 1_000)).toMatchObject({ granted: true });
    expect(waitOf(store, ['partner', 'a'], 1_000)).toMatchObject({ waitInMs: 4_000 });
  });
});

/** Has so many requests pass at one moment, then one refused, which asks for a second of quiet. */
function learn(store: ThrottleStore, keys: readonly string[], calls: number, nowInMs: number): void {
  for (let call = 0; call < calls; call += 1) {
    void store.acquire(keys, nowInMs);
    void store.release(keys, 1, { kind: 'passed' }, nowInMs);
  }
  throttle(store, keys, 1_000, nowInMs);
}

/** How many requests pass one after another at a moment, and what the next is told. */
function passAll(store: ThrottleStore, keys: readonly string[], nowInMs: number) {
  for (let calls = 0; ; calls += 1) {
    const turn = store.acquire(keys, nowInMs);
    if (turn instanceof Promise) throw new Error('The store in memory answers at once.');
    if (!turn.granted) return { calls, turn };
    if (calls === 100) return { calls, turn };
    void store.release(keys, 1, { kind: 'passed' }, nowInMs);
  }
}

describe('the budget', () => {
  const usedUp = (key: string) => ({ granted: false, reason: 'budget', waitInMs: 1_000, key });

  test('of the partner holds for all customers', () => {
    const store = createMemoryThrottleStore(8);
    learn(store, ['partner'], 5, 0);
    expect(passAll(store, ['partner', 'a'], 1_000)).toEqual({ calls: 5, turn: usedUp('partner') });
    expect(passAll(store, ['partner', 'b'], 1_000)).toEqual({ calls: 0, turn: usedUp('partner') });
  });

  test('of a customer holds for no other, and outlasts its last request', () => {
    const store = createMemoryThrottleStore(8);
    learn(store, ['partner', 'a'], 0, 0);
    learn(store, ['partner', 'a'], 3, 1_000);
    expect(passAll(store, ['partner', 'a'], 2_000)).toEqual({ calls: 3, turn: usedUp('a') });
    expect(passAll(store, ['partner', 'b'], 2_000)).toMatchObject({ calls: 100 });
  });

  test('is learned for the partner alone when two customers show that the partner is meant', () => {
    const store = createMemoryThrottleStore(8);
    for (const customer of ['a', 'b', 'a', 'b']) {
      void store.acquire(['partner', customer], 0);
      void store.acquire(['partner', customer], 0);
      void store.release(['partner', customer], 1, { kind: 'passed' }, 0);
    }
    void store.release(['partner', 'a'], 1, { kind: 'throttled', retryAfterInMs: 1_000 }, 0);
    void store.release(['partner', 'b'], 1, { kind: 'throttled', retryAfterInMs: 1_000 }, 0);
    // Two of the eight were refused, two are still under way.
    expect(passAll(store, ['partner', 'a'], 1_000)).toEqual({ calls: 6, turn: usedUp('partner') });
  });

  test('of the partner is at fault when the one request that tries it is refused', () => {
    const store = createMemoryThrottleStore(8);
    learn(store, ['partner'], 5, 0);
    throttle(store, ['partner', 'a'], 1_000, 1_000);
    expect(waitOf(store, ['partner', 'b'], 1_000)).toEqual({
      granted: false,
      reason: 'cool-down',
      waitInMs: 1_000,
    });
  });
});
