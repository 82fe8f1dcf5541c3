import { AuthenticationError, createClient, type LicensesUsageClient } from '@licenses-usage/client';
import { createEmulator, type EmulatorOptions } from '@licenses-usage/emulator';
import { UnrecoverableError } from 'bullmq';
import { describe, expect, test } from 'vitest';
import { decideOutcome, isAnswer } from '../src/decide-outcome.ts';
import { readFailure, toJobError } from '../src/failure-text.ts';

const customer = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';
const first = { isLastTry: false, unansweredInARow: 1, unansweredLimit: 16 };

type Fault = Extract<NonNullable<EmulatorOptions['faults']>[number], string>;

async function errorOf(client: LicensesUsageClient): Promise<unknown> {
  return client.getCustomerLicensesUsage(customer).catch((error: unknown) => error);
}

/** What a client without retries rejects with. */
function errorAfter(fault: Fault): Promise<unknown> {
  const emulator = createEmulator({ faults: [fault] });
  const retry = { maxRetries: 0 };
  return errorOf(
    createClient({ credential: () => 'any', fetch: emulator.fetch, retry, onDeprecation: () => {} }),
  );
}

describe('what a failed call means for its job', () => {
  test.for<[Fault, string]>([
    ['token-expired', 'pause'],
    ['token-refused', 'pause'],
    ['mfa-missing', 'pause'],
    ['app-only', 'pause'],
    ['role-missing', 'pause'],
    ['no-relationship', 'fail'],
    ['not-found', 'fail'],
    ['invalid-request', 'fail'],
    ['cut-json', 'fail'],
    ['throttled', 'wait'],
    ['unavailable-for-a-while', 'wait'],
    ['server-error', 'retry'],
    ['unavailable', 'retry'],
    ['connection-reset', 'retry'],
  ])('after %s: %s', async ([fault, kind]) => {
    expect(decideOutcome(await errorAfter(fault), first)).toMatchObject({ kind });
  });

  test('all workers wait as long as the service asks', async () => {
    expect(decideOutcome(await errorAfter('throttled'), first)).toStrictEqual({
      kind: 'wait',
      waitInMs: 1000,
    });
  });

  test('a service that is down is waited for, without using up an attempt', async () => {
    const error = await errorAfter('connection-reset');
    const away = { ...first, isLastTry: true, unansweredInARow: 16 };
    expect(decideOutcome(error, away)).toStrictEqual({ kind: 'wait', waitInMs: 10_000 });
  });

  test('a failing credential is retried, and pauses the queue when it keeps failing', async () => {
    const client = createClient({ credential: () => Promise.reject(new Error('no network')) });
    const error = await errorOf(client);
    expect(decideOutcome(error, first)).toStrictEqual({ kind: 'retry' });
    expect(decideOutcome(error, { ...first, isLastTry: true })).toMatchObject({ kind: 'pause' });
  });

  test.for([
    [{ status: 400 }, 'pause'],
    [{ status: 499 }, 'pause'],
    [{ status: 399 }, 'retry'],
    [{ status: 500 }, 'retry'],
    [{}, 'retry'],
  ] as const)('a token endpoint that fails with %j: %s', ([facts, kind]) => {
    const error = new AuthenticationError({ message: 'Redeem the refresh token: it failed.', ...facts });
    const outcome = decideOutcome(error, first);
    expect(outcome.kind).toBe(kind);
    if (outcome.kind !== 'pause') return;
    expect(outcome.reason).toBe(
      `The credential was refused, so the queue is paused and no customer is lost: ${error.message}`,
    );
  });

  test('a token endpoint is given the time that it asks for', () => {
    const error = new AuthenticationError({ message: 'Too many.', status: 429, retryAfterInMs: 30_000 });
    expect(decideOutcome(error, first)).toStrictEqual({ kind: 'wait', waitInMs: 30_000 });
  });

  test('a call that takes too long is retried', async () => {
    const client = createClient({
      credential: () => 'any',
      fetch: () => new Promise(() => {}),
      totalTimeoutInMs: 1,
    });
    expect(decideOutcome(await errorOf(client), first)).toStrictEqual({ kind: 'retry' });
  });

  test('any answer but a server error shows that the service is up', async () => {
    for (const fault of ['no-relationship', 'throttled', 'not-found'] as const)
      expect(isAnswer(await errorAfter(fault))).toBe(true);
    for (const fault of ['server-error', 'unavailable', 'connection-reset'] as const)
      expect(isAnswer(await errorAfter(fault))).toBe(false);
    expect(isAnswer(new TypeError('x is not a function'))).toBe(false);
  });

  test('a throttle store that fails is waited for', async () => {
    const store = { acquire: () => Promise.reject(new Error('gone')), release: () => {} };
    const client = createClient({ credential: () => 'any', throttle: { partnerKey: 'p', store } });
    expect(decideOutcome(await errorOf(client), first)).toStrictEqual({ kind: 'wait', waitInMs: 10_000 });
  });

  test('an unknown error concerns the customer', () => {
    expect(decideOutcome(new TypeError('x is not a function'), first)).toStrictEqual({ kind: 'fail' });
  });
});

describe('the text that a dead letter keeps', () => {
  test('has the name and the message of the error', () => {
    const { message } = toJobError(new TypeError('first: second\nthird'), true);
    expect(readFailure(message)).toStrictEqual({ name: 'TypeError', message: 'first: second\nthird' });
  });

  test('says that the job is not retried only if it is final', () => {
    expect(toJobError(new Error('x'), true)).toBeInstanceOf(UnrecoverableError);
    expect(toJobError(new Error('x'), false)).not.toBeInstanceOf(UnrecoverableError);
    expect(toJobError('a text', false).message).toBe('Error: a text');
  });

  test.for([
    [undefined, 'No reason was kept.'],
    ['Missing lock for job 1', 'Missing lock for job 1'],
    ['the worker: gone', 'the worker: gone'],
  ])('is a plain error for the reason %j of BullMQ', ([reason, message]) => {
    expect(readFailure(reason)).toStrictEqual({ name: 'Error', message });
  });

  test('names a job that ended every worker', () => {
    const { name, message } = readFailure('job stalled more than allowable limit');
    expect(name).toBe('PoisonedJobError');
    expect(message).toContain('Query this customer alone');
  });
});
