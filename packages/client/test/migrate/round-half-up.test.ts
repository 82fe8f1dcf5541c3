import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundHalfUp } from '../../src/migrate/round-half-up.ts';

describe('roundHalfUp', () => {
  test.for([
    [1.005, 2, 1.01],
    [1.005, 0, 1],
    [0.5, 0, 1],
    [-0.5, 0, 0],
    [-1.5, 0, -1],
    [-0.125, 2, -0.12],
    [1e-7, 7, 1e-7],
    [1e21, 10, 1e21],
    [33.335, 1, 33.3],
  ] as const)('rounds %d to %d decimals: %d', ([value, decimals, rounded]) => {
    expect(roundHalfUp(value, decimals)).toBe(rounded);
  });

  test('leaves what is rounded already as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 0, max: 10 }), (value, decimals) => {
        const once = roundHalfUp(value / 997, decimals);
        expect(roundHalfUp(once, decimals)).toBe(once);
        expect(Math.abs(once - value / 997)).toBeLessThanOrEqual(0.5000001 * 10 ** -decimals);
      }),
    );
  });
});
