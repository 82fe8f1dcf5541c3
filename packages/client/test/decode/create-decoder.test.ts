import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { createDecoder, type ReadersOf, readCount, readText } from '../../src/decode/decoder.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

interface Resource {
  name: string | null;
  count: number;
}

const decode = createDecoder<Resource>({ readers: { name: readText, count: readCount } });

describe('createDecoder', () => {
  test('narrows the object in place and keeps fields it does not know', () => {
    const wire: unknown = { count: '63', later: { added: [1] } };
    const resource = decode(wire, createDecodeContext());
    expectTypeOf(resource).toEqualTypeOf<Resource>();
    expect(resource).toBe(wire);
    expect(resource).toEqual({ count: 63, name: null, later: { added: [1] } });
  });

  test('does not depend on the order of keys', () => {
    const resource = decode(JSON.parse('{"count": 1, "name": "a"}'), createDecodeContext());
    expect(resource).toEqual({ name: 'a', count: 1 });
  });

  test('replaces -0 by the 0 that was read', () => {
    const resource = decode(JSON.parse('{"count": -0}'), createDecodeContext());
    expect(resource.count).toBe(0);
  });

  test.for([null, 'text', 5, true, [], [{ count: 1 }]])('refuses %j, which is not an object', (value) => {
    expect(thrownBy(() => decode(value, createDecodeContext()))).toMatchObject({
      expected: 'an object',
    });
  });

  test("names the first field that can't be read", () => {
    expect(thrownBy(() => decode({ name: 'a', count: 'many' }, createDecodeContext()))).toMatchObject({
      pointer: '/count',
      received: 'a string of length 4',
    });
  });

  test('keeps every other key of any object, including __proto__ and constructor', () => {
    const key = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), (others) => {
        const text = JSON.stringify(others);
        const wire: unknown = JSON.parse(
          `${text.slice(0, -1)}${text === '{}' ? '' : ','}"name":"a","count":1}`,
        );
        const before = Object.entries(Object(wire));
        const resource = decode(wire, createDecodeContext());
        expect(Object.entries(resource)).toEqual(before);
        expect(Object.getPrototypeOf(resource)).toBe(Object.prototype);
      }),
    );
  });
});

test('a field of the resource without a reader does not compile', () => {
  // @ts-expect-error count has no reader
  const incomplete: ReadersOf<Resource> = { name: readText };
  expect(incomplete).not.toHaveProperty('count');
});
