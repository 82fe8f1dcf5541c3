import { describe, expect, test } from 'vitest';
import { customerAnswer, customerId, fault, partnerAnswer } from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';

const otherId = '7e0c1a11-8f51-4c6c-9b2c-0b5a3bd37a8e';

/** A service that takes a second for each request and counts how many it has in hand. */
function serveSlowly(clock: VirtualClock, answerTo: (request: Request, number: number) => Answer) {
  const state = { inHand: 0, most: 0 };
  const answer: Answer = (request, number) => {
    state.inHand += 1;
    state.most = Math.max(state.most, state.inHand);
    return new Promise((resolve) => {
      clock.schedule(() => {
        state.inHand -= 1;
        resolve(answerTo(request, number)(request, number));
      }, 1_000);
    });
  };
  return { state, answer };
}

describe('how many requests are in flight', () => {
  test.each([
    [undefined, 32],
    [1, 1],
    [3, 3],
    [100, 100],
  ])('with maxConcurrency %s: at most %i', async (maxConcurrency, most) => {
    const clock = new VirtualClock();
    const { state, answer } = serveSlowly(clock, () => partnerAnswer);
    const { client, requests } = createTestClient(answer, { clock, throttle: { maxConcurrency } });
    const count = 2 * most + 1;
    await clock.run(Promise.all(Array.from({ length: count }, () => client.getPartnerLicensesUsage())));
    expect(state.most).toBe(most);
    expect(requests).toHaveLength(count);
    // No place is left empty for a moment: three rounds of a second each.
    expect(clock.elapsedInMs).toBe(3_000);
  });

  test('calls that wait are served in the order in which they came', async () => {
    const clock = new VirtualClock();
    const { answer } = serveSlowly(clock, () => partnerAnswer);
    const { client, requests } = createTestClient(answer, { clock, throttle: { maxConcurrency: 2 } });
    const ids = Array.from({ length: 9 }, (_, index) => `b3f2c1d0-9a8e-4f7d-a6b5-c4d3e2f1a0b${index}`);
    await clock.run(
      Promise.all(ids.map((correlationId) => client.getPartnerLicensesUsage({ correlationId }))),
    );
    expect(requests.map(({ headers }) => headers.get('ms-correlationid'))).toEqual(ids);
  });

  test('a call that sleeps before its retry takes no place', async () => {
    const answers = [fault(503, { 'retry-after': '30' }), partnerAnswer, partnerAnswer];
    const { client, clock } = createTestClient(answers, { throttle: { maxConcurrency: 1 } });
    const first = client.getPartnerLicensesUsage();
    await settled();
    await client.getPartnerLicensesUsage();
    expect(clock.elapsedInMs).toBe(0);
    await clock.run(first);
  });

  test('a customer without a free place holds up no other', async () => {
    const clock = new VirtualClock();
    const served: number[] = [];
    const { answer } = serveSlowly(clock, ({ url }, number) => {
      if (number === 0) return fault(429, { 'retry-after': '0' });
      if (!url.includes(otherId)) return fault(500);
      served.push(clock.elapsedInMs - startedAt);
      return customerAnswer;
    });
    const { client } = createTestClient(answer, {
      clock,
      retry: { maxRetries: 0 },
      throttle: { maxConcurrency: 4 },
    });
    const of = (id: string, count: number) =>
      Promise.allSettled(Array.from({ length: count }, () => client.getCustomerLicensesUsage(id)));
    // From here on two places of four are for this customer.
    await clock.run(of(customerId, 1));
    const startedAt = clock.elapsedInMs;
    const calls = [of(customerId, 5)];
    await clock.advance(500);
    calls.push(of(otherId, 2));
    await clock.advance(200);
    calls.push(of(otherId, 4));
    await clock.run(Promise.all(calls));
    expect(served).toEqual([1_500, 1_500, 2_500, 2_500, 3_000, 3_500]);
  });
});

describe('how the number adapts', () => {
  /** How many requests the service gets at once, after so many rounds that went well. */
  async function mostAtOnce(rounds: number, maxConcurrency: number) {
    const clock = new VirtualClock();
    let now = fault(429, { 'retry-after': '1' });
    const { state, answer } = serveSlowly(clock, () => now);
    const { client } = createTestClient(answer, {
      clock,
      retry: { maxRetries: 0 },
      throttle: { maxConcurrency },
    });
    const callTogether = (count: number) =>
      clock.run(Promise.allSettled(Array.from({ length: count }, () => client.getPartnerLicensesUsage())));
    await callTogether(maxConcurrency);
    await clock.advance(1_000);
    now = partnerAnswer;
    for (let passed = 0; passed < rounds; passed += 1) await callTogether(1);
    // Failures, which change nothing while they are counted.
    now = fault(500);
    state.most = 0;
    await callTogether(maxConcurrency);
    return state.most;
  }

  test('it halves when the service throttles, once for all that were in flight', async () => {
    expect(await mostAtOnce(0, 8)).toBe(4);
    expect(await mostAtOnce(0, 7)).toBe(3);
  });

  test('it never falls below one', async () => {
    expect(await mostAtOnce(0, 1)).toBe(1);
    expect(await mostAtOnce(0, 2)).toBe(1);
  });

  test('it grows by one for as many successes as it counts, up to where it was', async () => {
    expect(await mostAtOnce(3, 8)).toBe(4);
    expect(await mostAtOnce(4, 8)).toBe(5);
    expect(await mostAtOnce(4 + 4, 8)).toBe(5);
    expect(await mostAtOnce(4 + 5, 8)).toBe(6);
    expect(await mostAtOnce(4 + 5 + 6 + 7, 8)).toBe(8);
    expect(await mostAtOnce(100, 8)).toBe(8);
  });
});
