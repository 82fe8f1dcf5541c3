import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { readCount, readText, type ResourceAttributes } from '../../src/decode/fields.ts';
import { normalise, type Normalised, type ReadersOf } from '../../src/decode/normalise.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

interface Wire {
  name?: string | null;
  count: number;
}

type Resource = Normalised<Wire, 'count'>;

const readers: ReadersOf<Resource> = { name: readText, count: readCount };

describe('normalise', () => {
  test('narrows the object in place and keeps fields it does not know', () => {
    const resource: unknown = { count: '63', later: { added: [1] } };
    normalise<Resource>(resource, readers, createDecodeContext());
    expectTypeOf(resource).toEqualTypeOf<Resource>();
    expect(resource).toEqual({ count: 63, name: null, later: { added: [1] } });
  });

  test('does not depend on the order of keys', () => {
    const resource: unknown = JSON.parse('{"count": 1, "name": "a"}');
    normalise<Resource>(resource, readers, createDecodeContext());
    expect(resource).toEqual({ name: 'a', count: 1 });
  });

  test('replaces -0 by the 0 that was read', () => {
    const resource: unknown = JSON.parse('{"count": -0}');
    normalise<Resource>(resource, readers, createDecodeContext());
    expect(resource.count).toBe(0);
  });

  test.for([null, 'text', 5, true, [], [{ count: 1 }]])('refuses %j: it is no object', (value) => {
    expect(thrownBy(() => normalise<Resource>(value, readers, createDecodeContext()))).toMatchObject({
      expected: 'an object',
    });
  });

  test('names the first field that can not be read', () => {
    expect(
      thrownBy(() => normalise<Resource>({ name: 'a', count: 'many' }, readers, createDecodeContext())),
    ).toMatchObject({ pointer: '/count', received: 'a string of 4 characters' });
  });

  test('keeps every other key of any object, __proto__ and constructor among them', () => {
    const key = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), (others) => {
        const text = JSON.stringify(others);
        const resource: unknown = JSON.parse(
          `${text.slice(0, -1)}${text === '{}' ? '' : ','}"name":"a","count":1}`,
        );
        const before = Object.entries(Object(resource));
        normalise<Resource>(resource, readers, createDecodeContext());
        expect(Object.entries(resource)).toEqual(before);
        expect(Object.getPrototypeOf(resource)).toBe(Object.prototype);
      }),
    );
  });
});

test('Normalised makes known fields non-null, others nullable, and all of them present', () => {
  expectTypeOf<Resource>().toEqualTypeOf<{ name: string | null; count: number }>();
  expectTypeOf<Normalised<{ attributes?: { objectType?: string } }, never>>().toEqualTypeOf<{
    attributes: { objectType?: string } | null;
  }>();
  expectTypeOf<Normalised<{ attributes?: { objectType: string } }, never>>().toEqualTypeOf<{
    attributes: ResourceAttributes | null;
  }>();
  // @ts-expect-error a field of the resource without a reader must not compile
  const incomplete: ReadersOf<Resource> = { name: readText };
  expect(incomplete).not.toHaveProperty('count');
});
