import { describe, expect, expectTypeOf, test } from 'vitest';
import { readCollection, readRows, type ResourceCollection } from '../../src/decode/collection.ts';
import { readText } from '../../src/decode/decoder.ts';
import { context, createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('readCollection', () => {
  test('reads every item, the count, the kind and the context', () => {
    const body = { items: ['a', null], attributes: { objectType: 'Collection' }, totalCount: 2 };
    const collection = readCollection(body, readText, createDecodeContext());
    expect(collection).toMatchObject({
      items: ['a', null],
      totalCount: 2,
      attributes: { objectType: 'Collection' },
      context,
    });
    expectTypeOf(collection).toEqualTypeOf<ResourceCollection<string | null>>();
  });

  test('counts the items when the service does not, and has no kind when the service names none', () => {
    expect(readCollection({ items: ['a'] }, readText, createDecodeContext())).toMatchObject({
      totalCount: 1,
      attributes: null,
    });
  });

  test('succeeds with nothing when the service has no data', () => {
    expect(readCollection({ totalCount: 0, items: [] }, readText, createDecodeContext())).toMatchObject({
      totalCount: 0,
      items: [],
    });
  });

  test.for([
    ['{"totalCount": 5, "items": []}', '/items', 'an array of 5, as totalCount says', 'an array of 0'],
    [
      '{"totalCount": 3, "Value": ["a", "b"]}',
      '/Value',
      'an array of 3, as totalCount says',
      'an array of 2',
    ],
  ] as const)('refuses %s: rows were lost', ([wire, pointer, expected, received]) => {
    expect(thrownBy(() => readCollection(JSON.parse(wire), readText, createDecodeContext()))).toMatchObject({
      name: 'ResponseFormatError',
      pointer,
      expected,
      received,
    });
  });

  test.for([
    ['{"items": ["a", 5]}', '/items/1'],
    ['{"items": ["a"], "attributes": 5}', '/attributes'],
    ['{"items": [], "attributes": []}', '/attributes'],
    ['{"items": ["a"], "attributes": {"objectType": 5}}', '/attributes/objectType'],
  ] as const)('points at what is wrong in %s', ([wire, pointer]) => {
    expect(thrownBy(() => readCollection(JSON.parse(wire), readText, createDecodeContext()))).toMatchObject({
      pointer,
    });
  });
});

test('readRows reads each row in order', () => {
  expect(readRows(['a', undefined, 'b'], readText, createDecodeContext())).toEqual(['a', null, 'b']);
});
