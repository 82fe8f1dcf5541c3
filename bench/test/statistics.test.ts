import { expect, test } from 'vitest';
import { pairRatios, summarise } from '../src/support/statistics.ts';

test('a summary is the median and what it lies between', () => {
  expect(summarise([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  expect(summarise([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
});

test('a ratio is that of each round, not that of the medians', () => {
  expect(pairRatios([10, 400], [10, 200])).toEqual({ median: 1.5, min: 1, max: 2 });
});

test('nothing has no median, and a round without its pair no ratio', () => {
  expect(() => summarise([])).toThrow('nothing to summarise');
  expect(() => pairRatios([1, 2], [1])).toThrow('has a pair');
});
