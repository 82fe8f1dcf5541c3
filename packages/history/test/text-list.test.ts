import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { TextList } from '../src/folder/text-list.ts';
import { listOf } from './support/text-list.ts';

const text = fc.option(fc.string({ unit: 'binary' }), { nil: null });
const toArray = (list: TextList) => Array.from({ length: list.size }, (_, index) => list.at(index));

describe('a list of texts', () => {
  test('returns each text, whatever it contains, and null', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 200 }), (texts) => {
        expect(toArray(listOf(texts))).toEqual(texts);
      }),
      { numRuns: 50 },
    );
  });

  test('grows beyond its first memory', () => {
    const texts = Array.from({ length: 3_000 }, (_, index) => `${index}${'é'.repeat(index % 10)}`);
    const long = 'x'.repeat(100_000);
    expect(toArray(listOf([...texts, long, 'end']))).toEqual([...texts, long, 'end']);
  });

  test('goes on after texts were removed from its end', () => {
    const list = listOf(['a', 'b', 'c']);
    list.truncate(1);
    list.push('d');
    expect(toArray(list)).toEqual(['a', 'd']);
  });

  test('returns the bytes of a text, and 0 behind its end', () => {
    const list = listOf(['aé', 'b']);
    expect([0, 1, 2, 3].map((position) => list.byteAt(0, position))).toEqual([0x61, 0xc3, 0xa9, 0]);
    expect(list.bytesAt(0)).toEqual(Uint8Array.of(0x61, 0xc3, 0xa9));
    expect(listOf([null]).bytesAt(0)).toBeUndefined();
  });

  test('keeps a byte order mark', () => {
    expect(listOf(['\ufeffa']).at(0)).toBe('\ufeffa');
  });
});

describe('texts are compared together', () => {
  test.each([
    [['a', 'b'], ['a', 'b'], true],
    [['ab', ''], ['a', 'b'], false],
    [['', 'ab'], ['a', 'b'], false],
    [[null, ''], ['', null], false],
    [[null, 'a'], [null, 'a'], true],
  ])('%j and %j: %j', (left, right, isSame) => {
    const list = listOf([...left, ...right]);
    expect(list.areSame(0, 2, 2)).toBe(isSame);
    expect(list.hashOf(0, 2) === list.hashOf(2, 2)).toBe(isSame);
  });
});
