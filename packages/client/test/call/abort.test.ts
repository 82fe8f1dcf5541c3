import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { RequestOptions } from '../../src/request-options.ts';
import type { ThrottleStore, ThrottleDecision } from '../../src/throttle/throttle-store.ts';
import { createMemoryThrottleStore } from '../../src/throttle/memory-throttle-store.ts';
import { breaks, fault, partnerAnswer, silence, UnendingBody } from '../support/answers.ts';
import { createTestClient, token, type TestClient } from '../support/client.ts';
import { settled } from '../support/virtual-clock.ts';

/** An object of the caller, compared by identity. */
const reason = { why: 'the user closed the page' };

/** Aborts a waiting call. Returns its reason, and requires it to reject at once and to leave nothing behind. */
async function abortWhileWaiting(
  { client, clock }: TestClient,
  during: (call: Promise<unknown>) => Promise<void> = settled,
) {
  const controller = new AbortController();
  const abortSignal = controller.signal;
  let rejected: unknown = 'not yet';
  const call = client.getPartnerLicensesUsage({ abortSignal }).catch((error: unknown) => {
    rejected = error;
  });
  await during(call);
  const now = clock.now();
  expect(rejected).toBe('not yet');
  expect(getEventListeners(abortSignal, 'abort')).toHaveLength(1);

  controller.abort(reason);
  await settled();
  expect(clock.now()).toBe(now);
  expect(getEventListeners(abortSignal, 'abort')).toEqual([]);
  return rejected;
}

describe('an abort rejects at once with the reason of the caller', () => {
  test('before the call', async () => {
    const { client, events } = createTestClient([]);
    const call = client.getPartnerLicensesUsage({ abortSignal: AbortSignal.abort(reason) });
    await expect(call).rejects.toBe(reason);
    expect(events).toEqual([]);
  });

  test('in the queue for a place', async () => {
    const set = createTestClient([silence], {
      throttle: { maxConcurrency: 1 },
      retry: { maxRetries: 0 },
    });
    const first = set.client.getPartnerLicensesUsage().catch(() => {});
    expect(await abortWhileWaiting(set)).toBe(reason);
    expect(set.requests).toHaveLength(1);
    await set.clock.run(first);
  });

  test('during a pause that the service asked for', async () => {
    const set = createTestClient([fault(429, { 'retry-after': '60' }), partnerAnswer]);
    const first = set.client.getPartnerLicensesUsage();
    await settled();
    expect(await abortWhileWaiting(set)).toBe(reason);
    await set.clock.run(first);
  });

  test('while a shared store is asked', async () => {
    const outcomes: string[] = [];
    let grant = (_decision: ThrottleDecision) => {};
    const store: ThrottleStore = {
      acquire: () =>
        new Promise((resolve) => {
          grant = resolve;
        }),
      release: (_, __, { kind }) => void outcomes.push(kind),
    };
    const set = createTestClient([], { throttle: { store } });
    expect(await abortWhileWaiting(set)).toBe(reason);
    grant({ granted: true, ticket: 1 });
    await settled();
    expect(outcomes, 'a place that comes too late is given back').toEqual(['failed']);
  });

  test('during the release to a shared store', async () => {
    const memory = createMemoryThrottleStore(1);
    const store: ThrottleStore = { ...memory, release: () => new Promise(() => {}) };
    expect(
      await abortWhileWaiting(
        createTestClient([fault(503, { 'retry-after': '60' })], { throttle: { store } }),
      ),
    ).toBe(reason);
  });

  test('in token acquisition', async () => {
    const set = createTestClient([], { credential: () => new Promise(() => {}) });
    expect(await abortWhileWaiting(set)).toBe(reason);
    expect(set.requests).toEqual([]);
  });

  test('while a refused token is replaced', async () => {
    const tokens = [Promise.resolve(token), new Promise<string>(() => {})];
    const credential = () => tokens.shift() ?? Promise.reject(new Error('asked once too often'));
    expect(await abortWhileWaiting(createTestClient([fault(401)], { credential }))).toBe(reason);
  });

  test('before the headers', async () => {
    let sent: AbortSignal | undefined;
    const set = createTestClient([
      (request) => {
        sent = request.signal;
        return new Promise(() => {});
      },
    ]);
    expect(await abortWhileWaiting(set)).toBe(reason);
    expect(sent?.aborted, 'the transport is told').toBe(true);
  });

  test('in the body', async () => {
    const body = new UnendingBody();
    expect(await abortWhileWaiting(createTestClient([body.answer]))).toBe(reason);
    expect(body.isOpen).toBe(false);
    expect(body.cancelledWith).toBe(reason);
  });

  test('in the body of an error', async () => {
    const body = new UnendingBody('<html>', 503);
    expect(await abortWhileWaiting(createTestClient([body.answer]))).toBe(reason);
    expect(body.isOpen).toBe(false);
  });

  test('in the sleep before a retry', async () => {
    expect(await abortWhileWaiting(createTestClient([fault(503, { 'retry-after': '60' })]))).toBe(reason);
    expect(await abortWhileWaiting(createTestClient([breaks()]))).toBe(reason);
  });

  test.each([
    ['a string', 'enough'],
    ['null', null],
    ['zero', 0],
    ['an error', new RangeError('mine')],
  ])('even when the reason is %s', async (_, ownReason) => {
    const { client } = createTestClient([silence]);
    const controller = new AbortController();
    const call = client.getPartnerLicensesUsage({ abortSignal: controller.signal });
    const outcome = call.catch((error: unknown) => error);
    await settled();
    controller.abort(ownReason);
    expect(await outcome).toBe(ownReason);
  });

  test('without a reason it is the AbortError of the platform', async () => {
    const { client } = createTestClient([silence]);
    const controller = new AbortController();
    const outcome = client
      .getPartnerLicensesUsage({ abortSignal: controller.signal })
      .catch((error: unknown) => error);
    await settled();
    controller.abort();
    expect(await outcome).toBe(controller.signal.reason);
    expect(await outcome).toMatchObject({ name: 'AbortError' });
  });
});

