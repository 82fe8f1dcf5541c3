import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/errors/service-error.ts';
import { TimeoutError } from '../../src/errors/timeout-error.ts';
import type { ThrottleStore } from '../../src/throttle/throttle-store.ts';
import { fault, partnerAnswer, silence, UnendingBody } from '../support/answers.ts';
import { createTestClient, token } from '../support/client.ts';

const attemptTimeoutInMs = 10_000;

describe('the attempt timeout', () => {
  test('ends one attempt, and the next has the full time again', async () => {
    const { client, clock } = createTestClient([silence, silence, partnerAnswer], { attemptTimeoutInMs });
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(context.attempts).toMatchObject([
      { cause: 'timed-out', delayInMs: 0, durationInMs: 10_000 },
      { cause: 'timed-out', delayInMs: 400, durationInMs: 10_000 },
      { status: 200, delayInMs: 800, durationInMs: 0 },
    ]);
  });

  test('covers the last byte, and leaves no body open', async () => {
    const body = new UnendingBody();
    const { client, clock } = createTestClient([body.answer], {
      attemptTimeoutInMs,
      retry: { maxRetries: 0 },
    });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({
      limit: 'attemptTimeoutInMs',
      timeoutInMs: 10_000,
      attempts: [{ status: 200, cause: 'timed-out', durationInMs: 10_000 }],
    });
    expect(body.isOpen).toBe(false);
  });

  test('is a minute unless the options say otherwise', async () => {
    const { client, clock } = createTestClient([silence], { retry: { maxRetries: 0 } });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toMatchObject({ limit: 'attemptTimeoutInMs', timeoutInMs: 60_000 });
    expect(clock.elapsedInMs).toBe(60_000);
  });

  test('tells the transport to give up', async () => {
    const signals: AbortSignal[] = [];
    const { client, clock } = createTestClient(
      ({ signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
      { attemptTimeoutInMs, retry: { maxRetries: 1 } },
    );
    await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  test('does not run while a call waits its turn or for a token', async () => {
    const { client, clock } = createTestClient([partnerAnswer], {
      attemptTimeoutInMs,
      credential: () =>
        new Promise((resolve) => {
          clock.schedule(() => resolve(token), 20_000);
        }),
    });
    const { context } = await clock.run(client.getPartnerLicensesUsage());
    expect(context.attempts).toMatchObject([{ status: 200, delayInMs: 20_000, durationInMs: 0 }]);
  });
});

describe('the total timeout', () => {
  const never: ThrottleStore = { acquire: () => new Promise(() => {}), release() {} };
  const full: ThrottleStore = {
    acquire: () => ({ granted: false, reason: 'concurrency', waitInMs: 1_000 }),
    release() {},
  };

  test.each([
    ['queueing', { throttle: { store: full } }, [], []],
    ['asking a shared store', { throttle: { store: never } }, [], []],
    ['token acquisition', { credential: () => new Promise<string>(() => {}) }, [], []],
    ['waiting for headers', {}, [silence], [{ cause: 'timed-out', durationInMs: 5_000 }]],
    ['body reading', {}, [new UnendingBody().answer], [{ cause: 'timed-out', durationInMs: 5_000 }]],
    [
      'all attempts together',
      { attemptTimeoutInMs: 4_000 },
      [silence, silence],
      [
        { cause: 'timed-out', durationInMs: 4_000 },
        { cause: 'timed-out', delayInMs: 400, durationInMs: 600 },
      ],
    ],
  ])('covers %s', async (_, options, answers, attempts) => {
    const { client, clock } = createTestClient(answers, { totalTimeoutInMs: 5_000, ...options });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ limit: 'totalTimeoutInMs', timeoutInMs: 5_000, attempts });
    expect(String(error)).toContain(`after ${attempts.length} attempt(s)`);
    expect(clock.elapsedInMs).toBe(5_000);
  });

  test('covers the replacement of a refused token', async () => {
    const tokens = [Promise.resolve(token), new Promise<string>(() => {})];
    const { client, clock } = createTestClient([fault(401)], {
      totalTimeoutInMs: 5_000,
      credential: () => tokens.shift() ?? Promise.reject(new Error('asked once too often')),
    });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toMatchObject({ limit: 'totalTimeoutInMs', attempts: [{ status: 401 }] });
  });

  test('is not waited for by a backoff that would outlast it', async () => {
    const { client, clock } = createTestClient([fault(503)], {
      totalTimeoutInMs: 1_000,
      retry: { baseDelayInMs: 2_000 },
    });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ status: 503, retryAfterInMs: undefined });
    expect(clock.elapsedInMs).toBe(0);
  });

  test('is five minutes unless the client says otherwise', async () => {
    const { client, clock } = createTestClient([silence], { attemptTimeoutInMs: Infinity });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toMatchObject({ limit: 'totalTimeoutInMs', timeoutInMs: 300_000 });
    expect(clock.elapsedInMs).toBe(300_000);
  });

  test('of one call overrides the one of the client', async () => {
    const { client, clock } = createTestClient([silence], { totalTimeoutInMs: 1_000 });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage({ totalTimeoutInMs: 2_000 }));
    expect(error).toMatchObject({ limit: 'totalTimeoutInMs', timeoutInMs: 2_000 });
    expect(clock.elapsedInMs).toBe(2_000);
  });

  test('of Infinity sets no timer', async () => {
    const { client, clock } = createTestClient([silence], {
      attemptTimeoutInMs: Infinity,
      totalTimeoutInMs: Infinity,
    });
    const controller = new AbortController();
    const call = client.getPartnerLicensesUsage({ abortSignal: controller.signal });
    await clock.advance(10 ** 9);
    expect(clock.pendingTimers).toBe(0);
    controller.abort('enough');
    await expect(call).rejects.toBe('enough');
  });
});
