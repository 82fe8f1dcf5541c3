import { describe, expect, expectTypeOf, test } from 'vitest';
import type { LicensesUsageClient } from '../../src/generated/client.ts';
import type { AttemptRecord } from '../../src/call-context.ts';
import type { ClientEvent, ResponseEvent } from '../../src/events.ts';
import { breaks, customerAnswer, customerId, fault, json, partnerAnswer, text } from '../support/answers.ts';
import { createTestClient, createTestCredential } from '../support/client.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';

const requestId = expect.stringMatching(/^[\da-f-]{36}$/);
const correlationId = 'b3f2c1d0-9a8e-4f7d-a6b5-c4d3e2f1a0b9';

describe('the events of a call', () => {
  test('come in order, and describe each step', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['one', 'two']);
    const answers = [breaks(), fault(401), fault(429, { 'retry-after': '2' }), partnerAnswer];
    const { client, events } = createTestClient(answers, { clock, credential });
    await clock.run(client.getPartnerLicensesUsage({ correlationId }));
    const [first] = events;
    const callId = first !== undefined && 'callId' in first ? first.callId : undefined;
    expect(callId).toEqual(expect.any(Number));
    const identified = { operation: 'getPartnerLicensesUsage', callId, requestId, correlationId };
    expect(events).toEqual([
      { type: 'call-started', ...identified },
      { type: 'request', ...identified, attempt: 1 },
      { type: 'response', ...identified, attempt: 1, status: undefined, cause: 'failed', durationInMs: 0 },
      { type: 'retry', ...identified, attempt: 2, delayInMs: 400, retryAfterInMs: undefined },
      { type: 'request', ...identified, attempt: 2 },
      { type: 'response', ...identified, attempt: 2, status: 401, cause: undefined, durationInMs: 0 },
      { type: 'token-refreshed', ...identified },
      { type: 'request', ...identified, attempt: 3 },
      { type: 'response', ...identified, attempt: 3, status: 429, cause: undefined, durationInMs: 0 },
      { type: 'retry', ...identified, attempt: 4, delayInMs: 2_000, retryAfterInMs: 2_000 },
      { type: 'request', ...identified, attempt: 4 },
      { type: 'response', ...identified, attempt: 4, status: 200, cause: undefined, durationInMs: 0 },
      { type: 'call-ended', ...identified, attempts: 4, durationInMs: 2_400, rows: 5 },
    ]);
  });

  test('distinguish concurrent calls', async () => {
    const { client, clock, events } = createTestClient([partnerAnswer, customerAnswer]);
    await clock.run(
      Promise.all([client.getPartnerLicensesUsage(), client.getCustomerLicensesUsage(customerId)]),
    );
    const operations = new Map(
      events.flatMap((event) => ('callId' in event ? [[event.callId, event.operation] as const] : [])),
    );
    expect([...operations.values()]).toEqual(['getPartnerLicensesUsage', 'getCustomerLicensesUsage']);
    expect(JSON.stringify(events)).not.toContain(customerId);
  });

  test('report a wait with its reason', async () => {
    const { client, clock, events } = createTestClient(
      [fault(429, { 'retry-after': '5' }), partnerAnswer, partnerAnswer],
      { throttle: { maxConcurrency: 1 } },
    );
    const first = client.getPartnerLicensesUsage();
    const second = client.getPartnerLicensesUsage();
    await clock.run(Promise.all([first, second]));
    const waits = events.filter((event) => event.type === 'throttled');
    expect(waits).toMatchObject([
      { reason: 'concurrency', waitInMs: 1_000 },
      { reason: 'cool-down', waitInMs: 5_000 },
    ]);
  });

  test.each([
    ['ServiceError', fault(400)],
    ['ResponseFormatError', text('<html>')],
    ['TransportError', breaks()],
  ])('end with the name of the error: %s', async (name, answer) => {
    const { client, clock, events } = createTestClient([answer], { retry: { maxRetries: 0 } });
    await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(events.at(-1)).toMatchObject({ type: 'call-ended', attempts: 1, errorName: name });
  });

  test.each([
    [
      'getCustomerLicensesUsage',
      (client: LicensesUsageClient) => client.getCustomerLicensesUsage(customerId),
    ],
    ['getPartnerLicensesUsage', (client: LicensesUsageClient) => client.getPartnerLicensesUsage()],
    ['listCustomers', (client: LicensesUsageClient) => client.listCustomers().next()],
    ['listLicensesUsage', (client: LicensesUsageClient) => client.listLicensesUsage().next()],
  ])('end with the name of the error when a row of %s can not be read', async (operation, ask) => {
    const { client, clock, events } = createTestClient([json({ items: [7] })]);
    const error = await clock.runToRejection(ask(client));
    expect(error).toMatchObject({ name: 'ResponseFormatError', pointer: '/items/0' });
    expect(events.at(-1)).toMatchObject({ type: 'call-ended', operation, errorName: 'ResponseFormatError' });
  });

  test('end without a name after a success', async () => {
    const { client, clock, events } = createTestClient([partnerAnswer]);
    await clock.run(client.getPartnerLicensesUsage());
    expect(events.at(-1)).not.toHaveProperty('errorName');
  });

  test('are absent for a call that was refused for its input', async () => {
    const { client, events } = createTestClient([]);
    await expect(client.getCustomerLicensesUsage('..')).rejects.toMatchObject({ argument: 'customerId' });
    expect(events).toEqual([]);
  });

  test('may have a listener that throws', async () => {
    let told = 0;
    const { client, clock } = createTestClient([fault(503), partnerAnswer], {
      onEvent() {
        told += 1;
        throw new Error('the logger is full');
      },
    });
    const { totalCount } = await clock.run(client.getPartnerLicensesUsage());
    expect(totalCount).toBe(5);
    expect(told).toBe(7);
  });

  test('are told apart by their type', () => {
    expectTypeOf<ClientEvent['type']>().toEqualTypeOf<
      | 'call-started'
      | 'call-ended'
      | 'request'
      | 'response'
      | 'retry'
      | 'throttled'
      | 'token-refreshed'
      | 'drift'
    >();
  });

  test('and the attempts use one list of names for what ended an attempt', () => {
    type Cause = 'failed' | 'timed-out' | 'refused' | 'aborted' | undefined;
    expectTypeOf<ResponseEvent['cause']>().toEqualTypeOf<Cause>();
    expectTypeOf<AttemptRecord['cause']>().toEqualTypeOf<Cause>();
  });

  test('need no listener', async () => {
    const { client, clock } = createTestClient([partnerAnswer], {
      onEvent: undefined,
      onDeprecation: undefined,
    });
    const { totalCount } = await clock.run(client.getPartnerLicensesUsage());
    expect(totalCount).toBe(5);
  });
});

