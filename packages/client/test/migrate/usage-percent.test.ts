import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { usagePercent } from '../../src/migrate/usage-percent.ts';

describe('usagePercent', () => {
  test('is on the 0..100 scale and not rounded', () => {
    expect(usagePercent(118, 120)).toBe(11_800 / 120);
    expect(usagePercent(0, 5)).toBe(0);
    expect(usagePercent(7, 7)).toBe(100);
    expectTypeOf(usagePercent).returns.toEqualTypeOf<number | null>();
  });

  test('exceeds 100 when more licences are active than qualified', () => {
    expect(usagePercent(164, 50)).toBe(328);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (qualified, more) => {
        expect(usagePercent(qualified + more, qualified)).toBeGreaterThan(100);
      }),
    );
  });

  test.for([0, 14])('is null when %d licences are active and none is qualified', (active) => {
    expect(usagePercent(active, 0)).toBeNull();
  });
});
