import { expect, test } from 'vitest';
import { loadLearning } from '../../src/throttle/memory-throttle-store.ts';
import { compareStores } from './support/random-operations.ts';
import { describeWithRedis } from './support/redis.ts';

/** `COMPARED_OPERATIONS=100000 vitest run test/redis/same-as-in-memory.test.ts` compares more. */
const operations = Number(process.env['COMPARED_OPERATIONS'] ?? 2_000);
const operationsOfRun = 500;

describeWithRedis('the store in Redis', (redis) => {
  test('answers like the store in memory, for any sequence of requests', async () => {
    await loadLearning();
    const { sendCommand } = redis();
    const said: Record<string, number> = {};
    for (let run = 0; run < operations / operationsOfRun; run += 1) {
      const comparison = await compareStores(sendCommand, 7_919 * (run + 1), operationsOfRun);
      expect(comparison.differences, `run ${run}`).toEqual([]);
      for (const [what, count] of Object.entries(comparison.said)) said[what] = (said[what] ?? 0) + count;
    }
    expect(Object.keys(said).toSorted()).toEqual([
      'budget',
      'concurrency',
      'cool-down',
      'failed',
      'granted',
      'passed',
      'throttled',
    ]);
  });
});
