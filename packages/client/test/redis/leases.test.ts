import { withTimeInRedis } from '@licenses-usage/testing/time-in-redis';
import { expect, onTestFinished, test } from 'vitest';
import type { ThrottleDecision, ThrottleOutcome } from '../../src/index.ts';
import { createRedisThrottleStore, type SendRedisCommand } from '../../src/redis/index.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { describeWithRedis } from './support/redis.ts';

const keys = ['partner', 'partner/customer'];
const leaseInMs = 3_000;
const passed: ThrottleOutcome = { kind: 'passed' };
const granted = { granted: true, ticket: expect.any(Number) };
const full = { granted: false, reason: 'concurrency' };

describeWithRedis('a process that shares the throttle', (redis) => {
  let tests = 0;

  /** Processes whose clocks the test moves, together with that of Redis. */
  function setUp(maxConcurrency: number) {
    tests += 1;
    const prefix = `leases-${tests}`;
    const clock = new VirtualClock();
    const time = withTimeInRedis(redis().sendCommand, () => clock.now());
    /** Whether it is alive: the clock of one that is dead stands still. */
    const createProcess = ({ isAlive = true, sendCommand = time.sendCommand } = {}) => {
      const own = isAlive ? clock : new VirtualClock();
      const store = createRedisThrottleStore({ sendCommand, maxConcurrency, prefix, leaseInMs, clock: own });
      onTestFinished(() => store[Symbol.asyncDispose]());
      const ask = async (under = keys): Promise<ThrottleDecision> => store.acquire(under, own.now());
      /** Sends a request; the function returned ends it. */
      const send = async (under = keys) => {
        const decision = await ask(under);
        if (!decision.granted) throw new Error(`Not granted: ${decision.reason}.`);
        return async (outcome: ThrottleOutcome) => store.release(under, decision.ticket, outcome, own.now());
      };
      return { ask, send };
    };
    const advance = async (durationInMs: number) => {
      await clock.advance(durationInMs);
      await time.atRest();
    };
    return { clock, createProcess, advance, sendCommand: time.sendCommand };
  }

  test('that dies frees its places when its lease ends, and not before', async () => {
    const { createProcess, advance } = setUp(2);
    const dead = createProcess({ isAlive: false });
    const other = createProcess();
    await dead.send();
    await dead.send(['partner']);
    await advance(leaseInMs - 1);
    expect(await other.ask()).toMatchObject(full);
    await advance(1);
    expect(await other.ask()).toEqual(granted);
    expect(await other.ask()).toEqual(granted);
    expect(await other.ask()).toMatchObject(full);
  });

  test('that lives keeps its places for as long as its requests take', async () => {
    const { createProcess, advance } = setUp(1);
    const end = await createProcess().send();
    const other = createProcess();
    for (let third = 0; third < 30; third += 1) await advance(leaseInMs / 3);
    expect(await other.ask()).toMatchObject(full);
    await end(passed);
    expect(await other.ask()).toEqual(granted);
  });

  test('takes no more than its share of places while another process waits for one', async () => {
    const { createProcess, advance } = setUp(4);
    const [busy, other] = [createProcess(), createProcess()];
    const [end, ...rest] = await Promise.all(Array.from({ length: 4 }, () => busy.send()));
    expect(await other.ask()).toMatchObject(full);
    await end?.(passed);
    expect(await busy.ask()).toMatchObject(full);
    expect(await other.ask()).toEqual(granted);
    // Nobody waits any more.
    await advance(1_000);
    await rest[0]?.(passed);
    expect(await busy.ask()).toEqual(granted);
  });

  test('has nothing to renew once its requests have ended', async () => {
    const { clock, createProcess } = setUp(1);
    const end = await createProcess().send();
    expect(clock.pendingTimers).toBe(1);
    await end(passed);
    expect(clock.pendingTimers).toBe(0);
  });

  test('that dies with a request that all the others wait for holds them up no longer than its lease', async () => {
    const { createProcess, advance } = setUp(32);
    const other = createProcess();
    const sendMany = () => Promise.all(Array.from({ length: 8 }, () => other.send(['partner'])));
    for (const end of await sendMany()) await end(passed);
    for (const end of await sendMany()) await end({ kind: 'throttled', retryAfterInMs: 1_000 });
    await advance(1_000);
    // A budget was learned from the limit. The first request of its window goes alone.
    const dead = createProcess({ isAlive: false });
    await dead.send(['partner']);
    expect(await other.ask()).toMatchObject(full);
    await advance(leaseInMs - 1);
    expect(await other.ask()).toMatchObject(full);
    await advance(1);
    expect(await other.ask()).toEqual(granted);
  });

  test('returns a place whose grant it did not receive', async () => {
    const { createProcess, advance, sendCommand } = setUp(1);
    let isCut = true;
    const cutOff: SendRedisCommand = async (...args) => {
      const reply = await sendCommand(...args);
      if (isCut) throw new Error('read ECONNRESET');
      return reply;
    };
    const unlucky = createProcess({ sendCommand: cutOff });
    const other = createProcess();
    await expect(unlucky.ask()).rejects.toThrow('read ECONNRESET');
    isCut = false;
    expect(await other.ask()).toMatchObject(full);
    await advance(leaseInMs / 3);
    expect(await other.ask()).toEqual(granted);
  });

  test('gives it back as soon as Redis answers again', async () => {
    const { createProcess, advance, sendCommand } = setUp(2);
    let isCut = false;
    const unsteady: SendRedisCommand = async (...args) => {
      const reply = await sendCommand(...args);
      if (isCut) throw new Error('read ECONNRESET');
      return reply;
    };
    const unlucky = createProcess({ sendCommand: unsteady });
    const end = await unlucky.send();
    isCut = true;
    await expect(unlucky.ask()).rejects.toThrow('read ECONNRESET');
    await end(passed);
    isCut = false;
    // Its next question takes the place that is free, and gives back the one that it did not hear of.
    expect(await unlucky.ask()).toEqual(granted);
    await advance(0);
    expect(await createProcess().ask()).toEqual(granted);
  });

  test('reports a refusal later when Redis is unreachable, with the rest of the wait', async () => {
    const { clock, createProcess, advance, sendCommand } = setUp(32);
    let isDown = false;
    const unsteady: SendRedisCommand = async (...args) => {
      if (isDown) throw new Error('connect ECONNREFUSED');
      return sendCommand(...args);
    };
    const end = await createProcess({ sendCommand: unsteady }).send(['partner']);
    isDown = true;
    await end({ kind: 'throttled', retryAfterInMs: 10_000 });
    isDown = false;
    await advance(leaseInMs / 3);
    const waitInMs = 10_000 - leaseInMs / 3;
    expect(await createProcess().ask()).toMatchObject({ granted: false, reason: 'cool-down', waitInMs });
    expect(clock.pendingTimers).toBe(0);
  });

  test('is granted one place, even when its Redis client sends a command twice', async () => {
    const { createProcess, sendCommand } = setUp(2);
    const twice: SendRedisCommand = async (...args) => {
      await sendCommand(...args);
      return sendCommand(...args);
    };
    const end = await createProcess({ sendCommand: twice }).send();
    const other = createProcess();
    expect(await other.ask()).toEqual(granted);
    expect(await other.ask()).toMatchObject(full);
    await end(passed);
    expect(await other.ask()).toEqual(granted);
  });
});
