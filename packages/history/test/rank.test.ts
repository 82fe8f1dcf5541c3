import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ranksOf } from '../src/folder/rank.ts';

/** The texts in the order of their ranks. */
function ordered(texts: readonly string[]): string[] {
  const found: string[] = [];
  for (const [position, rank] of ranksOf(texts).entries()) found[rank] = texts[position] ?? '';
  return found;
}

describe('texts get ranks', () => {
  test.each([
    ['none', []],
    ['one', ['a']],
    ['texts of different lengths', ['ab', 'a', '', 'b']],
    ['texts with the same beginning', ['customer-2', 'customer-10', 'customer-1']],
    ['the same texts', ['a', 'b', 'a', 'b']],
  ])('in their order: %s', (_, texts) => {
    expect(ordered(texts)).toEqual(texts.toSorted());
  });

  test('each a rank of its own, in the order of tenant ids', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { maxLength: 300 }), fc.boolean(), (ids, isUpper) => {
        const texts = isUpper ? ids.map((id) => id.toUpperCase()) : ids;
        expect([...ranksOf(texts)].sort((left, right) => left - right)).toEqual([...texts.keys()]);
        const beginnings = ordered(texts).map((id) => id.slice(0, 4));
        expect(beginnings).toEqual(beginnings.toSorted());
      }),
      { numRuns: 50 },
    );
  });

  test('each a rank of its own, whatever they contain', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'Z', '~', '青', '🥨') }), { maxLength: 50 }),
        (texts) => {
          expect(new Set(ranksOf(texts)).size).toBe(texts.length);
          expect(ordered(texts).toSorted()).toEqual(texts.toSorted());
        },
      ),
      { numRuns: 50 },
    );
  });
});
