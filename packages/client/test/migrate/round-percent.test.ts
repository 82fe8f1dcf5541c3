import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { roundPercent } from '../../src/migrate/round-percent.ts';
import { usagePercent } from '../../src/migrate/usage-percent.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('roundPercent', () => {
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

  test('leaves null, which is no percentage, as it is', () => {
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
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      argument: 'percent',
      message: expect.stringContaining(`expected a finite number or null, received ${percent}`),
    });
  });
});
