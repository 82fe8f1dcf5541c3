import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/errors/service-error.ts';
import { TransportError } from '../../src/errors/transport-error.ts';
import { TimeoutError } from '../../src/errors/timeout-error.ts';
import {
  breaks,
  breaksInBody,
  fault,
  partnerAnswer,
  silence,
  text,
  UnendingBody,
} from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { startInMs, VirtualClock } from '../support/virtual-clock.ts';

const attemptTimeoutInMs = 10_000;
const minute = 60_000;
const at = (ms: number) => new Date(startInMs + ms).toUTCString();

describe('which attempts are repeated', () => {
  const passing: readonly (readonly [string, () => Answer, object])[] = [
    ['a network failure', () => breaks(), { cause: 'failed' }],
    ['a connection that breaks in the body', () => breaksInBody(), { cause: 'failed', status: 200 }],
    ['no answer in time', () => silence, { cause: 'timed-out' }],
    ['no complete answer in time', () => new UnendingBody().answer, { cause: 'timed-out', status: 200 }],
    ['408', () => fault(408), { status: 408 }],
    ['429 without a header', () => fault(429), { status: 429 }],
    ['500', () => fault(500), { status: 500 }],
    ['502', () => fault(502), { status: 502 }],
    ['503', () => fault(503), { status: 503 }],
    ['504', () => fault(504), { status: 504 }],
  ];

  test.each(passing)('%s is', async (_, answer, ended) => {
    const { client, clock, requests } = createTestClient([answer(), partnerAnswer], { attemptTimeoutInMs });
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(requests).toHaveLength(2);
    expect(context.attempts).toMatchObject([ended, { status: 200, delayInMs: 400 }]);
    expect(context.attempts[1]).not.toHaveProperty('cause');
  });

  test.each([300, 400, 403, 404, 405, 406, 409, 410, 412, 418, 422, 501, 505, 599])(
    '%i is not',
    async (status) => {
      const { client, clock, requests } = createTestClient([fault(status, { 'retry-after': '1' })]);
      const error = await clock.runToRejection(client.getPartnerLicensesUsage());
      expect(error).toBeInstanceOf(ServiceError);
      expect(error).toMatchObject({ status, retryAfterInMs: 1_000 });
      expect(requests).toHaveLength(1);
      expect(clock.elapsedInMs).toBe(0);
    },
  );

  test.each([[429], [503]])('%i is one, with its Retry-After, even when its body breaks', async (status) => {
    const { client, clock } = createTestClient([
      breaksInBody(status, { 'retry-after': '57' }),
      partnerAnswer,
    ]);
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(context.attempts).toMatchObject([
      { status, cause: 'failed' },
      { status: 200, delayInMs: 57_000 },
    ]);
  });

  test('an error status is one even when its body never ends', async () => {
    const body = new UnendingBody('<html>', 503, { 'retry-after': '57' });
    const { client, clock } = createTestClient([body.answer, partnerAnswer], { attemptTimeoutInMs });
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(context.attempts).toMatchObject([
      { status: 503, cause: 'timed-out', durationInMs: attemptTimeoutInMs },
      { status: 200, delayInMs: 57_000 },
    ]);
    expect(body.isOpen).toBe(false);
  });

  test('an error status is one even when its body is not UTF-8', async () => {
    const latin1 = new Uint8Array([0x3c, 0x70, 0x3e, 0xfc]);
    const { client, clock } = createTestClient([text(latin1, 503), partnerAnswer]);
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(context.attempts).toMatchObject([{ status: 503 }, { status: 200 }]);
  });

  test('an error whose body could not be read says so', async () => {
    const { client, clock } = createTestClient([breaksInBody(404)]);
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      status: 404,
      code: undefined,
      attempts: [{ status: 404, cause: 'failed' }],
      message: expect.stringContaining('answered 404 with a body that could not be read'),
    });
  });
});

describe('how long a call waits before it tries again', () => {
  test('the range doubles with each retry, and the delay is random within it', async () => {
    for (const [chance, delays] of [
      [0, [0, 0, 0, 0]],
      [0.5, [0, 400, 800, 1_600]],
      [0.999_999, [0, 799, 1_599, 3_199]],
    ] as const) {
      const clock = new VirtualClock();
      clock.chance = chance;
      const { client } = createTestClient([fault(500), fault(502), breaks(), partnerAnswer], { clock });
      const { context } = await clock.run(client.getPartnerLicensesUsage());
      expect(context.attempts.map(({ delayInMs }) => delayInMs)).toEqual(delays);
    }
  });

  test('the range is the one of the options, and ends at their maximum', async () => {
    const answers = [...Array.from({ length: 5 }, () => fault(500)), partnerAnswer];
    const retry = { maxRetries: 5, baseDelayInMs: 1_000, maxDelayInMs: 5_000 };
    const { client, clock } = createTestClient(answers, { retry });
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(context.attempts.map(({ delayInMs }) => delayInMs)).toEqual([0, 500, 1_000, 2_000, 2_500, 2_500]);
  });

  test('three retries are made unless the options say otherwise', async () => {
    for (const [retry, count] of [
      [undefined, 4],
      [{}, 4],
      [{ maxRetries: 0 }, 1],
      [{ maxRetries: 1 }, 2],
    ] as const) {
      const { client, clock } = createTestClient(
        Array.from({ length: count }, () => fault(503)),
        { retry },
      );
      const error = await clock.runToRejection(client.getPartnerLicensesUsage());
      expect(error).toBeInstanceOf(ServiceError);
      expect(error).toMatchObject({ status: 503, attempts: { length: count } });
    }
  });
});

