import { describe, expect, it } from 'vitest';
import { exampleValue } from '../src/example-value.ts';
import { renderEmulatorFiles } from '../src/render-files.ts';
import { descriptionUrl } from './read-description.ts';

describe('the example of a value', () => {
  const parts = {
    schemas: { Part: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
  };

  it.each([
    ['its own', { type: 'string', examples: ['EU', 'US'] }, 'EU'],
    ['the first value of an enumeration', { type: 'string', enum: ['a', 'b'] }, 'a'],
    ['null where it may be null', { type: ['string', 'null'] }, null],
    ['a list of one item', { type: 'array', items: { type: 'integer', examples: [5] } }, [5]],
    [
      'an object of what its properties show',
      { type: 'object', properties: { a: { type: 'string', examples: ['x'] }, b: { type: 'string' } } },
      { a: 'x' },
    ],
    ['none where nothing is said', { type: 'string' }, undefined],
    ['none where a required property shows none', { $ref: '#/components/schemas/Part' }, undefined],
  ])('is %s', (_what, schema, example) => {
    expect(exampleValue({ components: parts }, schema)).toEqual(example);
  });
});

it('tells the emulator where each operation is, what it takes and how it refuses, and gives it the examples', async () => {
  const [operations, examples] = await renderEmulatorFiles(descriptionUrl);

  expect(operations?.text).toMatch(
    /listLicensesUsage: \{\n {4}method: 'GET',\n {4}paths: \[[^\]]*'\/partner\/v1/,
  );
  expect(operations?.text).toMatch(/top: \{ type: 'integer', minimum: 1, maximum: \d+, default: \d+ \},/);
  expect(operations?.text.match(/refusals: 'analytics'/g)).toHaveLength(2);
  expect(examples?.text).toContain("relationshipToPartner: 'reseller',");
  expect(examples?.text).toContain("path: { customerId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04' },");
});
