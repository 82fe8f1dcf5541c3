import { afterAll, expect, test } from 'vitest';

import { createTypeCheck } from '../../src/gates/types.ts';
import { committed, propertyOf, withDescriptionAt } from './support/documents.ts';

const typeCheck = await createTypeCheck();
afterAll(() => typeCheck.close());

test('the client compiles against the types of the description', async () => {
  expect(await typeCheck.check(committed.description.document)).toEqual([]);
});

test.each([
  ['removed', ['components', 'schemas', 'LicensesUsageRow', 'properties', 'channel'], undefined],
  ['retyped', propertyOf('CustomerLicensesUsageInsights', 'workloadCode', 'type'), 'integer'],
])('a field that the client reads and that is %s is found', async (_what, keys, value) => {
  const { description } = withDescriptionAt(committed, keys, value);
  const [finding] = await typeCheck.check(description.document);
  expect(finding?.place).toContain('packages/client/src/');
});

test('a change without an effect on types is not found, and not compiled', async () => {
  const keys = propertyOf('LicensesUsageRow', 'processedDateTime', 'pattern');
  const { description } = withDescriptionAt(committed, keys, '^.*$');
  expect(await typeCheck.check(description.document)).toEqual([]);
});
