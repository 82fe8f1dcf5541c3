import { expect, it } from 'vitest';
import { isRecord } from '../src/is-record.ts';
import { readOperations } from '../src/read-operations.ts';
import { findNodes } from '../src/find-nodes.ts';
import { readDescription } from './read-description.ts';

const description = await readDescription();
const operations = findNodes(description, (node) => typeof node['operationId'] === 'string');

it('deprecates the superseded operations and none of their successors', () => {
  const all = readOperations(description);
  const superseded = all.filter(({ supersededBy }) => supersededBy !== null);
  expect(superseded.length).toBeGreaterThan(0);
  for (const { deprecated, supersededBy } of superseded) {
    expect(deprecated).toBe(true);
    expect(all.find(({ operationId }) => operationId === supersededBy)?.deprecated).toBe(false);
  }
});

it.each(operations)('lists every status that a caller must handle: $node.operationId', ({ node }) => {
  expect(Object.keys(isRecord(node['responses']) ? node['responses'] : {})).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '429', '500', '503']),
  );
});

it.each(operations)('names its page of the documentation: $node.operationId', ({ node }) => {
  const url = isRecord(node['externalDocs']) ? String(node['externalDocs']['url']) : '';

  expect(url).toMatch(/^https:\/\/learn\.microsoft\.com\/en-us\/partner-center\/developer\/[a-z-]+$/);
  expect(node['description']).toContain(url.replace('https://learn.microsoft.com/en-us/', ''));
});

it('leaves every object open, because the service adds properties without notice', () => {
  const closed = findNodes(
    description,
    (node) => node['additionalProperties'] === false || node['unevaluatedProperties'] === false,
  );

  expect(closed).toEqual([]);
});
