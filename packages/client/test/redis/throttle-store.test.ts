import { describe, expect, expectTypeOf, onTestFinished, test } from 'vitest';
import {
  ConfigurationError,
  createClient,
  type ThrottleDecision,
  type ThrottleStore,
} from '../../src/index.ts';
import { createRedisThrottleStore, type RedisThrottleStoreOptions } from '../../src/redis/index.ts';
import { hasRedisServer, startRedisServer } from '@licenses-usage/testing/redis-server';
import { createCluster } from '@redis/client';
import { Cluster } from 'ioredis';
import { connectIoredis, connectNodeRedis, describeWithRedis } from './support/redis.ts';

const keys = ['partner', 'partner/customer'];
const granted = { granted: true, ticket: expect.any(Number) };
const full = { granted: false, reason: 'concurrency', waitInMs: expect.any(Number), key: 'partner' };

function ticketOf(decision: ThrottleDecision) {
  if (!decision.granted) throw new Error(`Not granted: ${decision.reason}.`);
  return decision.ticket;
}

describe('createRedisThrottleStore', () => {
  const sendCommand = () => Promise.reject(new Error('not connected'));

  test.each([
    [{ maxConcurrency: 0 }, 'maxConcurrency: expected a whole number, 1 or more, received 0'],
    [{ leaseInMs: 1 }, 'leaseInMs: expected a whole number, 100 to 86400000, received 1'],
    [{ prefix: '{a}' }, 'prefix: expected text that is not empty, without braces'],
    [{ prefix: '' }, 'prefix: expected text that is not empty'],
    [{ commandTimeoutInMs: 0 }, 'commandTimeoutInMs: expected a duration'],
  ])('refuses %j', (options, message) => {
    const create = () => createRedisThrottleStore({ sendCommand, ...options });
    expect(create).toThrow(ConfigurationError);
    expect(create).toThrow(message);
  });

  test('refuses an unknown onStoreFailure', () => {
    // @ts-expect-error none of the three
    const create = () => createRedisThrottleStore({ sendCommand, onStoreFailure: 'ignore' });
    expect(create).toThrow('onStoreFailure: expected one of fail, wait, local, received "ignore".');
  });

  test('is a store that can be disposed of', () => {
    expectTypeOf(createRedisThrottleStore).returns.toExtend<ThrottleStore & AsyncDisposable>();
    expectTypeOf<RedisThrottleStoreOptions['sendCommand']>().toEqualTypeOf<
      (...args: [command: string, ...rest: string[]]) => Promise<unknown>
    >();
  });
});

