import { EventEmitter, once } from 'node:events';
import { hasRedisServer, startRedisServer } from '@licenses-usage/testing/redis-server';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createFleet, type FleetClient } from '../src/index.ts';
import { newQueue, startFleet, startWorker, toArray, useRedis } from './support/start-fleet.ts';

const redis = useRedis();
const answer = { totalCount: 0, items: [] };
const context = {
  requestId: 'r',
  correlationId: 'c',
  msCv: undefined,
  serverId: undefined,
  date: undefined,
  attempts: [],
};
const answering: FleetClient = {
  getCustomerLicensesUsage: async () => ({ ...answer, attributes: null, context }),
};

/** A service that answers nothing until its calls are aborted. */
function startSilentService() {
  const calls = new EventEmitter();
  const client: FleetClient = {
    getCustomerLicensesUsage(_, options) {
      calls.emit('asked');
      return new Promise((_resolve, reject) => {
        options?.abortSignal?.addEventListener('abort', () => reject(options.abortSignal?.reason));
      });
    },
  };
  return { client, asked: once(calls, 'asked') };
}

test.runIf(hasRedisServer())(
  'a worker whose calls take too long to finish aborts them, and its customers go to another one',
  async () => {
    const fleet = startFleet();
    await fleet.enqueue(['c1']);
    const { client, asked } = startSilentService();
    const worker = fleet.work(client, { signals: [], stopTimeoutInMs: 0 });
    await asked;
    await worker.stop();
    expect(await fleet.status()).toMatchObject({ waiting: 1, active: 0, failed: 0 });
  },
);

test.runIf(hasRedisServer())(
  'while Redis is away, idle and busy workers and their fleet end with a reason, and no customer is lost',
  async () => {
    const server = await startRedisServer({ isDurable: true });
    onTestFinished(() => server.stop());
    const queue = newQueue();
    const fleet = createFleet({ queue, connection: server.url });
    await fleet.enqueue(['c1']);
    const { client, asked } = startSilentService();
    const busy = fleet.work(client, { signals: [], stopTimeoutInMs: 0, name: 'busy' });
    await asked;
    const idle = fleet.work(answering, { signals: [], stopTimeoutInMs: 0, name: 'idle' });
    while ((await fleet.status()).workers.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.kill();
    const ends = await Promise.allSettled([busy.stop(), idle.stop()]);
    expect(ends).toMatchObject(
      ['busy', 'idle'].map((name) => ({
        status: 'rejected',
        reason: {
          code: 'unreachable',
          message: expect.stringContaining(`Stop the worker ${name}: Redis or`),
        },
      })),
    );
    await fleet.close();

    await server.restart();
    await using again = createFleet({ queue, connection: server.url });
    await using other = again.work(answering, { signals: [] });
    expect(await toArray(again.collect())).toStrictEqual([{ customerId: 'c1', status: 'ok', ...answer }]);
    await other.stop();
  },
);

test.runIf(hasRedisServer())('a job that has vanished from the queue makes the collection fail', async () => {
  const queue = newQueue();
  const fleet = startFleet({ queue });
  await fleet.enqueue(['c1', 'c2']);
  const worker = fleet.work(answering, { signals: [] });
  await toArray(fleet.progress({ intervalInMs: 5 }));
  await worker.stop();
  const connection = new Redis(redis.url());
  onTestFinished(() => connection.disconnect());
  await connection.zrem(`bull:${queue}:completed`, `${queue}.c2`);
  await connection.del(`bull:${queue}:${queue}.c2`);
  await expect(toArray(fleet.collect())).rejects.toMatchObject({
    code: 'incomplete',
    message: expect.stringContaining('the usage of 2 customers: the queue has the results of 1.'),
  });
  expect(await fleet.enqueue(['c1', 'c2'])).toStrictEqual({ customers: 2, added: 1 });
  startWorker(fleet, answering);
  expect(await toArray(fleet.collect())).toHaveLength(2);
});

test.runIf(hasRedisServer())('a collection of several pages has each customer once', async () => {
  const fleet = startFleet();
  const ids = Array.from({ length: 501 }, (_, number) => `c${number}`);
  await fleet.enqueue(ids);
  startWorker(fleet, answering, { concurrency: 64 });
  await toArray(fleet.progress({ intervalInMs: 10 }));
  const collected = (await toArray(fleet.collect())).map(({ customerId }) => customerId);
  expect(collected.toSorted()).toStrictEqual(ids.toSorted());
});

test.runIf(hasRedisServer())('a collection that nobody works for ends, and says so', async () => {
  const fleet = startFleet();
  await fleet.enqueue(['c1']);
  await expect(toArray(fleet.collect({ idleTimeoutInMs: 1 }))).rejects.toMatchObject({ code: 'no-worker' });
});
