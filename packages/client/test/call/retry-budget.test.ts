import { describe, expect, test } from 'vitest';
import { createRetryBudget } from '../../src/call/retry.ts';
import { breaks, fault, partnerAnswer } from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';

/** Makes calls one after another until `requests` have reached the service; returns how many each call made. */
async function requestsOfCalls(answer: Answer, calls: number) {
  const { client, clock, requests } = createTestClient(answer);
  const counts: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const before = requests.length;
    await clock.runToRejection(client.getPartnerLicensesUsage());
    counts.push(requests.length - before);
  }
  return counts;
}

describe('a service that keeps failing', () => {
  test.each([
    ['with 503', fault(503)],
    ['without an answer', breaks()],
  ])('%s gets a hundred retries in all, then one request for each call', async (_, answer) => {
    const counts = await requestsOfCalls(answer, 40);
    expect(counts).toEqual([
      ...Array.from({ length: 33 }, () => 4),
      2,
      ...Array.from({ length: 6 }, () => 1),
    ]);
  });

  test('with 429 asks for a wait itself, so the budget is not spent', async () => {
    expect(await requestsOfCalls(fault(429, { 'retry-after': '1' }), 40)).toEqual(
      Array.from({ length: 40 }, () => 4),
    );
  });

  test('earns a retry with each success', async () => {
    let isDown = true;
    const { client, clock, requests } = createTestClient((request, number) =>
      (isDown ? fault(503) : partnerAnswer)(request, number),
    );
    for (let call = 0; call < 40; call += 1) await clock.runToRejection(client.getPartnerLicensesUsage());
    isDown = false;
    for (let call = 0; call < 2; call += 1) await clock.run(client.getPartnerLicensesUsage());
    isDown = true;
    const before = requests.length;
    await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(requests.length - before).toBe(1 + 2);
  });

  test('of one client does not affect another client', async () => {
    await requestsOfCalls(fault(503), 40);
    expect(await requestsOfCalls(fault(503), 1)).toEqual([4]);
  });
});

describe('the budget', () => {
  test('holds no more than its reserve after any number of successes', () => {
    const budget = createRetryBudget();
    for (let success = 0; success < 1_000; success += 1) budget.earn();
    let retries = 0;
    while (budget.spend()) retries += 1;
    expect(retries).toBe(100);
    expect(budget.spend()).toBe(false);
    budget.earn();
    expect(budget.spend()).toBe(true);
    expect(budget.spend()).toBe(false);
  });
});