describeWithRedis('the store in Redis', (redis) => {
  let tests = 0;

  /** Stores that share what they know, each as in a process of its own. */
  function createStores(options: Partial<RedisThrottleStoreOptions> = {}) {
    tests += 1;
    const settings = { sendCommand: redis().sendCommand, prefix: `test-${tests}`, ...options };
    const create = () => {
      const store = createRedisThrottleStore(settings);
      onTestFinished(() => store[Symbol.asyncDispose]());
      return store;
    };
    return [create(), create()] as const;
  }

  test('takes a place under every key or under none, for all processes together', async () => {
    const [first, second] = createStores({ maxConcurrency: 2 });
    const ticket = ticketOf(await first.acquire(keys, 0));
    expect(await second.acquire(['partner'], 0)).toEqual(granted);
    expect(await second.acquire(keys, 0)).toEqual(full);
    await first.release(keys, ticket, { kind: 'passed' }, 0);
    expect(await second.acquire(keys, 0)).toEqual(granted);
  });

  test('tells all processes of a cool-down, by the time of Redis rather than their clocks', async () => {
    const [first, second] = createStores();
    const ticket = ticketOf(await first.acquire(keys, 0));
    await first.release(keys, ticket, { kind: 'throttled', retryAfterInMs: 60_000 }, 0);
    const decision = await second.acquire(keys, 3_600_000);
    expect(decision).toMatchObject({ granted: false, reason: 'cool-down', key: 'partner/customer' });
    expect(decision).toHaveProperty('waitInMs', expect.closeTo(60_000, -4));
  });

  test('keeps partners apart', async () => {
    const [store] = createStores({ maxConcurrency: 1 });
    for (const partner of ['contoso', 'fabrikam', '}', 'a{b}c', '%7D', 'Übung']) {
      expect(await store.acquire([partner], 0)).toEqual(granted);
      expect(await store.acquire([partner], 0)).toMatchObject({ granted: false, key: partner });
    }
  });

  test('is asked by a client no more often than its own limit allows', async () => {
    const [store] = createStores({ maxConcurrency: 8 });
    let [inFlight, most] = [0, 0];
    const client = createClient({
      credential: () => 'token',
      async fetch() {
        inFlight += 1;
        most = Math.max(most, inFlight);
        // As long as it takes to be granted a place.
        for (let ping = 0; ping < 3; ping += 1) await redis().sendCommand('PING');
        inFlight -= 1;
        return Response.json({ totalCount: 0, items: [] });
      },
      throttle: { store, maxConcurrency: 2 },
    });
    await Promise.all(Array.from({ length: 12 }, () => client.getPartnerLicensesUsage()));
    expect(most).toBe(2);
  });

  test('keeps nothing of customers without state, and lets every key expire', async () => {
    const [store] = createStores({ prefix: 'bounded' });
    for (let customer = 0; customer < 200; customer += 1) {
      const under = ['partner', `partner/${customer}`];
      const ticket = ticketOf(await store.acquire(under, 0));
      await store.release(under, ticket, { kind: 'passed' }, 0);
    }
    const ticket = ticketOf(await store.acquire(keys, 0));
    await store.release(keys, ticket, { kind: 'throttled', retryAfterInMs: 1_000 }, 0);
    const { sendCommand } = redis();
    const kept = await sendCommand('KEYS', 'bounded:*');
    const names = Array.isArray(kept) ? kept.map(String).toSorted() : [];
    expect(names).toEqual(['bounded:throttle-1:{partner}', 'bounded:throttle-1:{partner}/customer']);
    for (const name of names) {
      const expiresInMs = Number(await sendCommand('PTTL', name));
      expect(expiresInMs).toBeGreaterThan(600_000);
      expect(expiresInMs).toBeLessThan(620_000);
      expect(Number(await sendCommand('STRLEN', name))).toBeLessThan(600);
    }
  });

  test('is asked by the client, which waits for a place that another process holds', async () => {
    const [first, second] = createStores({ maxConcurrency: 1 });
    const ticket = ticketOf(await first.acquire(['partner'], 0));
    const client = createClient({
      credential: () => 'token',
      fetch: async () => Response.json({ totalCount: 0, items: [] }),
      throttle: { store: second },
      onEvent: ({ type }) => {
        if (type === 'throttled') void first.release(['partner'], ticket, { kind: 'passed' }, 0);
      },
    });
    expect(await client.getPartnerLicensesUsage()).toMatchObject({ items: [] });
  });

  test('frees the places of a process that disposes of its store, and grants it no more', async () => {
    const [first, second] = createStores({ maxConcurrency: 1 });
    await first.acquire(keys, 0);
    expect(await second.acquire(keys, 0)).toEqual(full);
    await first[Symbol.asyncDispose]();
    expect(await second.acquire(keys, 0)).toEqual(granted);
    await expect(first.acquire(keys, 0)).rejects.toThrow('the store was disposed of');
  });

  test('continues when Redis has lost its data', async () => {
    const [first, second] = createStores({ maxConcurrency: 1 });
    const ticket = ticketOf(await first.acquire(keys, 0));
    await redis().sendCommand('FLUSHALL');
    expect(await second.acquire(keys, 0)).toEqual(granted);
    await first.release(keys, ticket, { kind: 'passed' }, 0);
    // What was given back is the place that was lost, not that of another process.
    expect(await first.acquire(keys, 0)).toMatchObject({ granted: false });
  });

  test('works again after Redis has lost the script', async () => {
    const [store] = createStores({ maxConcurrency: 1 });
    const ticket = ticketOf(await store.acquire(keys, 0));
    await redis().sendCommand('SCRIPT', 'FLUSH');
    await store.release(keys, ticket, { kind: 'passed' }, 0);
    expect(await store.acquire(keys, 0)).toEqual(granted);
  });

  test.each([
    ['ioredis', async () => connectIoredis(redis().server)],
    ['node-redis', async () => connectNodeRedis(redis().server)],
  ])('works over %s', async (_, connect) => {
    await using connection = await connect();
    const [first, second] = createStores({ maxConcurrency: 1, sendCommand: connection.sendCommand });
    const ticket = ticketOf(await first.acquire(keys, 0));
    expect(await second.acquire(keys, 0)).toEqual(full);
    await first.release(keys, ticket, { kind: 'passed' }, 0);
    expect(await second.acquire(keys, 0)).toEqual(granted);
    await second[Symbol.asyncDispose]();
  });
});

describe.skipIf(!hasRedisServer())('the store in a cluster', () => {
  test('keeps a partner and its customers on one node', async () => {
    await using server = await startRedisServer({ isCluster: true });
    const node = connectIoredis(server);
    await node.sendCommand('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    const state = () => node.sendCommand('CLUSTER', 'INFO');
    // A node takes two seconds to make sure that it is alone.
    await expect.poll(state, { timeout: 60_000 }).toContain('cluster_state:ok');
    const ioredis = new Cluster([{ host: '127.0.0.1', port: server.port }]);
    const nodeRedis = createCluster({ rootNodes: [{ url: server.url }] });
    await nodeRedis.connect();
    const overIoredis = createRedisThrottleStore({ sendCommand: (...args) => ioredis.call(...args) });
    const overNodeRedis = createRedisThrottleStore({
      sendCommand: (...args) => nodeRedis.sendCommand(args[3], false, args),
    });
    for (const [partner, one, other] of [
      ['contoso', overIoredis, overNodeRedis],
      ['fabrikam', overNodeRedis, overIoredis],
      ['}{', overNodeRedis, overIoredis],
    ] as const) {
      const under = [partner, `${partner}/customer`];
      const ticket = ticketOf(await one.acquire(under, 0));
      await one.release(under, ticket, { kind: 'throttled', retryAfterInMs: 60_000 }, 0);
      expect(await other.acquire(under, 0)).toMatchObject({ reason: 'cool-down', key: under[1] });
    }
    ioredis.disconnect();
    nodeRedis.destroy();
    await node[Symbol.asyncDispose]();
  });
});
