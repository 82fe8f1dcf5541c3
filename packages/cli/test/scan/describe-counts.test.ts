import { expect, test } from 'vitest';
import { describeCounts, describeRest } from '../../src/scan/describe-counts.ts';

test.for([
  [{ succeeded: 1, failed: 0, skipped: 0 }, '1 customer asked', []],
  [{ succeeded: 0, failed: 1, skipped: 0 }, '0 customers asked, 1 customer failed', ['1 failed']],
  [
    { succeeded: 2, failed: 0, skipped: 1_200 },
    '2 customers asked, 1,200 customers done before',
    ['1,200 done before'],
  ],
  [
    { succeeded: 3, failed: 2, skipped: 1 },
    '3 customers asked, 2 customers failed, 1 customer done before',
    ['2 failed', '1 done before'],
  ],
] as const)('the counts %j of a scan have words for what there is', ([counts, done, besides]) => {
  expect(describeCounts(counts)).toBe(done);
  expect(describeRest(counts)).toEqual(besides);
});
