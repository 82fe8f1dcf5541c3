import { createClient, type ClientEvent } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { expect, test } from 'vitest';
import { isCallFacts } from '../src/call-meter.ts';
import { createCallMeter } from '../src/index.ts';

const ids = { operation: 'getCustomerLicensesUsage', callId: 1, requestId: 'a', correlationId: 'b' } as const;
const request: ClientEvent = { ...ids, type: 'request', attempt: 1 };

test('a meter counts the requests of a client, and those that were refused', async () => {
  const meter = createCallMeter();
  const emulator = createEmulator({ faults: [{ fault: 'throttled', onNthRequest: 2 }] });
  const client = createClient({
    credential: () => 'any',
    fetch: emulator.fetch,
    retry: { maxRetries: 0 },
    onEvent: meter.onEvent,
  });
  await client.listCustomers().toArray();
  await expect(client.listCustomers().toArray()).rejects.toMatchObject({ status: 429 });
  expect(meter.read()).toMatchObject({ requests: 2, refused: 1 });
});

test('a meter counts no other answer as refused, and no other event as a wait', () => {
  const meter = createCallMeter();
  for (const status of [200, 403, 503])
    meter.onEvent({ ...ids, type: 'response', attempt: 1, status, durationInMs: 1, cause: undefined });
  meter.onEvent({ ...ids, type: 'retry', attempt: 1, delayInMs: 1, retryAfterInMs: undefined });
  expect(meter.read()).toMatchObject({ requests: 0, refused: 0, waits: 0, learnedRate: null });
});

test('a meter reports a cool-down while it lasts', () => {
  let now = 0;
  const meter = createCallMeter(() => now);
  meter.onEvent({ ...ids, type: 'throttled', reason: 'cool-down', waitInMs: 5000 });
  expect(meter.read()).toMatchObject({ waits: 1, coolDownUntil: '1970-01-01T00:00:05.000Z' });
  now = 5000;
  expect(meter.read()).toMatchObject({ waits: 1, coolDownUntil: null });
});

test('a meter reports the rate that a learned limit allows, and none while nothing is held back', () => {
  let now = 0;
  const meter = createCallMeter(() => now);
  for (; now < 10_000; now += 100) meter.onEvent(request);
  expect(meter.read().learnedRate).toBeNull();
  meter.onEvent({ ...ids, type: 'throttled', reason: 'budget', waitInMs: 50 });
  for (; now < 15_000; now += 100) meter.onEvent(request);
  expect(meter.read().learnedRate).toBeCloseTo(10, 0);
});

test('a meter forgets after two windows of ten seconds that requests were held back', () => {
  let now = 0;
  const meter = createCallMeter(() => now);
  meter.onEvent({ ...ids, type: 'throttled', reason: 'budget', waitInMs: 50 });
  for (; now < 10_000; now += 100) meter.onEvent(request);
  expect(meter.read().learnedRate).toBe(10);
  now = 19_999;
  expect(meter.read().learnedRate).toBeCloseTo(100 / 19.999, 6);
  now = 20_000;
  expect(meter.read().learnedRate).toBeNull();
  expect(meter.read().requests).toBe(100);
});

test('a shorter pause does not end a longer one, and waits for other reasons begin none', () => {
  const meter = createCallMeter(() => 0);
  meter.onEvent({ ...ids, type: 'throttled', reason: 'concurrency', waitInMs: 9000 });
  expect(meter.read()).toMatchObject({ waits: 1, coolDownUntil: null, learnedRate: null });
  for (const waitInMs of [5000, 1000])
    meter.onEvent({ ...ids, type: 'throttled', reason: 'cool-down', waitInMs });
  expect(meter.read()).toMatchObject({
    waits: 3,
    coolDownUntil: '1970-01-01T00:00:05.000Z',
    learnedRate: null,
  });
});

test('figures of calls are recognised by each of their fields', () => {
  const facts = { requests: 1, refused: 0, waits: 0, coolDownUntil: null, learnedRate: null };
  expect(isCallFacts(facts)).toBe(true);
  expect(isCallFacts({ ...facts, coolDownUntil: '2026-11-30T09:00:00.000Z', learnedRate: 2.5 })).toBe(true);
  for (const value of [null, undefined, 'text', {}]) expect(isCallFacts(value)).toBe(false);
  for (const name of Object.keys(facts)) {
    const { [name]: _, ...others }: Record<string, unknown> = facts;
    expect([name, isCallFacts(others)]).toStrictEqual([name, false]);
    expect([name, isCallFacts({ ...facts, [name]: [] })]).toStrictEqual([name, false]);
  }
});
