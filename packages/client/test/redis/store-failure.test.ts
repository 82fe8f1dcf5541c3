import { describe, expect, test } from 'vitest';
import { createClient, ThrottleError } from '../../src/index.ts';
import {
  createRedisThrottleStore,
  type RedisThrottleStoreOptions,
  type SendRedisCommand,
} from '../../src/redis/index.ts';
import { fault, gate, partnerAnswer } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';
import { connectIoredis, describeWithRedis } from './support/redis.ts';

const refused = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:6379'));
const hangs = () => new Promise<never>(() => {});

/** A Redis that grants everything while it is up. */
function createRedis(clock: VirtualClock, whileDown: () => Promise<never> = refused) {
  let isUp = true;
  const asked: string[] = [];
  const sendCommand: SendRedisCommand = async (...[, , count, ...rest]) => {
    const operation = rest[Number(count)] ?? '';
    asked.push(operation);
    return isUp ? (operation === 'acquire' ? 'granted' : 'done') : whileDown();
  };
  return {
    asked,
    setUp: async (options: Partial<RedisThrottleStoreOptions>) => {
      const store = createRedisThrottleStore({ sendCommand, clock, ...options });
      // The digest of the script is worked out once, by another thread, which no clock of a test knows of.
      await expect(store.acquire([], 0)).resolves.toMatchObject({ granted: true });
      await store.release([], 1, { kind: 'passed' }, 0);
      return store;
    },
    goDown: () => void (isUp = false),
    comeUp: () => void (isUp = true),
  };
}

describe('during an outage of Redis, a call', () => {
  test('fails at once by default, and says why', async () => {
    const clock = new VirtualClock();
    const redis = createRedis(clock);
    const store = await redis.setUp({});
    redis.goDown();
    const { client } = createTestClient([], { clock, throttle: { store } });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(ThrottleError);
    expect(String(error)).toContain(
      'not sent, because the throttle store failed, connect ECONNREFUSED 10.0.0.7:6379. Check throttle.store',
    );
    expect(clock.elapsedInMs).toBe(0);
    // Redis stays away, and a program can end all the same.
    await clock.advance(20_000);
    expect(clock.pendingTimers).toBe(0);
  });

  test('that failed costs the others no place after the outage', async () => {
    const clock = new VirtualClock();
    const redis = createRedis(clock);
    const store = await redis.setUp({});
    redis.goDown();
    await expect(store.acquire(['partner'], 0)).rejects.toThrow('connect ECONNREFUSED');
    await clock.advance(20_000);
    redis.comeUp();
    const { client } = createTestClient([partnerAnswer, partnerAnswer], { clock, throttle: { store } });
    const before = redis.asked.length;
    await clock.run(client.getPartnerLicensesUsage());
    await clock.advance(10_000);
    expect(redis.asked.slice(before)).toEqual(['acquire', 'renew', 'release']);
    await clock.run(client.getPartnerLicensesUsage());
    await clock.advance(10_000);
  });

  test('fails when Redis does not answer in time', async () => {
    const clock = new VirtualClock();
    const redis = createRedis(clock, hangs);
    const store = await redis.setUp({ commandTimeoutInMs: 2_000 });
    redis.goDown();
    const { client } = createTestClient([], { clock, throttle: { store } });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(error).toBeInstanceOf(ThrottleError);
    expect(String(error)).toContain('the throttle store failed, Redis did not answer within 2000 ms.');
    expect(clock.elapsedInMs).toBe(2_000);
    redis.comeUp();
    await clock.advance(10_000);
  });

  test('waits with onStoreFailure wait, and is sent after the outage', async () => {
    const clock = new VirtualClock();
    const redis = createRedis(clock);
    const store = await redis.setUp({ onStoreFailure: 'wait' });
    redis.goDown();
    const { client, requests } = createTestClient([partnerAnswer], { clock, throttle: { store } });
    const call = client.getPartnerLicensesUsage();
    await clock.advance(8_000);
    expect(requests).toHaveLength(0);
    redis.comeUp();
    await clock.run(call);
    expect(clock.elapsedInMs).toBeLessThanOrEqual(9_000);
    await clock.advance(10_000);
  });

  test('waits no longer than it has time, then says why', async () => {
    const clock = new VirtualClock();
    const redis = createRedis(clock);
    const store = await redis.setUp({ onStoreFailure: 'wait' });
    redis.goDown();
    const { client } = createTestClient([], { clock, throttle: { store } });
    const error = await clock.runToRejection(client.getPartnerLicensesUsage({ totalTimeoutInMs: 5_000 }));
    expect(error).toBeInstanceOf(ThrottleError);
    expect(String(error)).toContain('not sent, because the throttle store failed, connect ECONNREFUSED');
    expect(clock.elapsedInMs).toBe(5_000);
    redis.comeUp();
    await clock.advance(10_000);
  });

  test('continues with a local throttle with onStoreFailure local, and shares again after the outage', async () => {
    const clock = new VirtualClock();
    const redis = createRedis(clock);
    const store = await redis.setUp({ onStoreFailure: 'local', maxConcurrency: 1 });
    redis.goDown();
    const slow = gate(partnerAnswer);
    const answers = [slow.answer, fault(429, { 'retry-after': '7' }), partnerAnswer, partnerAnswer];
    const { client, requests } = createTestClient(answers, { clock, throttle: { store } });
    const calls = [client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()];
    await clock.advance(500);
    // The limit holds, for this process alone.
    expect(requests).toHaveLength(1);
    slow.open();
    await clock.run(Promise.all(calls));
    // So do the cool-downs.
    expect(clock.elapsedInMs).toBeGreaterThanOrEqual(7_500);
    redis.comeUp();
    const before = redis.asked.length;
    await clock.advance(1_000);
    await clock.run(client.getPartnerLicensesUsage());
    await settled();
    expect(redis.asked.slice(before)).toEqual(expect.arrayContaining(['acquire', 'release']));
    await clock.advance(10_000);
  });

  test('asks Redis from time to time, not for each request', async () => {
    const clock = new VirtualClock();
    const redis = createRedis(clock);
    const store = await redis.setUp({ onStoreFailure: 'local' });
    redis.goDown();
    const before = redis.asked.length;
    const { client } = createTestClient(partnerAnswer, { clock, throttle: { store } });
    for (let call = 0; call < 50; call += 1) await clock.run(client.getPartnerLicensesUsage());
    expect(redis.asked.length - before).toBe(1);
    redis.comeUp();
    await clock.advance(10_000);
  });
});

describeWithRedis('a call that waits', (redis) => {
  test('outlives a restart of Redis', async () => {
    const { server } = redis();
    await using connection = connectIoredis(server);
    const store = createRedisThrottleStore({ ...connection, onStoreFailure: 'wait' });
    const client = createClient({
      credential: () => 'token',
      fetch: async () => Response.json({ totalCount: 0, items: [] }),
      throttle: { store },
    });
    await client.getPartnerLicensesUsage();
    await server.kill();
    const call = client.getPartnerLicensesUsage();
    await server.restart();
    expect(await call).toMatchObject({ items: [] });
    await store[Symbol.asyncDispose]();
  });
});
