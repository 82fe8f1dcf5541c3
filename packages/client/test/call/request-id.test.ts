import { describe, expect, test } from 'vitest';
import {
  breaks,
  breaksInBody,
  fault,
  json,
  partnerAnswer,
  silence,
  text,
  UnendingBody,
} from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const idsOf = (requests: readonly Request[], name: string) =>
  requests.map(({ headers }) => headers.get(name));

async function callWith(first: Answer) {
  const set = createTestClient([first, partnerAnswer], { attemptTimeoutInMs: 10_000 });
  const { context } = await set.clock.run(set.client.getPartnerLicensesUsage());
  const [before, after] = idsOf(set.requests, 'ms-requestid');
  return { ...set, context, before, after };
}

describe('MS-RequestId', () => {
  test.each([
    ['a network failure', breaks()],
    ['a timeout', silence],
  ])('stays the same after %s', async (_, first) => {
    const { before, after, context } = await callWith(first);
    expect(before).toMatch(guid);
    expect(after).toBe(before);
    expect(context.attempts.map(({ requestId }) => requestId)).toEqual([before, before]);
  });

  test.each([
    ['an error', fault(503)],
    ['a throttled answer', fault(429)],
    ['an answer that broke off', breaksInBody()],
    ['an answer that did not end in time', new UnendingBody().answer],
    ['a refused token', text(null, 401)],
  ])('is new after %s', async (_, first) => {
    const tokens = ['first', 'second'];
    const { client, clock, requests } = createTestClient([first, partnerAnswer], {
      attemptTimeoutInMs: 10_000,
      credential: () => tokens.shift() ?? 'third',
    });
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    const [before, after] = idsOf(requests, 'ms-requestid');
    expect(before).toMatch(guid);
    expect(after).toMatch(guid);
    expect(after).not.toBe(before);
    expect(context.attempts.map(({ requestId }) => requestId)).toEqual([before, after]);
  });

  test('is the one of the last attempt in a result, an error and the events', async () => {
    const { requests, context, events } = await callWith(fault(503));
    const sent = idsOf(requests, 'ms-requestid');
    expect(context.requestId).toBe(sent[1]);
    const told = events.flatMap((event) => ('requestId' in event ? [[event.type, event.requestId]] : []));
    expect(told).toEqual([
      ['call-started', sent[0]],
      ['request', sent[0]],
      ['response', sent[0]],
      ['retry', sent[1]],
      ['request', sent[1]],
      ['response', sent[1]],
      ['call-ended', sent[1]],
    ]);
    const failing = createTestClient([fault(500), fault(400)]);
    const error = await failing.clock.runToRejection(failing.client.getPartnerLicensesUsage());
    expect(error).toMatchObject({ requestId: idsOf(failing.requests, 'ms-requestid')[1] });
  });

  test('is the one that the service returns, when it returns one', async () => {
    const { client, clock } = createTestClient([
      json({ totalCount: 0, items: [] }, 200, {
        'MS-RequestId': 'theirs',
        'MS-CorrelationId': 'theirs too',
        'MS-CV': 'cv.0',
        'MS-ServerId': '030020525',
        Date: 'Fri, 20 Nov 2026 12:00:00 GMT',
      }),
    ]);
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(context).toMatchObject({
      requestId: 'theirs',
      correlationId: 'theirs too',
      msCv: 'cv.0',
      serverId: '030020525',
      date: 'Fri, 20 Nov 2026 12:00:00 GMT',
    });
  });
});

describe('MS-CorrelationId', () => {
  test('is the same for all attempts of a call, and another for the next call', async () => {
    const { client, clock, requests } = createTestClient([fault(503), partnerAnswer, partnerAnswer]);
    await clock.run(client.getPartnerLicensesUsage());
    await clock.run(client.getPartnerLicensesUsage());
    const [first, second, third] = idsOf(requests, 'ms-correlationid');
    expect(first).toMatch(guid);
    expect(second).toBe(first);
    expect(third).toMatch(guid);
    expect(third).not.toBe(first);
  });

  test('is the one of the caller', async () => {
    const { client, clock, requests } = createTestClient([partnerAnswer]);
    const correlationId = 'b3f2c1d0-9a8e-4f7d-a6b5-c4d3e2f1a0b9';
    const { context } = await clock.run(client.getPartnerLicensesUsage({ correlationId }));
    expect(idsOf(requests, 'ms-correlationid')).toEqual([correlationId]);
    expect(context.correlationId).toBe(correlationId);
  });
});
