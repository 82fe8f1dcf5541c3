import { expect, it } from 'vitest';
import { readOperations } from '../src/read-operations.ts';

it('reads the operations in the order of the document, each with its successor', () => {
  const document = {
    paths: {
      '/old': { get: { operationId: 'getOld', deprecated: true, 'x-superseded-by': 'postNew' } },
      '/new': { summary: 'Not an operation', post: { operationId: 'postNew' } },
    },
  };

  expect(readOperations(document)).toMatchObject([
    { operationId: 'getOld', method: 'GET', path: '/old', deprecated: true, supersededBy: 'postNew' },
    { operationId: 'postNew', method: 'POST', path: '/new', deprecated: false, supersededBy: null },
  ]);
});

it.each([
  ['is no object', 'openapi: 3.1.0'],
  ['has no paths', { openapi: '3.1.0' }],
  ['has no operation under its paths', { paths: { '/old': { summary: 'Nothing here' } } }],
])('fails when the document %s', (_what, document) => {
  expect(() => readOperations(document)).toThrow('no operations');
});

it('fails when an operation has no operationId', () => {
  expect(() => readOperations({ paths: { '/a': { get: { deprecated: true } } } })).toThrow(
    'GET /a has no operationId',
  );
});
