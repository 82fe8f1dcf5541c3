import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';

import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { roundHalfUp, roundPercent, usagePercent } from '../../src/migrate/recompute.ts';
import { thrownBy } from '../support/thrown-by.ts';

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

describe('roundPercent', () => {
  test.for([-0, -0.001, 0.001])('rounds %d to 0, which has no sign', (percent) => {
    expect(roundPercent(percent)).toBe(0);
  });

  test.for([
    [0, 0],
    [2.13, 2.13],
    [2.134999, 2.13],
    [2.135, 2.14],
    [1.005, 1.01],
    [8.345, 8.35],
    [0.005, 0.01],
    [0.0049, 0],
    [1e-7, 0],
    [99.995, 100],
    [328, 328],
    [1e21, 1e21],
  ] as const)('rounds %d to %d', ([percent, rounded]) => {
    expect(roundPercent(percent)).toBe(rounded);
    expectTypeOf(roundPercent).returns.toEqualTypeOf<number | null>();
  });

  test('keeps null, which is no percentage', () => {
    expect(roundPercent(null)).toBeNull();
  });

  test('rounds a percentage of two counts as whole-number arithmetic does, ties upwards', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 10_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (active, qualified) => {
          const hundredths = (20_000n * BigInt(active) + BigInt(qualified)) / (2n * BigInt(qualified));
          expect(roundPercent(usagePercent(active, qualified))).toBe(Number(hundredths) / 100);
        },
      ),
    );
  });

  test('rounds every tie of a qualified count of 20,000 upwards', () => {
    for (let active = 1; active < 20_000; active += 2) {
      expect(roundPercent(usagePercent(active, 20_000))).toBe((active + 1) / 200);
    }
  });

  test.for([Number.NaN, Infinity, -Infinity])('refuses %d', (percent) => {
    const error = thrownBy(() => roundPercent(percent));
    expect(String(error)).toMatch(
      /^ConfigurationError: percent: expected a finite number or null, received .+ Example: roundPercent\(2\.135\)$/,
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      argument: 'percent',
      message: expect.stringContaining(`expected a finite number or null, received ${percent}`),
    });
  });
});

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

  test('keeps a number that is rounded already', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.nat({ max: 10 }),
        (value, decimals) => {
          const once = roundHalfUp(value, decimals);
          expect(roundHalfUp(once, decimals)).toBe(once);
        },
      ),
    );
  });

  test('rounds the digits that a number is written with, ties upwards', () => {
    const digits = fc.tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.nat({ max: 10 }));
    fc.assert(
      fc.property(digits, fc.nat({ max: 10 }), ([unscaled, scale], decimals) => {
        // Floor of value × 10^decimals + 1/2, in whole numbers.
        const numerator = unscaled * 10n ** BigInt(decimals) * 2n + 10n ** BigInt(scale);
        const denominator = 2n * 10n ** BigInt(scale);
        const floor = (numerator - (((numerator % denominator) + denominator) % denominator)) / denominator;
        const value = Number(`${unscaled}e-${scale}`);
        expect(roundHalfUp(value, decimals)).toBe(Number(`${floor}e-${decimals}`) + 0);
      }),
    );
  });
});