describe('drift', () => {
  const row = {
    proratedLicensesUsagePercent: 1,
    workloadName: 'Exchange',
    serviceCode: 'o365',
    serviceName: 'o365',
    channel: 'reseller',
    processedDateTime: '2017-03-09T00:00:00Z',
    attributes: { objectType: 'PartnerLicensesUsageInsights' },
  };
  const driftOf = (events: readonly ClientEvent[]) => events.filter((event) => event.type === 'drift');

  test('is reported once for each shape, for any number of rows and answers', async () => {
    const { channel: _, ...short } = row;
    const body = {
      totalCount: 4,
      items: [{ ...row, added: 1 }, { ...row, added: 2, other: 3 }, short, short],
    };
    const { client, clock, events } = createTestClient([json(body), json(body)]);
    const { items } = await clock.run(client.getPartnerLicensesUsage());
    await clock.run(client.getPartnerLicensesUsage());
    const operation = 'getPartnerLicensesUsage';
    expect(driftOf(events)).toEqual([
      { type: 'drift', operation, kind: 'unexpected-field', pointer: '/items/*', field: 'added' },
      { type: 'drift', operation, kind: 'unexpected-field', pointer: '/items/*', field: 'other' },
      { type: 'drift', operation, kind: 'missing-field', pointer: '/items/*', field: 'channel' },
    ]);
    expect(items).toMatchObject([{ added: 1 }, { added: 2, other: 3 }, { channel: null }, { channel: null }]);
  });

  test('is reported by each client separately', async () => {
    const answer = json({ totalCount: 1, items: [{ ...row, added: 1 }] });
    for (const { client, clock, events } of [createTestClient([answer]), createTestClient([answer])]) {
      await clock.run(client.getPartnerLicensesUsage());
      expect(driftOf(events)).toHaveLength(1);
    }
  });

  test('comes between the response and the end of its call', async () => {
    const { client, clock, events } = createTestClient([json({ items: [{ ...row, added: 1 }] })]);
    await clock.run(client.getPartnerLicensesUsage());
    expect(events.map(({ type }) => type)).toEqual([
      'call-started',
      'request',
      'response',
      'drift',
      'call-ended',
    ]);
  });

  test('is reported at most a thousand times', async () => {
    const items = Array.from({ length: 1_500 }, (_, index) => ({ ...row, [`added${index}`]: 1 }));
    const { client, clock, events } = createTestClient([json({ items })]);
    await clock.run(client.getPartnerLicensesUsage());
    expect(driftOf(events)).toHaveLength(1_000);
  });

  test('needs no listener', async () => {
    const clock = new VirtualClock();
    const { client } = createTestClient([json({ items: [{ ...row, added: 1 }] })], {
      clock,
      onEvent: undefined,
    });
    const call = client.getPartnerLicensesUsage();
    await settled();
    expect((await call).items).toMatchObject([{ added: 1 }]);
  });
});
