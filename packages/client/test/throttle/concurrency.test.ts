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

  test('waiting calls are served in order of arrival', async () => {
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
    const answers = [fault(500, { 'retry-after': '30' }), partnerAnswer, partnerAnswer];
    const { client, clock } = createTestClient(answers, { throttle: { maxConcurrency: 1 } });
    const first = client.getPartnerLicensesUsage();
    await settled();
    await client.getPartnerLicensesUsage();
    expect(clock.elapsedInMs).toBe(0);
    await clock.run(first);
  });

  test('a customer that has to wait holds up no other', async () => {
    const clock = new VirtualClock();
    const served: number[] = [];
    const { answer } = serveSlowly(clock, ({ url }, number) => {
      if (number === 0) return fault(429, { 'retry-after': '10' });
      if (url.includes(otherId)) served.push(clock.elapsedInMs);
      return customerAnswer;
    });
    const { client } = createTestClient(answer, { clock, throttle: { maxConcurrency: 2 } });
    const calls = [client.getCustomerLicensesUsage(customerId)];
    await clock.advance(1_500);
    for (let call = 0; call < 4; call += 1) calls.push(client.getCustomerLicensesUsage(customerId));
    for (let call = 0; call < 4; call += 1) calls.push(client.getCustomerLicensesUsage(otherId));
    await clock.run(Promise.all(calls));
    expect(served).toEqual([2_500, 2_500, 3_500, 3_500]);
    expect(clock.elapsedInMs).toBe(14_000);
  });
});
