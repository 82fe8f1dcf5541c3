import { describe, expect, test } from 'vitest';

import { concernsEveryCall } from '../../../src/migrate/fleet/customers.ts';
import { breaks, fault } from '../../support/answers.ts';
import { createTestClient } from '../../support/client.ts';
import { rejectionOf } from '../../walk/support/collect.ts';
import { idOf } from '../support/fleet.ts';

describe('concernsEveryCall', () => {
  test.for([
    ['a refused token', fault(401), true],
    ['a budget that is used up', fault(429), true],
    ['a customer of somebody else', fault(403), false],
    ['a customer that there is not', fault(404), false],
    ['a service that fails', fault(500), false],
    ['a connection that breaks', breaks(), false],
  ] as const)('of %s', async ([, answer, expected]) => {
    const { client } = createTestClient(answer, { retry: { maxRetries: 0 } });
    const error = await rejectionOf(client.getCustomerLicensesUsage(idOf(0)));
    expect(concernsEveryCall(error)).toBe(expected);
  });

  test('of a token that can not be had, but of no stranger', async () => {
    const { client } = createTestClient([], { credential: () => Promise.reject(new Error('signed out')) });
    expect(concernsEveryCall(await rejectionOf(client.getCustomerLicensesUsage(idOf(0))))).toBe(true);
    expect(concernsEveryCall(Object.assign(new Error('foreign'), { status: 401 }))).toBe(false);
    expect(concernsEveryCall(undefined)).toBe(false);
  });
});
