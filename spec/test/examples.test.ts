import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { closeObjects } from '../src/close-objects.ts';
import { compileSchemas } from '../src/compile-schemas.ts';
import { findNodes } from '../src/find-nodes.ts';
import { readDescription } from './read-description.ts';

const description = await readDescription();
closeObjects(description);
const schemaAt = compileSchemas(description);

const mediaTypes = findNodes(description, (_node, path) => path.at(-2) === 'content');
const examples = mediaTypes.flatMap(({ path, node }) =>
  findNodes(node['examples'], (example) => 'externalValue' in example).map((example) => ({
    file: String(example.node['externalValue']),
    place: path.slice(0, -2).join(' '),
    schema: [...path, 'schema'],
  })),
);

it('references every file of the examples folder, and only files that exist', async () => {
  const files = await readdir(new URL('../examples', import.meta.url));

  expect(new Set(examples.map(({ file }) => file))).toEqual(
    new Set(files.map((file) => `./examples/${file}`)),
  );
});

it('has an example of every answer with a body', () => {
  expect(mediaTypes).not.toEqual([]);
  expect(mediaTypes.filter(({ node }) => findNodes(node['examples'], isExample).length === 0)).toEqual([]);
});

it.each(examples)(
  '$file fits the schema of $place and has no property that the schema does not name',
  async ({ file, schema }) => {
    const validate = schemaAt(schema);

    validate(JSON.parse(await readExample(file)));

    expect(validate.errors ?? []).toEqual([]);
  },
);

it.each([
  ['a misspelt property', '"licensesActive"', '"licenseActive"'],
  ['a count sent as text', '"licensesQualified": 5', '"licensesQualified": "5"'],
  ['a date that is none', '"2017-03-09T00:00:00+00:00"', '"9 March 2017"'],
  ['a property that the description lacks', '"totalCount"', '"pages": 1, "totalCount"'],
])('would refuse %s in an example', async (_what, right, wrong) => {
  const text = await readExample('./examples/customer-licenses-usage.json');
  const validate = schemaAt(['components', 'schemas', 'CustomerLicensesUsageInsightsCollection']);

  expect(validate(JSON.parse(text))).toBe(true);
  expect(validate(JSON.parse(text.replace(right, wrong)))).toBe(false);
});

function isExample(node: Record<string, unknown>): boolean {
  return 'externalValue' in node || 'value' in node;
}

async function readExample(file: string): Promise<string> {
  return await readFile(new URL(`.${file}`, import.meta.url), 'utf8');
}
