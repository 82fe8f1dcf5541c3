import { expect, test } from 'vitest';
import { describeCounts, nameCounts } from '../../src/scan/describe-counts.ts';

test.for([
  [{ succeeded: 1, failed: 0, skipped: 0 }, '1 customer asked', 'customers'],
  [{ succeeded: 0, failed: 1, skipped: 0 }, '0 customers asked, 1 customer failed', 'customers, 1 failed'],
  [
    { succeeded: 2, failed: 0, skipped: 1_200 },
    '2 customers asked, 1,200 customers done before',
    'customers, 1,200 done before',
  ],
  [
    { succeeded: 3, failed: 2, skipped: 1 },
    '3 customers asked, 2 customers failed, 1 customer done before',
    'customers, 2 failed, 1 done before',
  ],
] as const)('the counts %j of a scan have words for what there is', ([counts, done, counted]) => {
  expect(describeCounts(counts)).toBe(done);
  expect(nameCounts(counts)).toBe(counted);
});