describe('Retry-After', () => {
  const heard: readonly (readonly [string, number])[] = [
    ['0', 0],
    ['57', 57_000],
    ['1.5', 1_500],
    [at(57_000), 57_000],
    [at(-57_000), 0],
    ['Friday, 20-Nov-26 12:00:57 GMT', 57_000],
    ['Fri Nov 20 12:00:57 2026', 57_000],
  ];
  const unreadable = ['soon', '-1'];

  describe.each([408, 429, 500, 502, 503, 504])('of a %i', (status) => {
    test.each(heard)('%j is waited for', async (retryAfter, delayInMs) => {
      const { client, clock } = createTestClient([
        fault(status, { 'retry-after': retryAfter }),
        partnerAnswer,
      ]);
      const { context } = await clock.run(client.getPartnerLicensesUsage());
      expect(context.attempts[1]?.delayInMs).toBe(delayInMs);
      expect(clock.elapsedInMs).toBe(delayInMs);
    });

    test.each(unreadable)("%j can't be parsed: a cautious wait", async (retryAfter) => {
      const { client, clock } = createTestClient([
        fault(status, { 'retry-after': retryAfter }),
        partnerAnswer,
      ]);
      const { context } = await clock.run(client.getPartnerLicensesUsage());
      expect(context.attempts[1]?.delayInMs).toBe(30_000);
    });

    test('without one has a delay of its own, which is no shorter than half of the base delay after a refusal', async () => {
      const clock = new VirtualClock();
      clock.chance = 0.01;
      const { client } = createTestClient([fault(status), partnerAnswer], { clock });
      const { context } = await clock.run(client.getPartnerLicensesUsage());
      const isRefusal = status === 429 || status === 503;
      expect(context.attempts[1]?.delayInMs).toBe(isRefusal ? 400 : 8);
    });

    test.each([
      ['57', 57_000, 57_001],
      [at(57_000), 57_000, 57_001],
      [at(-1_000), 0, 1],
      ['0.5', 500, 501],
      ['3600', 3_600_000, Infinity],
    ])('%j fits into %d ms: waits %i ms', async (retryAfter, delayInMs, totalTimeoutInMs) => {
      const answers = [fault(status, { 'retry-after': retryAfter }), partnerAnswer];
      const { client, clock } = createTestClient(answers, { totalTimeoutInMs });
      const { context } = await clock.run(client.getPartnerLicensesUsage());
      expect(context.attempts[1]?.delayInMs).toBe(delayInMs);
    });

    test.each([
      ['57', 57_000, 57_000],
      ['57', 57_000, 1],
      [at(57_000), 57_000, 57_000],
      ['0.5', 500, 500],
      ['3600', 3_600_000, 5 * minute],
      ['99999999999999999999', Number.MAX_SAFE_INTEGER, 5 * minute],
    ])(
      '%j, which is %i ms, does not fit into %d ms: fails at once',
      async (header, wait, totalTimeoutInMs) => {
        const { client, clock } = createTestClient([fault(status, { 'retry-after': header })], {
          totalTimeoutInMs,
        });
        const error = await clock.runToRejection(client.getPartnerLicensesUsage());
        expect(error).toBeInstanceOf(ServiceError);
        expect(error).toMatchObject({ status, retryAfterInMs: wait, attempts: [{ status }] });
        expect(String(error)).toContain(`It asks to wait ${wait} ms.`);
        expect(clock.elapsedInMs).toBe(0);
      },
    );
  });

  test('longer than the longest backoff is waited for nevertheless', async () => {
    const { client, clock } = createTestClient([fault(503, { 'retry-after': '120' }), partnerAnswer]);
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(context.attempts[1]?.delayInMs).toBe(120_000);
  });

  test('is measured from the answer, not from the request', async () => {
    const slow: Answer = (request, number) =>
      new Promise((resolve) => {
        const late = fault(503, { 'retry-after': at(10_000) });
        clock.schedule(() => resolve(late(request, number)), 4_000);
      });
    const { client, clock } = createTestClient([slow, partnerAnswer]);
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(context.attempts[1]?.delayInMs).toBe(6_000);
    expect(clock.elapsedInMs).toBe(10_000);
  });
});

describe('the attempts of a call', () => {
  test('status or cause, delay and duration, in order, on a result', async () => {
    const answers = [breaks(), silence, fault(502), partnerAnswer];
    const { client, clock } = createTestClient(answers, { attemptTimeoutInMs });
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    const requestId = expect.any(String);
    expect(context.attempts).toEqual([
      { requestId, cause: 'failed', delayInMs: 0, durationInMs: 0 },
      { requestId, cause: 'timed-out', delayInMs: 400, durationInMs: attemptTimeoutInMs },
      { requestId, status: 502, delayInMs: 800, durationInMs: 0 },
      { requestId, status: 200, delayInMs: 1_600, durationInMs: 0 },
    ]);
  });

  test.each([
    ['ServiceError', fault(503), ServiceError, { status: 503 }],
    ['TransportError', breaks(), TransportError, { cause: 'failed' }],
    ['TimeoutError', silence, TimeoutError, { cause: 'timed-out' }],
  ])('and on a %s', async (name, answer, errorClass, ended) => {
    const { client, clock } = createTestClient([fault(500), answer], {
      attemptTimeoutInMs,
      retry: { maxRetries: 1 },
    });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(errorClass);
    expect(error).toMatchObject({
      name,
      attempts: [
        { status: 500, delayInMs: 0 },
        { ...ended, delayInMs: 400 },
      ],
    });
  });
});
