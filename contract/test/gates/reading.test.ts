import { describe, expect, test } from 'vitest';

import { checkReading } from '../../src/gates/reading.ts';
import { committed, only, propertyOf, withDescriptionAt } from './support/documents.ts';

describe('the client reads what the description allows', () => {
  test('as committed', async () => {
    expect(await checkReading(committed)).toEqual([]);
  });

  test.each([
    ['a negative count', 'licensesActive', 'minimum', undefined],
    ['null for a count', 'licensesActive', 'type', ['integer', 'null']],
    ['a truth value for a name', 'customerName', 'type', ['string', 'boolean', 'integer']],
  ])('a description that comes to allow %s is found', async (_what, name, keyword, value) => {
    const keys = propertyOf('CustomerLicensesUsageInsights', name, keyword);
    const documents = withDescriptionAt(only('getCustomerLicensesUsage'), keys, value);
    const findings = await checkReading(documents);
    expect(findings.map(({ place }) => place)).toContain(`getCustomerLicensesUsage /items/*/${name}`);
  });

  test('a delay that the client could not read is found', async () => {
    const keys = ['components', 'headers', 'RetryAfter', 'schema'];
    const documents = withDescriptionAt(only('listCustomers, answered with 429'), keys, {
      type: 'string',
      minLength: 1,
    });
    const findings = await checkReading(documents);
    expect(findings.map(({ place }) => place)).toContain(
      'listCustomers, answered with 429 header Retry-After',
    );
  });
});
