import { expect, test } from 'vitest';

import { checkExamples } from '../../src/gates/comparator.ts';
import { committed, only, withDescriptionAt, withPactAt } from './support/documents.ts';

const usage = only('getCustomerLicensesUsage');

test('the description knows the examples of the pact', async () => {
  expect(await checkExamples(committed)).toEqual([]);
});

test.each([
  ['a path', ['request', 'path'], '/v1/customers/all/usage'],
  ['a status', ['response', 'status'], 418],
  ['a field', ['response', 'body', 'content', 'items', '0', 'licenseActive'], 1],
  ['a value', ['response', 'body', 'content', 'totalCount'], 'five'],
  ['a header, which is a warning', ['request', 'headers', 'MS-Unknown'], ['value']],
  ['a query parameter, which is a warning', ['request', 'query'], { orderby: ['name'] }],
])('%s that is not described is found', async (_what, keys, value) => {
  const [finding] = await checkExamples(withPactAt(usage, keys, value));
  expect(finding?.place).toContain('getCustomerLicensesUsage');
});

test('a query value with special characters is read correctly', async () => {
  const documents = withPactAt(only('listLicensesUsage'), ['request', 'query'], {
    filter: ["customerName eq 'A&B #1 100% +1'"],
  });
  expect(await checkExamples(documents)).toEqual([]);
});

test('a parameter that becomes required is found', async () => {
  const documents = withDescriptionAt(
    only('listLicensesUsage'),
    ['components', 'parameters', 'Top', 'required'],
    true,
  );
  expect(await checkExamples(documents)).not.toEqual([]);
});
