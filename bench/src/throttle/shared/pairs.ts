import { createRedisThrottleStore, type SendRedisCommand } from '@licenses-usage/client/redis';

const mostInMs = 0.5;
const keys = ['bench', 'bench/customer'];
const pairs = 5_000;

/** Prints the time of one `acquire` and `release`. Returns whether it is within the goal. */
export async function measurePairs(sendCommand: SendRedisCommand): Promise<boolean> {
  const store = createRedisThrottleStore({ sendCommand, prefix: 'pairs', maxConcurrency: 1_000 });
  const runs: number[] = [];
  for (const [lanes, title] of [
    [keys.slice(0, 1), 'partner'],
    [keys, 'partner and customer'],
  ] as const) {
    for (const atOnce of [1, 64]) {
      const pair = async () => {
        const decision = await store.acquire(lanes, 0);
        if (decision.granted) await store.release(lanes, decision.ticket, { kind: 'passed' }, 0);
      };
      const work = async (count: number) => {
        for (let each = 0; each < count; each += 1) await pair();
      };
      await work(500);
      const startedAt = performance.now();
      await Promise.all(Array.from({ length: atOnce }, () => work(Math.ceil(pairs / atOnce))));
      const inMs = (performance.now() - startedAt) / pairs;
      runs.push(inMs);
      console.log(
        `${title}, ${atOnce} at once: ${inMs.toFixed(3)} ms a pair, ${(1_000 / inMs).toFixed(0)} pairs/s`,
      );
    }
  }
  await store[Symbol.asyncDispose]();
  return runs.every((inMs) => inMs <= mostInMs);
}
