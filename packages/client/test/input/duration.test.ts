import { describe, expect, test } from 'vitest';
import { requireDurationInMs } from '../../src/input/duration.ts';

describe('requireDurationInMs', () => {
  test.for([Number.MIN_VALUE, 0.5, 60_000, Infinity])('accepts %d', (value) => {
    expect(requireDurationInMs('totalTimeoutInMs', value, 300_000)).toBe(value);
  });

  test.for([0, -0, -1, -Infinity, Number.NaN, '60000', 60_000n, null, undefined, new Date(5)])(
    'refuses %s',
    (value) => {
      expect(() => requireDurationInMs('totalTimeoutInMs', value, 300_000)).toThrow(
        /^totalTimeoutInMs: expected a duration in milliseconds, above 0, received .+ Example: 300000$/,
      );
    },
  );
});
