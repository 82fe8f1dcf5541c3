import { describe, expect, test } from 'vitest';

import { concernsEveryCall } from '../../../src/migrate/fleet/customers.ts';
import { isCredentialRefused } from '../../../src/migrate/index.ts';
import { breaks, fault } from '../../support/answers.ts';
import { createTestClient } from '../../support/client.ts';
import { rejectionOf } from '../../walk/support/collect.ts';
import { idOf } from '../support/fleet.ts';

describe('concernsEveryCall, whether every other call would fail in the same way,', () => {
  test.for([
    ['a refused token', fault(401), true],
    ['a budget that is used up', fault(429), true],
    ['a service that asks for a pause', fault(503, { 'Retry-After': '3600' }), true],
    ["another partner's customer", fault(403), false],
    ['an unknown customer', fault(404), false],
    ['a service that fails', fault(500), false],
    ['a service that is unavailable', fault(503), false],
    ['a connection that breaks', breaks(), false],
  ] as const)('after %s: %s', async ([, answer, expected]) => {
    const { client } = createTestClient(answer, { retry: { maxRetries: 0 } });
    const error = await rejectionOf(client.getCustomerLicensesUsage(idOf(0)));
    expect(concernsEveryCall(error)).toBe(expected);
  });

  test.for([
    [400, '800002', 'a malformed token'],
    [403, '900329', 'an app-only token'],
    [403, '2032', 'a user without the role'],
    [403, '900123', 'a partner without an agreement'],
  ] as const)('after a refusal of the credential other than a 401: %s %s, %s', async ([status, code]) => {
    const body = JSON.stringify({ code, description: 'Refused.', data: [], source: 'Microsoft' });
    const answer = () => new Response(body, { status, headers: { 'Content-Type': 'application/json' } });
    const { client } = createTestClient(answer, { retry: { maxRetries: 0 } });
    const error = await rejectionOf(client.getCustomerLicensesUsage(idOf(0)));
    expect(isCredentialRefused(error)).toBe(true);
    expect(concernsEveryCall(error)).toBe(true);
  });

  test('after a credential or a throttle store that fails, but not after a foreign error', async () => {
    const { client } = createTestClient([], { credential: () => Promise.reject(new Error('signed out')) });
    expect(concernsEveryCall(await rejectionOf(client.getCustomerLicensesUsage(idOf(0))))).toBe(true);
    const failing = { acquire: () => Promise.reject(new Error('no connection')), release: async () => {} };
    const throttled = createTestClient([], { throttle: { partnerKey: 'p', store: failing } });
    expect(concernsEveryCall(await rejectionOf(throttled.client.getPartnerLicensesUsage()))).toBe(true);
    expect(concernsEveryCall(Object.assign(new Error('foreign'), { status: 401 }))).toBe(false);
    expect(concernsEveryCall(undefined)).toBe(false);
  });
});
