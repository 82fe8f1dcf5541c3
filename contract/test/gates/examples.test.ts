import { expect, test } from 'vitest';

import { checkDocumentedBodies } from '../../src/gates/examples.ts';
import { committed, propertyOf, withDescriptionAt } from './support/documents.ts';

test('the description allows the documented bodies', async () => {
  expect(await checkDocumentedBodies(committed.description)).toEqual([]);
});

test.each([
  ['a type that they do not have', propertyOf('ExtendedFault', 'errorName', 'type'), 'integer'],
  [
    'a name that they do not have',
    ['components', 'schemas', 'ExtendedFault', 'properties', 'errorName'],
    undefined,
  ],
  ['a length that they exceed', propertyOf('LicensesUsageRow', 'productName', 'maxLength'), 5],
])('a description with %s is found', async (_what, keys, value) => {
  const [finding] = await checkDocumentedBodies(withDescriptionAt(committed, keys, value).description);
  expect(finding?.place).toMatch(/^\.\/examples\/.*\.json at /);
});

test('a description without examples is refused', async () => {
  const examples = Object.keys(committed.description.document['components'] ?? {}).length;
  expect(examples).toBeGreaterThan(0);
  const { description } = committed;
  const document: unknown = JSON.parse(
    JSON.stringify(description.document, (key, value: unknown) => (key === 'examples' ? undefined : value)),
  );
  const bare = withDescriptionAt(
    { ...committed, description: { ...description, document: Object(document) } },
    [],
    document,
  );
  await expect(checkDocumentedBodies(bare.description)).rejects.toThrow('no examples');
});
