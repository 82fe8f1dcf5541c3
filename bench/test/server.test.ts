import { expect, test } from 'vitest';
import { createBodies } from '../src/peers/server/bodies.ts';
import { createTokenBucket } from '../src/peers/server/token-bucket.ts';

test('a bucket accepts its capacity at once, then its rate, and says how long to wait', () => {
  let now = 0;
  const take = createTokenBucket(10, () => now);
  expect(Array.from({ length: 11 }, () => take()).map((wait) => Math.round(wait))).toEqual([
    ...Array(10).fill(0),
    100,
  ]);
  now = 100;
  expect(take()).toBe(0);
  expect(take()).toBeGreaterThan(0);
});

test('the pages of a list hold every row once, and the last has no link', async () => {
  const bodies = await createBodies();
  const pages = [0, 10_000, 20_000].map((skip): { Value: unknown[]; TotalCount: number } =>
    JSON.parse(Buffer.concat(bodies.page(10_000, skip, 25_000)).toString()),
  );
  expect(pages.map(({ Value }) => Value.length)).toEqual([10_000, 10_000, 5_000]);
  expect(pages.map(({ TotalCount }) => TotalCount)).toEqual([25_000, 25_000, 25_000]);
  expect(pages.map((page) => '@nextLink' in page)).toEqual([true, true, false]);
  expect(bodies.small.length).toBeGreaterThan(1500);
});
