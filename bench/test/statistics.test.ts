import { expect, test } from 'vitest';
import { pairRatios, summarise } from '../src/support/statistics.ts';

test('a summary is the median with its range', () => {
  expect(summarise([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  expect(summarise([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
});

test('ratios are those of the rounds, not of the medians', () => {
  expect(pairRatios([10, 400], [10, 200])).toEqual({ median: 1.5, min: 1, max: 2 });
});

test('an empty list has no median, and an unpaired round no ratio', () => {
  expect(() => summarise([])).toThrow('nothing to summarise');
  expect(() => pairRatios([1, 2], [1])).toThrow('has a pair');
});
