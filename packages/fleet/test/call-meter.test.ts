import { createClient, type ClientEvent } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { expect, test } from 'vitest';
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
