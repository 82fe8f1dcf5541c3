import { expect, test } from 'vitest';

import { percent } from '../../src/operations/context.ts';

test.each([
  [0, 5, 0],
  [5, 5, 100],
  [1, 3, 33.33],
  [2, 3, 66.67],
  [1, 16, 6.25],
  [1, 32, 3.13],
  [164, 50, 328],
  [0, 0, 0],
  [14, 0, 0],
])('%i active of %i qualified are %d per cent', (active, qualified, expected) => {
  expect(percent(active, qualified)).toBe(expected);
});
