import { describe, expect, test } from 'vitest';
import { ThrottleError } from '../../src/errors/throttle-error.ts';
import {
  customerAnswer,
  customerId,
  fault,
  gate,
  json,
  partnerAnswer,
  UnendingBody,
} from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';

const otherId = '7e0c1a11-8f51-4c6c-9b2c-0b5a3bd37a8e';
const thirdId = 'c2a9e5d4-1b7f-4f0e-8d3c-5a6b7c8d9e0f';
const throttled = (seconds: number) => fault(429, { 'retry-after': String(seconds) });
const pathOf = ({ url }: Request) => new URL(url).pathname;

/** Answers by what is asked for; tells when each request came. */
function serve(clock: VirtualClock, answerTo: (path: string, number: number) => Answer) {
  const log: (readonly [atInMs: number, path: string])[] = [];
  const answer: Answer = (request, number) => {
    log.push([clock.elapsedInMs, pathOf(request)]);
    return answerTo(pathOf(request), number)(request, number);
  };
  return { log, answer };
}

describe('a 429 for the partner', () => {
  test('holds all calls back until the service accepts some again', async () => {
    const clock = new VirtualClock();
    const { log, answer } = serve(clock, (path, number) => {
      if (number === 0) return throttled(30);
      if (path === '/v1/customers') return json({ totalCount: 0, items: [] });
      return path.includes('customers') ? customerAnswer : partnerAnswer;
    });
    const { client, events } = createTestClient(answer, { clock });
    const calls = [client.getPartnerLicensesUsage()];
    await settled();
    await clock.advance(10_000);
    const later = [
      client.getPartnerLicensesUsage(),
      client.getPartnerLicensesUsage(),
      client.getCustomerLicensesUsage(customerId),
      client.listCustomers().byPage().next(),
    ];
    await clock.run(Promise.all([...calls, ...later]));
    expect(log.map(([at]) => at)).toEqual([0, 30_000, 30_000, 30_000, 30_000, 30_000]);
    const waits = events.filter((event) => event.type === 'throttled');
    expect(waits).toHaveLength(4);
    for (const wait of waits) expect(wait).toMatchObject({ reason: 'cool-down', waitInMs: 20_000 });
  });

  test('costs one 429, and not one for each call', async () => {
    const clock = new VirtualClock();
    const { log, answer } = serve(clock, () => (clock.elapsedInMs < 30_000 ? throttled(30) : partnerAnswer));
    const { client } = createTestClient(answer, { clock, throttle: { maxConcurrency: 1 } });
    await clock.run(Promise.all(Array.from({ length: 50 }, () => client.getPartnerLicensesUsage())));
    expect(log.filter(([at]) => at < 30_000)).toHaveLength(1);
    expect(log).toHaveLength(51);
  });

  test('without a header holds the others back for the backoff', async () => {
    const clock = new VirtualClock();
    const { log, answer } = serve(clock, (_, number) => (number === 0 ? fault(429) : partnerAnswer));
    const { client } = createTestClient(answer, { clock });
    const first = client.getPartnerLicensesUsage();
    await settled();
    await clock.run(Promise.all([first, client.getPartnerLicensesUsage()]));
    expect(log.map(([at]) => at)).toEqual([0, 400, 400]);
  });

  test('holds the others back even when the call itself fails', async () => {
    const { client, clock } = createTestClient([throttled(30), partnerAnswer], { retry: { maxRetries: 0 } });
    await clock.runToRejection(client.getPartnerLicensesUsage());
    await clock.run(client.getPartnerLicensesUsage());
    expect(clock.elapsedInMs).toBe(30_000);
  });

  test('whose body breaks holds the others back too', async () => {
    const broken: Answer = () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.error(new TypeError('terminated')),
        }),
        { status: 429, headers: { 'retry-after': '30' } },
      );
    const { client, clock } = createTestClient([broken, partnerAnswer], { retry: { maxRetries: 0 } });
    await clock.runToRejection(client.getPartnerLicensesUsage());
    await clock.run(client.getPartnerLicensesUsage());
    expect(clock.elapsedInMs).toBe(30_000);
  });

  test('whose body never ends holds the others back from its headers on, and no longer than told', async () => {
    const clock = new VirtualClock();
    const stalled = new UnendingBody('{"statusCode":', 429, { 'retry-after': '30' });
    const { log, answer } = serve(clock, (_, number) => (number === 0 ? stalled.answer : partnerAnswer));
    const { client } = createTestClient(answer, { clock, attemptTimeoutInMs: 60_000 });
    const first = client.getPartnerLicensesUsage();
    await clock.advance(10_000);
    const second = client.getPartnerLicensesUsage();
    await clock.advance(51_000);
    const third = client.getPartnerLicensesUsage();
    await clock.run(Promise.all([first, second, third]));
    expect(log.map(([at]) => at)).toEqual([0, 30_000, 61_000, 90_000]);
  });

  test('longer than the time of another call fails that one at once, unsent', async () => {
    const { client, clock, requests } = createTestClient([throttled(30), partnerAnswer]);
    const first = client.getPartnerLicensesUsage();
    await settled();
    for (const totalTimeoutInMs of [10_000, 30_000]) {
      const error = await client
        .getPartnerLicensesUsage({ totalTimeoutInMs })
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ThrottleError);
      expect(error).toMatchObject({ retryAfterInMs: 30_000, attempts: [] });
      expect(String(error)).toContain(
        'not sent, because the cool-down after a refusal lasts another 30000 ms',
      );
    }
    expect(clock.elapsedInMs).toBe(0);
    expect(requests).toHaveLength(1);
    await clock.run(first);
  });

  test('is not shortened by a later one', async () => {
    const clock = new VirtualClock();
    const late = gate(throttled(1));
    const { log, answer } = serve(
      clock,
      (_, number) => [throttled(60), late.answer][number] ?? partnerAnswer,
    );
    const { client } = createTestClient(answer, { clock });
    const calls = [client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()];
    await settled();
    late.open();
    await clock.run(Promise.all(calls));
    expect(log.map(([at]) => at)).toEqual([0, 0, 60_000, 60_000]);
  });
});

