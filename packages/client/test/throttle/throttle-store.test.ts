import { describe, expect, expectTypeOf, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { ThrottleError } from '../../src/errors/throttle-error.ts';
import { createMemoryThrottleStore } from '../../src/throttle/memory-throttle-store.ts';
import type { ThrottleOutcome, ThrottleStore } from '../../src/throttle/throttle-store.ts';
import { customerAnswer, customerId, fault, gate, partnerAnswer, silence } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';

const distanceInMs = 5;

/** A store that several machines share: what it keeps is some way off. */
function createDistantStore(clock: VirtualClock, maxConcurrency: number) {
  const kept = createMemoryThrottleStore(maxConcurrency);
  const asked: string[][] = [];
  const travel = () =>
    new Promise<void>((resolve) => {
      clock.schedule(resolve, distanceInMs);
    });
  const store: ThrottleStore = {
    async acquire(keys, nowInMs) {
      asked.push([...keys]);
      await travel();
      return kept.acquire(keys, nowInMs + distanceInMs);
    },
    async release(keys, ticket, outcome, nowInMs) {
      await travel();
      return kept.release(keys, ticket, outcome, nowInMs);
    },
  };
  return { store, asked };
}

describe('two clients over one store', () => {
  test('share the cool-down', async () => {
    const clock = new VirtualClock();
    const { store } = createDistantStore(clock, 32);
    const first = createTestClient([fault(429, { 'retry-after': '30' }), partnerAnswer], {
      clock,
      throttle: { store },
    });
    const second = createTestClient([partnerAnswer], { clock, throttle: { store } });
    const calls = [first.client.getPartnerLicensesUsage()];
    await clock.advance(20);
    calls.push(second.client.getPartnerLicensesUsage());
    const [, { context } = { context: undefined }] = await clock.run(Promise.all(calls));
    await clock.advance(distanceInMs);
    expect(context?.attempts).toMatchObject([{ status: 200, delayInMs: 30_005 - 20 + 5 }]);
    expect(second.events.filter(({ type }) => type === 'throttled')).toMatchObject([{ reason: 'cool-down' }]);
  });

  test('share the places, and use one that the other returned', async () => {
    const clock = new VirtualClock();
    const { store } = createDistantStore(clock, 1);
    const slow = gate(partnerAnswer);
    const first = createTestClient([slow.answer], { clock, throttle: { store } });
    const second = createTestClient([partnerAnswer], { clock, throttle: { store } });
    const calls = [first.client.getPartnerLicensesUsage(), second.client.getPartnerLicensesUsage()];
    await clock.advance(500);
    expect(second.requests).toHaveLength(0);
    slow.open();
    await clock.run(Promise.all(calls));
    expect(second.requests).toHaveLength(1);
    // Asked again after a second: nobody tells a client of another's places.
    expect(clock.elapsedInMs).toBe(5 + 1_000 + 5);
    await clock.advance(distanceInMs);
  });

  test('for different partners share nothing', async () => {
    const clock = new VirtualClock();
    const { store, asked } = createDistantStore(clock, 32);
    const first = createTestClient([fault(429, { 'retry-after': '30' })], {
      clock,
      retry: { maxRetries: 0 },
      throttle: { store, partnerKey: 'contoso' },
    });
    const second = createTestClient([partnerAnswer, customerAnswer], {
      clock,
      throttle: { store, partnerKey: 'fabrikam' },
    });
    await clock.runToRejection(first.client.getPartnerLicensesUsage());
    await clock.run(second.client.getPartnerLicensesUsage());
    await clock.run(second.client.getCustomerLicensesUsage(customerId.toUpperCase()));
    await clock.advance(distanceInMs);
    expect(clock.elapsedInMs).toBeLessThan(100);
    expect(asked).toEqual([['contoso'], ['fabrikam'], ['fabrikam', `fabrikam/${customerId}`]]);
  });
});

describe('a store that answers later', () => {
  test('is asked a few times for each returned place, for any number of waiting calls', async () => {
    const clock = new VirtualClock();
    const { store, asked } = createDistantStore(clock, 4);
    const calls = 200;
    let answered = 0;
    const { client } = createTestClient(
      async (request, number) => {
        await new Promise<void>((resolve) => void clock.schedule(resolve, 50));
        answered += 1;
        return partnerAnswer(request, number);
      },
      { clock, throttle: { store } },
    );
    await clock.run(Promise.all(Array.from({ length: calls }, () => client.getPartnerLicensesUsage())));
    await clock.advance(distanceInMs);
    expect(answered).toBe(calls);
    expect(asked.length).toBeLessThan(4 * calls);
    // Places don't lie idle for it: four calls at a time take 50 ms, and twice the way to the store.
    expect(clock.elapsedInMs).toBeLessThan(1.2 * (calls / 4) * (50 + 2 * distanceInMs));
  });
});

describe('a store', () => {
  test('is told how each request ended', async () => {
    const outcomes: ThrottleOutcome[] = [];
    const store: ThrottleStore = {
      acquire: () => ({ granted: true, ticket: 1 }),
      release: (_, __, outcome) => void outcomes.push(outcome),
    };
    const answers = [fault(503), fault(429, { 'retry-after': '7' }), silence, partnerAnswer];
    const { client, clock } = createTestClient(answers, { throttle: { store } });
    await clock.run(client.getPartnerLicensesUsage());
    expect(outcomes).toEqual([
      { kind: 'failed' },
      { kind: 'throttled', retryAfterInMs: 7_000 },
      { kind: 'failed' },
      { kind: 'passed' },
    ]);
    expectTypeOf<ThrottleOutcome['kind']>().toEqualTypeOf<'passed' | 'failed' | 'throttled'>();
  });

  test('gets each place back once, for any outcome of the call', async () => {
    let taken = 0;
    const store: ThrottleStore = {
      async acquire() {
        taken += 1;
        return { granted: true, ticket: taken };
      },
      async release() {
        taken -= 1;
      },
    };
    const { client, clock } = createTestClient([partnerAnswer, silence], {
      throttle: { store },
      retry: { maxRetries: 0 },
    });
    await clock.run(client.getPartnerLicensesUsage());
    await clock.runToRejection(client.getPartnerLicensesUsage());
    const broken = createTestClient([], {
      clock,
      throttle: { store },
      credential: () => Promise.reject(new Error('no')),
    });
    await clock.runToRejection(broken.client.getPartnerLicensesUsage());
    await settled();
    expect(taken).toBe(0);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('ECONNREFUSED 10.0.0.7:6379');
      },
    ],
    ['rejects', () => Promise.reject(new Error('ECONNREFUSED 10.0.0.7:6379'))],
  ])('that %s when it is asked fails the call before anything is sent', async (_, acquire) => {
    const { client, clock } = createTestClient([], { throttle: { store: { acquire, release() {} } } });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(ThrottleError);
    expect(error).toMatchObject({ attempts: [] });
    expect(String(error)).toContain(
      'not sent, because the throttle store failed, ECONNREFUSED 10.0.0.7:6379.',
    );
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('down'))],
  ])('that %s when it is told costs no answer', async (_, release) => {
    const store: ThrottleStore = { acquire: () => ({ granted: true, ticket: 1 }), release };
    const { client, clock } = createTestClient([partnerAnswer], { throttle: { store } });
    const { totalCount } = await clock.run(client.getPartnerLicensesUsage());
    expect(totalCount).toBe(5);
  });

  test('with a slow release does not hold up the answer', async () => {
    const store: ThrottleStore = {
      acquire: () => ({ granted: true, ticket: 1 }),
      release: () => new Promise(() => {}),
    };
    const { client, clock } = createTestClient([partnerAnswer], { throttle: { store } });
    const { totalCount } = await clock.run(client.getPartnerLicensesUsage());
    expect(totalCount).toBe(5);
  });
});

