import type { Policy } from '@licenses-usage/testing/limited-service';
import { refusalRows, seeds } from '@licenses-usage/testing/refusal-rows';
import { ownRetryAfter, sharedGate } from '@licenses-usage/testing/simple-ways';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/create-client.ts';
import { loadLearning } from '../../src/throttle/memory-throttle-store.ts';
import { partnerAnswer, fault } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { ours, simulate } from './simulation/simulate.ts';

/** One seed for each row, in turn; `bench:throttle` has all of them. */
const cases = refusalRows.map((row, index) => ({ ...row, seed: seeds[index % seeds.length] ?? 1 }));

describe('a fleet takes hardly longer than with the better of two simple strategies', () => {
  test.for(cases)('$name, seed $seed', async ({ policy, most, seed, ...row }) => {
    const timeOf = async (strategy: typeof ours) => {
      const run = await simulate({ ...row, policy: policy(seed), maxRetries: 100 }, strategy);
      expect(run.failed).toBe(0);
      return run.elapsedInMs;
    };
    const simple = Math.min(await timeOf(ownRetryAfter), await timeOf(sharedGate));
    expect((await timeOf(ours)) / simple).toBeLessThanOrEqual(most);
  });
});

/** Refuses one request, and never another. */
function refusingOnce(number: number, waitInMs: number): Policy {
  let requests = 0;
  return {
    name: 'one refusal',
    floorInMs: () => 0,
    admit() {
      requests += 1;
      return requests === number ? waitInMs : 0;
    },
  };
}

describe('one refusal and never another', () => {
  test.for([
    // The number of the refused request, its wait, how many calls are made at once.
    [6, 1_000, 1_000],
    [6, 200_000, 1_000],
    [1, 200_000, 1_000],
    [20, 57_000, 100],
    [32, 120_000, 1_000],
  ] as const)('of request %i, told to wait %i ms: costs %i calls that wait and no more', async (row) => {
    const [number, waitInMs, calls] = row;
    const clock = new VirtualClock();
    const policy = refusingOnce(number, waitInMs);
    const answer = () =>
      new Promise<Response>((resolve) => {
        const wait = policy.admit(0);
        clock.schedule(
          () =>
            resolve(
              wait === 0
                ? Response.json({ totalCount: 0, items: [] })
                : Response.json({}, { status: 429, headers: { 'retry-after': String(wait / 1_000) } }),
            ),
          100,
        );
      });
    const client = createClient({ credential: () => 'token', clock, fetch: answer });
    await clock.run(Promise.all(Array.from({ length: calls }, () => client.getPartnerLicensesUsage())));
    const leastInMs = Math.ceil(calls / 32) * 100;
    expect(clock.elapsedInMs).toBeLessThanOrEqual(waitInMs + 1.25 * leastInMs + 200);
  });
});

test('a random refusal costs the refused call its full wait', async () => {
  const { client, clock, requests } = createTestClient([fault(429, { 'retry-after': '7' }), partnerAnswer]);
  const { context } = await clock.run(client.getPartnerLicensesUsage());
  expect(context.attempts[1]?.delayInMs).toBe(7_000);
  expect(requests).toHaveLength(2);
});

describe('while a refused call waits', () => {
  /** Sends four calls at once, of which the first is told to wait a minute, then a fifth. Returns when each was sent. */
  async function sendBeside(areWitnessesRefused: boolean): Promise<readonly number[]> {
    await loadLearning();
    const clock = new VirtualClock();
    const sentAt: number[] = [];
    const answer = () =>
      new Promise<Response>((resolve) => {
        const number = sentAt.push(clock.elapsedInMs);
        const isRefused = number === 1 || (number <= 4 && areWitnessesRefused);
        const response = isRefused
          ? Response.json({}, { status: 429, headers: { 'retry-after': '60' } })
          : Response.json({ totalCount: 0, items: [] });
        clock.schedule(() => resolve(response), number === 1 ? 100 : 200);
      });
    const client = createClient({ credential: () => 'token', clock, fetch: answer });
    const calls = Array.from({ length: 4 }, () => client.getPartnerLicensesUsage());
    await clock.advance(150);
    calls.push(client.getPartnerLicensesUsage());
    await clock.run(Promise.all(calls));
    return sentAt;
  }

  test('the others wait until requests sent after it have passed, then go on before it', async () => {
    expect(await sendBeside(false)).toEqual([0, 0, 0, 0, 200, 60_100]);
  });

  test('the others wait as told when requests sent after it are refused, too', async () => {
    const sentAt = await sendBeside(true);
    expect(sentAt.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(sentAt.length).toBe(9);
    for (const at of sentAt.slice(4)) expect(at).toBeGreaterThanOrEqual(60_200);
  });
});