describe('an answer with Retry-After other than a 429', () => {
  test.for([503, 408])('holds the others back too: %i', async (status) => {
    const answers = [fault(status, { 'retry-after': '30' }), partnerAnswer, partnerAnswer];
    const { client, clock, requests } = createTestClient(answers);
    const calls = [client.getPartnerLicensesUsage()];
    await settled();
    calls.push(client.getPartnerLicensesUsage());
    await clock.advance(29_999);
    expect(requests).toHaveLength(1);
    await clock.run(Promise.all(calls));
    expect(clock.elapsedInMs).toBe(30_000);
  });

  test.for([500, 502, 504])('lets them continue: %i', async (status) => {
    const answers = [fault(status, { 'retry-after': '30' }), partnerAnswer, partnerAnswer];
    const { client, clock } = createTestClient(answers);
    const first = client.getPartnerLicensesUsage();
    await settled();
    await client.getPartnerLicensesUsage();
    expect(clock.elapsedInMs).toBe(0);
    await clock.run(first);
  });
});

describe('a 429 for a customer', () => {
  test('holds back the calls for this customer, and no others', async () => {
    const clock = new VirtualClock();
    const { log, answer } = serve(clock, (path, number) => {
      if (number === 0) return throttled(30);
      return path.includes('customers') ? customerAnswer : partnerAnswer;
    });
    const { client } = createTestClient(answer, { clock });
    const first = client.getCustomerLicensesUsage(customerId);
    await settled();
    await clock.run(
      Promise.all([
        client.getCustomerLicensesUsage(customerId.toUpperCase()),
        client.getCustomerLicensesUsage(otherId),
        client.getPartnerLicensesUsage(),
        first,
      ]),
    );
    const at = (wanted: string) =>
      log.flatMap(([time, path]) => (path.toLowerCase().includes(wanted) ? [time] : []));
    expect(at(customerId)).toEqual([0, 30_000, 30_000]);
    expect(at(otherId)).toEqual([0]);
    expect(at('/v1/analytics/')).toEqual([0]);
  });

  test('and another one at once means that the partner is throttled', async () => {
    const clock = new VirtualClock();
    const { log, answer } = serve(
      clock,
      (_, number) => [throttled(30), throttled(20)][number] ?? customerAnswer,
    );
    const { client } = createTestClient(answer, { clock });
    const calls = [client.getCustomerLicensesUsage(customerId), client.getCustomerLicensesUsage(otherId)];
    await settled();
    calls.push(client.getCustomerLicensesUsage(thirdId));
    await clock.run(Promise.all(calls));
    expect(log.map(([at, path]) => [at, path.split('/')[3]])).toEqual([
      [0, customerId],
      [0, otherId],
      [30_000, thirdId],
      [30_000, otherId],
      [30_000, customerId],
    ]);
  });

  test('and another one after it is over does not mean that', async () => {
    const clock = new VirtualClock();
    const { log, answer } = serve(
      clock,
      (_, number) => [throttled(30), customerAnswer, throttled(20)][number] ?? customerAnswer,
    );
    const { client } = createTestClient(answer, { clock });
    await clock.run(client.getCustomerLicensesUsage(customerId));
    const calls = [client.getCustomerLicensesUsage(otherId)];
    await settled();
    calls.push(client.getCustomerLicensesUsage(thirdId));
    await clock.run(Promise.all(calls));
    expect(log.map(([at]) => at)).toEqual([0, 30_000, 30_000, 30_000, 50_000]);
  });

  test('twice means the same customer, not the partner', async () => {
    const clock = new VirtualClock();
    const { log, answer } = serve(
      clock,
      (_, number) => [throttled(30), throttled(30)][number] ?? customerAnswer,
    );
    const { client } = createTestClient(answer, { clock });
    const calls = [client.getCustomerLicensesUsage(customerId), client.getCustomerLicensesUsage(customerId)];
    await settled();
    calls.push(client.getCustomerLicensesUsage(otherId));
    await clock.run(Promise.all(calls));
    expect(log.map(([at]) => at)).toEqual([0, 0, 0, 30_000, 30_000]);
  });
});
