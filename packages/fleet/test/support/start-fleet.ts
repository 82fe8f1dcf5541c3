import { createClient } from '@licenses-usage/client';
import { createEmulator, type Emulator, type EmulatorOptions } from '@licenses-usage/emulator';
import { hasRedisServer, startRedisServer, type RedisServer } from '@licenses-usage/testing/redis-server';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import {
  createFleet,
  type Fleet,
  type FleetClient,
  type FleetResult,
  type WorkOptions,
} from '../../src/index.ts';

let redis: RedisServer | undefined;
let queues = 0;

/** One Redis for the tests of a file. */
export function useRedis(): { readonly url: () => string } {
  beforeAll(async () => {
    if (hasRedisServer()) redis = await startRedisServer();
  });
  afterAll(() => redis?.stop());
  return { url: urlOfRedis };
}

function urlOfRedis(): string {
  if (redis === undefined) throw new Error('Redis has not been started.');
  return redis.url;
}

/** A fleet on a queue of its own, until the test ends. */
export function startFleet(options: { readonly queue?: string; readonly scan?: string } = {}): Fleet {
  const queue = options.queue ?? newQueue();
  const fleet = createFleet({ queue, scan: options.scan, connection: urlOfRedis() });
  onTestFinished(() => fleet.close());
  return fleet;
}

/** A worker until the test ends. */
export function startWorker(fleet: Fleet, client: FleetClient, options: WorkOptions = {}): void {
  const worker = fleet.work(client, { signals: [], ...options });
  onTestFinished(() => worker.stop());
}

export function newQueue(): string {
  queues += 1;
  return `test-${queues}`;
}

export interface Service {
  readonly emulator: Emulator;
  readonly client: ReturnType<typeof createClient>;
  /** How often each customer was asked for. */
  calls(): Map<string, number>;
}

/** A partner in this process. */
export function startService(options: EmulatorOptions = {}): Service {
  const emulator = createEmulator({ snapshotDate: '2017-03-09', ...options });
  const client = createClient({
    credential: () => 'any',
    fetch: emulator.fetch,
    retry: { maxRetries: 0 },
    onDeprecation: () => {},
  });
  return {
    emulator,
    client,
    calls() {
      const calls = new Map<string, number>();
      for (const { operation, url } of emulator.requests) {
        if (operation !== 'getCustomerLicensesUsage') continue;
        const customer = new URL(url).pathname.split('/')[3] ?? '';
        calls.set(customer, (calls.get(customer) ?? 0) + 1);
      }
      return calls;
    },
  };
}

/** What a single process gets, by customer. */
export async function askEach({ client }: Service): Promise<FleetResult[]> {
  const results: FleetResult[] = [];
  for await (const { id } of client.listCustomers()) {
    const { totalCount, items } = await client.getCustomerLicensesUsage(id);
    results.push({ customerId: id.toLowerCase(), status: 'ok', totalCount, items });
  }
  return byCustomer(results);
}

export function byCustomer<Result extends { readonly customerId: string }>(
  results: readonly Result[],
): Result[] {
  return results.toSorted((one, other) => one.customerId.localeCompare(other.customerId));
}

export async function toArray<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const array: Value[] = [];
  for await (const value of values) array.push(value);
  return array;
}
