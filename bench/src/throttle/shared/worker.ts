/* One of the processes of `processes.ts`: makes the given number of calls, 16 at once. */
import { createClient } from '@licenses-usage/client';
import { createRedisThrottleStore } from '@licenses-usage/client/redis';
import { Redis } from 'ioredis';
import { runCalls } from '../run-calls.ts';

const [baseUrl = '', redisUrl = '', prefix = ''] = process.argv.slice(2);
const concurrency = 16;
let [refused, commands] = [0, 0];

const redis = redisUrl === '' ? undefined : new Redis(redisUrl);
const store =
  redis &&
  createRedisThrottleStore({
    async sendCommand(...args) {
      commands += 1;
      return redis.call(...args);
    },
    maxConcurrency: 64,
    prefix,
  });
const client = createClient({
  credential: () => 'bench',
  baseUrl,
  retry: { maxRetries: 20 },
  throttle: store === undefined ? { maxConcurrency: concurrency } : { store },
  async fetch(input, init) {
    const response = await fetch(input, init);
    if (response.status === 429) refused += 1;
    return response;
  },
});

process.on('message', (message: { readonly calls: number }) => void run(message.calls));
process.on('disconnect', () => redis?.disconnect());
process.send?.({ isReady: 1 });

async function run(calls: number): Promise<void> {
  await runCalls(client, calls, concurrency);
  const { user, system } = process.cpuUsage();
  process.send?.({ refused, commands, cpuInS: (user + system) / 1e6 });
}
