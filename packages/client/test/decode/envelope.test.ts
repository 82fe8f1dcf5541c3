import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findKey, readEnvelope } from '../../src/decode/collection.ts';
import { ResponseFormatError } from '../../src/errors/response-format-error.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

const rowKeys = ['Value', 'items'];

describe('readEnvelope', () => {
  test.for(['Value', 'value', 'VALUE', 'items', 'Items'])('finds the list under %s', (key) => {
    const envelope = readEnvelope({ [key]: [1, 2], TotalCount: 2 }, rowKeys, createDecodeContext());
    expect(envelope.rows).toEqual([1, 2]);
    expect(envelope.totalCount).toBe(2);
  });

  test('reads an empty list as an answer without data', () => {
    expect(readEnvelope({ Value: [] }, rowKeys, createDecodeContext())).toMatchObject({
      rows: [],
      totalCount: undefined,
    });
  });

  test.for([
    ['null', '', 'an object with Value', 'null'],
    ['[]', '', 'an object with Value', 'an array of 0'],
    ['"text"', '', 'an object with Value', 'a string of length 4'],
    ['{}', '/Value', 'an array', 'nothing'],
    ['{"Value": null}', '/Value', 'an array', 'null'],
    ['{"value": {}}', '/value', 'an array', 'an object'],
    ['{"items": "none"}', '/items', 'an array', 'a string of length 4'],
    ['{"__proto__": {"Value": []}}', '/Value', 'an array', 'nothing'],
    ['{"undefined": []}', '/Value', 'an array', 'nothing'],
    ['{"Value": [], "value": []}', '/value', 'only one of Value, items', 'both'],
    ['{"Value": [], "items": []}', '/items', 'only one of Value, items', 'both'],
  ] as const)('refuses %s', ([wire, pointer, expected, received]) => {
    const error = thrownBy(() => readEnvelope(JSON.parse(wire), rowKeys, createDecodeContext()));
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({ pointer, expected, received });
  });

  test.for([
    ['0', 0],
    ['5.0', 5],
    ['"33677"', 33_677],
    ['null', undefined],
  ] as const)('reads a TotalCount of %s as %j', ([wire, totalCount]) => {
    const body: unknown = JSON.parse(`{"Value": [], "TotalCount": ${wire}}`);
    expect(readEnvelope(body, rowKeys, createDecodeContext()).totalCount).toBe(totalCount);
  });

  test.for([
    '-1',
    '1.5',
    '1e400',
    '9007199254740993',
    '"many"',
    '""',
    '"-1"',
    'true',
    '{}',
    '[]',
    '[5]',
    '" 5"',
    '"5 "',
    '"+5"',
    '"5e1"',
  ])('refuses a TotalCount of %s', (wire) => {
    const body: unknown = JSON.parse(`{"Value": [], "totalcount": ${wire}}`);
    expect(thrownBy(() => readEnvelope(body, rowKeys, createDecodeContext()))).toMatchObject({
      name: 'ResponseFormatError',
      pointer: '/totalcount',
      expected: 'a count (a whole number from 0 to 2^53 - 1)',
    });
  });
});

describe('findKey', () => {
  test('finds a key in any case, and nothing if there is none', () => {
    expect(findKey({ '@NextLink': null }, ['@nextLink'], createDecodeContext())).toBe('@NextLink');
    expect(findKey({ next: null }, ['@nextLink'], createDecodeContext())).toBeUndefined();
  });

  test('finds only keys that the body itself has', () => {
    fc.assert(
      fc.property(fc.constantFrom('constructor', '__proto__', 'toString', 'valueOf'), (name) => {
        expect(findKey({}, [name], createDecodeContext())).toBeUndefined();
      }),
    );
  });
});
