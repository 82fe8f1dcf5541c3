/*
 * A worker of the bench in a separate process: node worker.ts <options as JSON>. Prints `ready`, begins at SIGUSR2 or
 * at once, and ends at SIGTERM or after a given number of customers.
 */
import { createClient } from '@licenses-usage/client';
import { createRedisThrottleStore } from '@licenses-usage/client/redis';
import { createFleet, createNdjsonSink } from '@licenses-usage/fleet';
import { Redis } from 'ioredis';
import { join } from 'node:path';

export interface BenchWorkerOptions {
  readonly queue: string;
  readonly redisUrl: string;
  readonly baseUrl: string;
  /** Whether the throttle is shared through Redis. */
  readonly isShared: boolean;
  /** After how many customers it ends; 0 for never. */
  readonly life: number;
  /** The folder for its results, in a file of its own; otherwise they stay on the queue. */
  readonly sinkFolder: string | undefined;
  /** Whether it begins without a signal, because the scan has begun. */
  readonly beginsAtOnce: boolean;
}

/** How long the places of a killed worker still count, as in `licenses-usage fleet work`. */
const leaseInMs = 5000;

const { queue, redisUrl, baseUrl, isShared, life, sinkFolder, beginsAtOnce } = readOptions(process.argv[2]);
const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
redis.on('error', () => {});
const store = createRedisThrottleStore({
  sendCommand: (command, ...words) => redis.call(command, ...words),
  leaseInMs,
  onStoreFailure: 'wait',
});
let answered = 0;
const client = createClient({
  credential: () => 'bench',
  baseUrl,
  onDeprecation: () => {},
  throttle: isShared ? { partnerKey: 'bench', store } : { maxConcurrency: 16 },
  onEvent(event) {
    if (event.type !== 'call-ended' || event.errorName !== undefined) return;
    answered += 1;
    // Once: the second signal would end the process at once, with its calls in flight.
    if (answered === life) process.kill(process.pid, 'SIGTERM');
  },
});
// Redis may be away while it starts.
const fleet = createFleet({ queue, connection: redisUrl, connectTimeoutInMs: 60_000 });
if (beginsAtOnce) void work();
else {
  await fleet.status();
  process.once('SIGUSR2', () => void work());
}
console.log('ready');

async function work(): Promise<void> {
  const path = sinkFolder === undefined ? undefined : join(sinkFolder, `${process.pid}.ndjson`);
  const sink = path === undefined ? undefined : await createNdjsonSink({ path });
  const worker = fleet.work(client, { concurrency: 16, sink });
  await worker.finished;
  await fleet.close();
  await store[Symbol.asyncDispose]().catch(() => {});
  redis.disconnect();
}

function readOptions(text = '{}'): BenchWorkerOptions {
  const options: unknown = JSON.parse(text);
  if (isOptions(options)) return options;
  throw new Error('The worker was started without options.');
}

function isOptions(value: unknown): value is BenchWorkerOptions {
  return (
    typeof value === 'object' &&
    value !== null &&
    'queue' in value &&
    'redisUrl' in value &&
    'baseUrl' in value
  );
}