describe('the state after an abort', () => {
  test('closes an answer that comes too late', async () => {
    const body = new UnendingBody();
    let arrive = () => {};
    const set = createTestClient([
      (request, number) =>
        new Promise((resolve) => {
          arrive = () => resolve(body.answer(request, number));
        }),
    ]);
    expect(await abortWhileWaiting(set)).toBe(reason);
    arrive();
    await settled();
    expect(body.cancelledWith).toBeUndefined();
    expect(body.isOpen).toBe(false);
  });

  test('does not follow a redirect that comes too late', async () => {
    let arrive = () => {};
    const set = createTestClient([
      ({ url }) =>
        new Promise((resolve) => {
          arrive = () => resolve(new Response(null, { status: 307, headers: { location: url } }));
        }),
    ]);
    expect(await abortWhileWaiting(set)).toBe(reason);
    arrive();
    await settled();
    expect(set.requests).toHaveLength(1);
  });

  test('frees the place for the next call', async () => {
    const set = createTestClient([silence, partnerAnswer], { throttle: { maxConcurrency: 1 } });
    expect(await abortWhileWaiting(set)).toBe(reason);
    const { totalCount } = await set.clock.run(set.client.getPartnerLicensesUsage());
    expect(totalCount).toBe(5);
    expect(set.clock.elapsedInMs).toBe(0);
  });

  test('reports the aborted attempt in the events', async () => {
    const set = createTestClient([silence]);
    expect(await abortWhileWaiting(set, () => set.clock.advance(250))).toBe(reason);
    expect(set.events.map(({ type }) => type)).toEqual(['call-started', 'request', 'response', 'call-ended']);
    expect(set.events[2]).toMatchObject({ status: undefined, cause: 'aborted', durationInMs: 250 });
    expect(set.events[3]).toMatchObject({ attempts: 1, errorName: 'AbortError', durationInMs: 250 });
  });

  test('a call that ended before the abort leaves no listener', async () => {
    const { signal } = new AbortController();
    const requestOptions: RequestOptions = { abortSignal: signal };
    const { client, clock } = createTestClient([fault(500), partnerAnswer, fault(400)]);
    await clock.run(client.getPartnerLicensesUsage(requestOptions));
    await clock.runToRejection(client.getPartnerLicensesUsage(requestOptions));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