describe('the store in memory', () => {
  const keys = ['partner', 'partner/customer'];
  const granted = { granted: true, ticket: expect.any(Number) };
  const full = (key: string) => ({ granted: false, reason: 'concurrency', waitInMs: 1_000, key });

  test('takes a place under every key or under none', () => {
    const store = createMemoryThrottleStore(1);
    expect(store.acquire(['partner/customer'], 0)).toEqual(granted);
    expect(store.acquire(keys, 0)).toEqual(full('partner/customer'));
    expect(store.acquire(['partner'], 0)).toEqual(granted);
    expect(store.acquire(keys, 0)).toEqual(full('partner'));
    void store.release(['partner/customer'], 1, { kind: 'passed' }, 0);
    expect(store.acquire(keys, 0)).toEqual(full('partner'));
    void store.release(['partner'], 2, { kind: 'passed' }, 0);
    expect(store.acquire(keys, 0)).toEqual(granted);
  });
});

describe('the options of the throttle', () => {
  test.each([0, -1, 1.5, Number.NaN, '32'])('maxConcurrency %j is refused', (maxConcurrency) => {
    // @ts-expect-error one of them is no number
    const create = () => createTestClient([], { throttle: { maxConcurrency } });
    expect(create).toThrow(ConfigurationError);
    expect(create).toThrow(/^throttle\.maxConcurrency: expected/);
  });
});
