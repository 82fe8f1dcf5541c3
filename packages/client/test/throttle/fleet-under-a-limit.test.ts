import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/create-client.ts';
import {
  blocking,
  fixedWindow,
  slidingWindow,
  tokenBucket,
  unlimited,
  type Limit,
  type Policy,
} from '@licenses-usage/testing/limited-service';
import { floorInMs, simulate, type Fleet, type Strategy } from './simulation/simulate.ts';

const hundredPerSecond: Limit = { calls: 100, windowInMs: 1_000 };

/** How long the fleet took beside the least possible, and which part of its calls was refused. */
async function measure(fleet: Fleet & { readonly policy: Policy }) {
  const run = await simulate(fleet);
  const ratio = run.elapsedInMs / floorInMs(fleet, fleet.policy);
  return { ...run, ratio, refusedPart: run.refused / fleet.calls };
}

/** Chance that is the same each time. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('a fleet of 64 calls at once, 50 ms each, where 100 pass in a second', () => {
  test.for([
    [tokenBucket, 1_000, 1.11, 0.05],
    [fixedWindow, 1_000, 1.2, 0.05],
    [slidingWindow, 1_000, 1.2, 0.05],
    [blocking, 1_000, 1.3, 0.05],
    [tokenBucket, 3_000, 1.05, 0.02],
    [fixedWindow, 3_000, 1.15, 0.02],
    [slidingWindow, 3_000, 1.15, 0.03],
    [blocking, 3_000, 1.2, 0.02],
  ] as const)('%o, %i calls: takes at most %d of the least time, %d refused', async (row) => {
    const [policy, calls, most, refused] = row;
    const run = await measure({ calls, concurrency: 64, policy: policy(hundredPerSecond) });
    expect(run.ratio).toBeLessThanOrEqual(most);
    expect(run.ratio).toBeGreaterThanOrEqual(1);
    expect(run.refusedPart).toBeLessThanOrEqual(refused);
    expect(run).toMatchObject({ failed: 0, early: 0 });
  });
});

describe('other limits', () => {
  const perMinute = (calls: number): Limit => ({ calls, windowInMs: 60_000 });
  test.for([
    // [policy, limit, calls, concurrency, latency, ratio, refused calls]
    ['10 per second', fixedWindow({ calls: 10, windowInMs: 1_000 }), 300, 16, 50, 1.1, 9],
    ['20 per second', tokenBucket({ calls: 20, windowInMs: 1_000 }), 600, 32, 80, 1.1, 40],
    ['100 per second', tokenBucket(hundredPerSecond), 1_000, 32, 50, 1.08, 30],
    ['200 per second', tokenBucket({ calls: 200, windowInMs: 1_000 }), 1_000, 32, 50, 1.08, 25],
    ['200 per second', fixedWindow({ calls: 200, windowInMs: 1_000 }), 2_000, 64, 50, 1.11, 60],
    ['250 per second', slidingWindow({ calls: 250, windowInMs: 1_000 }), 2_500, 64, 20, 1.1, 10],
    ['300 in 5 s', fixedWindow({ calls: 300, windowInMs: 5_000 }), 3_000, 64, 50, 1.1, 25],
    ['300 in 10 s', slidingWindow({ calls: 300, windowInMs: 10_000 }), 3_000, 32, 100, 1.15, 25],
    ['600 per minute', fixedWindow(perMinute(600)), 3_000, 64, 50, 1.05, 45],
    ['600 per minute', slidingWindow(perMinute(600)), 3_000, 64, 50, 1.05, 45],
    ['1,000 per minute', blocking(perMinute(1_000), 1), 4_000, 64, 200, 1.35, 60],
  ] as const)('%s', async ([, policy, calls, concurrency, latencyInMs, most, refused]) => {
    const run = await measure({ calls, concurrency, latencyInMs, policy });
    expect(run.ratio).toBeLessThanOrEqual(most);
    expect(run.refused).toBeLessThanOrEqual(refused);
    expect(run).toMatchObject({ failed: 0, early: 0 });
  });

  test.for([fixedWindow, slidingWindow, tokenBucket, blocking])(
    'calls that take 20 to 80 ms, at random, do little harm: %o',
    async (policy) => {
      const chance = createChance(7);
      const latencyInMs = () => Math.round(20 + 60 * chance());
      const run = await measure({
        calls: 2_000,
        concurrency: 64,
        latencyInMs,
        policy: policy(hundredPerSecond),
      });
      expect(run.ratio).toBeLessThanOrEqual(policy === blocking ? 1.5 : 1.15);
      // As many as were in flight when the limit showed, and with a bucket a few more.
      expect(run.refused).toBeLessThanOrEqual(policy === tokenBucket ? 80 : 64);
      expect(run).toMatchObject({ failed: 0, early: 0 });
    },
  );

  test.for([fixedWindow, tokenBucket])('a 429 without Retry-After: %o', async (policy) => {
    const run = await measure({
      calls: 1_000,
      concurrency: 64,
      policy: policy(hundredPerSecond),
      retryAfter: 'none',
    });
    expect(run.ratio).toBeLessThanOrEqual(1.25);
    expect(run.refused).toBeLessThanOrEqual(50);
    expect(run.failed).toBe(0);
  });
});

describe('a limit that changes during the run', () => {
  test('is noticed when it falls', async () => {
    const [high, low] = [fixedWindow(hundredPerSecond), fixedWindow({ calls: 40, windowInMs: 1_000 })];
    const policy = (elapsedInMs: number) => (elapsedInMs < 5_000 ? high : low);
    const run = await simulate({ calls: 1_500, concurrency: 64, policy });
    // Five seconds with a hundred in each, then a thousand calls by forties.
    expect(run.elapsedInMs).toBeLessThanOrEqual(1.1 * 30_000);
    expect(run.refused).toBeLessThanOrEqual(85);
    expect(run).toMatchObject({ failed: 0, early: 0 });
  });

  test('is noticed when it rises', async () => {
    const [low, high] = [fixedWindow(hundredPerSecond), fixedWindow({ calls: 400, windowInMs: 1_000 })];
    const policy = (elapsedInMs: number) => (elapsedInMs < 5_000 ? low : high);
    const run = await simulate({ calls: 4_000, concurrency: 64, policy });
    // It would take 40 s at the old limit, 14 s at the new one.
    expect(run.elapsedInMs).toBeLessThanOrEqual(28_000);
    expect(run).toMatchObject({ failed: 0, early: 0 });
  });

  test('leaves no wait after the service refused everything for ten minutes', async () => {
    const closed = fixedWindow({ calls: 0, windowInMs: 1_000 });
    const limited = fixedWindow(hundredPerSecond);
    const isOut = (elapsedInMs: number) => elapsedInMs >= 5_000 && elapsedInMs < 605_000;
    const policy = (elapsedInMs: number) => (isOut(elapsedInMs) ? closed : limited);
    const run = await simulate({ calls: 1_500, concurrency: 16, policy, maxRetries: 1_000 });
    // Fifteen seconds by hundreds, and the ten minutes.
    expect(run.elapsedInMs).toBeLessThanOrEqual(600_000 + 1.3 * 15_000);
    expect(run).toMatchObject({ failed: 0, early: 0 });
  });

  test('is forgotten when refusals came by chance, so that the last calls are as quick as the first', async () => {
    const chance = createChance(11);
    const flaky: Policy = { ...unlimited, admit: () => (chance() < 0.1 ? 1_000 : 0) };
    const policy = (elapsedInMs: number) => (elapsedInMs < 20_000 ? flaky : unlimited);
    const run = await simulate({ calls: 8_000, concurrency: 8, policy });
    // Twenty seconds, what eight at once with 50 ms each take, and ten seconds to forget.
    expect(run.elapsedInMs).toBeLessThanOrEqual(20_000 + (8_000 / 8) * 50 + 10_000);
    expect(run.failed).toBe(0);
  });

  test('is forgotten when it is gone', async () => {
    const limited = fixedWindow(hundredPerSecond);
    const policy = (elapsedInMs: number) => (elapsedInMs < 3_000 ? limited : unlimited);
    const run = await simulate({ calls: 5_000, concurrency: 64, policy });
    // At the limit it would take 50 s.
    expect(run.elapsedInMs).toBeLessThanOrEqual(32_000);
    expect(run).toMatchObject({ failed: 0, early: 0 });
  });
});

describe('several customers under one limit of the partner', () => {
  const customerId = (index: number) => `4d3cf487-70f4-4e1e-9ff1-${String(index).padStart(12, '0')}`;
  const perCustomer: Strategy = (service, clock, { concurrency }) => {
    const client = createClient({
      credential: () => 'token',
      clock,
      fetch: service.fetch,
      totalTimeoutInMs: 86_400_000,
      retry: { maxRetries: 20 },
      throttle: { maxConcurrency: concurrency },
    });
    return (index) => client.getCustomerLicensesUsage(customerId(index % customers));
  };
  let customers = 0;

  test.for([1_000, 5, 2])('%i customers together need little more than the least time', async (count) => {
    customers = count;
    const policy = fixedWindow(hundredPerSecond);
    const fleet = { calls: 1_000, concurrency: 64, policy };
    const run = await simulate(fleet, perCustomer);
    expect(run.elapsedInMs / floorInMs(fleet, policy)).toBeLessThanOrEqual(1.2);
    expect(run.refused).toBeLessThanOrEqual(50);
    expect(run).toMatchObject({ failed: 0, early: 0 });
  });
});

describe('a service without a limit', () => {
  test.for([8, 16, 32, 64])('is used at the full speed of %i calls at once', async (concurrency) => {
    const run = await measure({ calls: 1_000, concurrency, policy: unlimited });
    expect(run.ratio).toBe(1);
    expect(run).toMatchObject({ refused: 0, failed: 0 });
  });
});
