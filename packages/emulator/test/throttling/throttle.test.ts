import { describe, expect, test } from 'vitest';

import { createEmulator, documentedCustomerId, type ThrottlingOptions } from '../../src/index.ts';
import { ask, customerUsage } from '../support/ask.ts';

const start = Date.parse('2026-11-20T10:00:00.250Z');
const other = '0112a436-b14e-4888-967b-ca4bb2cf1234';

function throttled(throttling: ThrottlingOptions) {
  let time = start;
  const emulator = createEmulator({ throttling, clock: { now: () => time } });
  return {
    emulator,
    pass: (inMs: number): number => (time += inMs),
    partner: () => ask(emulator, '/v1/customers'),
    customer: (id: string) => ask(emulator, customerUsage(id)),
  };
}

describe('throttling', () => {
  test('is off by default', async () => {
    const { partner } = throttled({});
    for (let count = 0; count < 500; count += 1) expect((await partner()).status).toBe(200);
  });

  test('refuses requests beyond the budget of the partner, in the documented form', async () => {
    const { partner, pass } = throttled({ partner: { requests: 2, windowInMs: 60_000 } });
    expect((await partner()).status).toBe(200);
    pass(3000);
    expect((await partner()).status).toBe(200);
    const refused = await partner();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('57');
    expect(refused.body).toEqual({
      statusCode: 429,
      message: 'Rate limit is exceeded. Try again in 57 seconds.',
    });
  });

  test('admits a caller after the wait, and not before', async () => {
    const { partner, pass } = throttled({ partner: { requests: 1, windowInMs: 1500 } });
    await partner();
    expect((await partner()).headers.get('retry-after')).toBe('2');
    pass(1499);
    expect((await partner()).status).toBe(429);
    pass(1);
    expect((await partner()).status).toBe(200);
  });

  test('counts each customer apart, and the partner over all of them', async () => {
    const { customer, partner } = throttled({
      customer: { requests: 1, windowInMs: 60_000 },
      partner: { requests: 3, windowInMs: 60_000 },
    });
    expect((await customer(documentedCustomerId)).status).toBe(200);
    expect((await customer(documentedCustomerId.toUpperCase())).status).toBe(429);
    expect((await customer(other)).status).toBe(200);
    expect((await partner()).status).toBe(200);
    expect((await partner()).status).toBe(429);
  });

  test('counts only requests with a customer in their path towards the limit of a customer', async () => {
    const { partner } = throttled({ customer: { requests: 0, windowInMs: 60_000 } });
    expect((await partner()).status).toBe(200);
  });

  test('sends a date that is never too early', async () => {
    const { partner } = throttled({ partner: { requests: 0, windowInMs: 1000 }, retryAfter: 'date' });
    expect((await partner()).headers.get('retry-after')).toBe('Fri, 20 Nov 2026 10:00:02 GMT');
  });

  test('sends no Retry-After with retryAfter: none', async () => {
    const { partner } = throttled({ partner: { requests: 0, windowInMs: 1000 }, retryAfter: 'none' });
    const refused = await partner();
    expect(refused.status).toBe(429);
    expect(refused.headers.has('retry-after')).toBe(false);
  });

  test('starts again after a reset', async () => {
    const { emulator, partner } = throttled({ partner: { requests: 1, windowInMs: 60_000 } });
    await partner();
    emulator.reset();
    expect((await partner()).status).toBe(200);
  });
});
