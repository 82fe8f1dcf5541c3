import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/create-client.ts';
import { createMemoryThrottleStore } from '../../src/throttle/memory-throttle-store.ts';
import { createThrottle } from '../../src/throttle/throttle.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** Has so many calls wait at once for a service that takes 50 ms each; tells when each was sent and who was too late. */
async function runLine(calls: number, remainingInMs = Infinity) {
  const clock = new VirtualClock();
  const memory = createMemoryThrottleStore(32);
  let questions = 0;
  const store = {
    ...memory,
    acquire(keys: readonly string[], nowInMs: number) {
      questions += 1;
      return memory.acquire(keys, nowInMs);
    },
  };
  const throttle = createThrottle({ store }, clock);
  const sent: number[] = [];
  let late = 0;
  const call = async (index: number) => {
    const controller = new AbortController();
    const cancel = Number.isFinite(remainingInMs)
      ? clock.schedule(() => controller.abort('late'), remainingInMs)
      : () => {};
    try {
      const permit = await throttle.acquire(['p'], {
        remainingInMs: () => remainingInMs,
        abortSignal: controller.signal,
        onWait() {},
      });
      sent.push(index);
      await new Promise<void>((resolve) => {
        clock.schedule(resolve, 50);
      });
      permit.release({ kind: 'passed' });
    } catch {
      late += 1;
    } finally {
      cancel();
    }
  };
  await clock.run(Promise.all(Array.from({ length: calls }, (_, index) => call(index))));
  return { elapsedInMs: clock.elapsedInMs, questions, sent, late, pendingTimers: clock.pendingTimers };
}

/** An abort signal that says how many listeners it has. */
function createCountedSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners.add(args[1]);
    add(...args);
  };
  signal.removeEventListener = (_type: string, listener: unknown) => void listeners.delete(listener);
  return { signal, abort: () => controller.abort(), listeners };
}

describe('a long line of calls under one key', () => {
  test.for([1_000, 10_000])('is served in order, and no place is left empty: %i calls', async (calls) => {
    const { elapsedInMs, sent, pendingTimers } = await runLine(calls);
    expect(sent).toEqual(Array.from({ length: calls }, (_, index) => index));
    expect(elapsedInMs).toBe(Math.ceil(calls / 32) * 50);
    expect(pendingTimers).toBe(0);
  });

  test('asks the store equally often per call with 10,000 and 1,000 calls', async () => {
    const few = await runLine(1_000);
    const many = await runLine(10_000);
    expect(many.questions / 10_000).toBeLessThanOrEqual(few.questions / 1_000 + 0.1);
    expect(many.questions / 10_000).toBeLessThanOrEqual(2.1);
  });

  test('sends nothing for a call whose time is over before its turn', async () => {
    const { sent, late, pendingTimers } = await runLine(5_000, 1_000);
    // Twenty rounds of 32.
    expect(sent).toEqual(Array.from({ length: 640 }, (_, index) => index));
    expect(late).toBe(5_000 - 640);
    expect(pendingTimers).toBe(0);
  });

  test('listens once to a signal that ends all of its calls', async () => {
    const clock = new VirtualClock();
    const throttle = createThrottle({ store: createMemoryThrottleStore(1) }, clock);
    const { abort, listeners, signal } = createCountedSignal();
    const wait = { remainingInMs: () => Infinity, abortSignal: signal, onWait() {} };
    const permit = await throttle.acquire(['p'], wait);
    const calls = Array.from({ length: 20_000 }, () => throttle.acquire(['p'], wait));
    expect(listeners.size).toBe(1);
    abort();
    const reasons = await Promise.all(calls.map((call) => Promise.resolve(call).catch((error) => error)));
    expect(new Set(reasons)).toEqual(new Set([signal.reason]));
    permit.release({ kind: 'failed' });
    expect([listeners.size, clock.pendingTimers]).toEqual([0, 0]);
  });

  test('lets all calls of a client pass within the default time limits', async () => {
    const clock = new VirtualClock();
    const fetch = async () => {
      await new Promise<void>((resolve) => {
        clock.schedule(resolve, 50);
      });
      return Response.json({ totalCount: 0, items: [] });
    };
    const client = createClient({ credential: () => 'token', clock, fetch });
    await clock.run(Promise.all(Array.from({ length: 3_200 }, () => client.getPartnerLicensesUsage())));
    expect(clock.elapsedInMs).toBe(100 * 50);
  });
});

describe('a step of the wall clock', () => {
  test.for([-3_600_000, 3_600_000])(
    'by %i ms in the middle of a cool-down changes nothing',
    async (stepInMs) => {
      const monotonic = new VirtualClock();
      let step = 0;
      const clock = {
        now: () => monotonic.now() + step,
        monotonic: () => monotonic.monotonic(),
        random: () => 0.5,
        schedule: (callback: () => void, delayInMs: number) => monotonic.schedule(callback, delayInMs),
      };
      const sentAt: number[] = [];
      const fetch = async () => {
        sentAt.push(monotonic.elapsedInMs);
        return sentAt.length === 1
          ? Response.json({}, { status: 429, headers: { 'retry-after': '30' } })
          : Response.json({ totalCount: 0, items: [] });
      };
      const client = createClient({ credential: () => 'token', clock, fetch });
      const calls = [client.getPartnerLicensesUsage()];
      await monotonic.advance(10_000);
      step = stepInMs;
      calls.push(client.getPartnerLicensesUsage());
      const answers = await monotonic.run(Promise.all(calls));
      expect(sentAt).toEqual([0, 30_000, 30_000]);
      expect(answers[0]?.context.attempts.map(({ delayInMs }) => delayInMs)).toEqual([0, 30_000]);
    },
  );

  test('affects only a clock without monotonic time', async () => {
    const monotonic = new VirtualClock();
    const clock = {
      now: () => monotonic.now(),
      schedule: (callback: () => void, delayInMs: number) => monotonic.schedule(callback, delayInMs),
    };
    const answers = [429, 200];
    const fetch = async () =>
      Response.json(
        { totalCount: 0, items: [] },
        { status: answers.shift() ?? 200, headers: { 'retry-after': '5' } },
      );
    const client = createClient({ credential: () => 'token', clock, fetch });
    await monotonic.run(client.getPartnerLicensesUsage());
    expect(monotonic.elapsedInMs).toBe(5_000);
  });
});
