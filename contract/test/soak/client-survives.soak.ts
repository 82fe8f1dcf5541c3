import { getEventListeners } from 'node:events';
import { createClient } from '@licenses-usage/client';
import { describe, expect, test } from 'vitest';
import { createEmulator } from '@licenses-usage/emulator';
import { inMebibytes, print, type Figures } from './figures.ts';
import { inProcess, overSockets } from './lines.ts';
import { createTasks, type Task } from './tasks.ts';
import { createUnreliableService, passingFaults } from './unreliable-service.ts';
import type { VirtualClock } from '@licenses-usage/testing/virtual-clock';

const concurrency = 16;
const customers = 40;
const share = 0.05;
/** The day of both emulators. By default it follows their clocks, one of which is virtual. */
const snapshotDate = '2017-03-09';

describe.each([inProcess, overSockets])(
  'a client $name, with faults that pass in one of two calls',
  (line) => {
    const heapReadings = [line.calls / 4, line.calls];

    test('loses and repeats no row, never comes back early, and leaves nothing behind', async () => {
      const credential = () => 'soak-token';
      const reliable = createClient({ credential, fetch: createEmulator({ customers, snapshotDate }).fetch });
      const tasks = await createTasks(reliable);

      const clock = line.createClock();
      const { fetch, watched, seen, emulator } = createUnreliableService(clock, {
        share,
        customers,
        snapshotDate,
      });
      const figures: Figures = { calls: 0, tasks: 0, rows: 0, failures: new Map(), heap: new Map() };
      const retries = { total: 0, told: 0, timedOut: 0, throttled: 0 };
      const { baseUrl, fetch: travelled, close } = await line.open(fetch);
      const client = createClient({
        baseUrl,
        fetch: watched(travelled),
        credential,
        clock,
        retry: { maxRetries: 8 },
        attemptTimeoutInMs: 10_000,
        onEvent(event) {
          if (event.type === 'call-ended') figures.calls += 1;
          if (event.type === 'throttled' && event.reason === 'cool-down') retries.throttled += 1;
          if (event.type === 'response' && event.cause === 'timed-out') retries.timedOut += 1;
          if (event.type !== 'retry') return;
          retries.total += 1;
          if (event.retryAfterInMs !== undefined) retries.told += 1;
        },
      });
      const resourcesBefore = process.getActiveResourcesInfo();
      const { signal } = new AbortController();

      /** One of several concurrent workers. Each completes its task. */
      async function work(upTo: number): Promise<void> {
        while (figures.calls < upTo) {
          const task = pick(tasks, clock);
          const { rows, failures } = await task.run(client, signal);
          figures.tasks += 1;
          figures.rows += rows;
          for (const name of failures) figures.failures.set(name, (figures.failures.get(name) ?? 0) + 1);
        }
      }

      const startedAt = performance.now();
      const startedAtByClock = clock.now();
      for (const upTo of heapReadings) {
        await clock.run(Promise.all(Array.from({ length: concurrency }, () => work(upTo))));
        // The log of requests is the emulator's, not the client's.
        emulator.reset();
        figures.heap.set(upTo, await heapInUse());
      }

      await close();
      const handlesLeft = without(process.getActiveResourcesInfo(), resourcesBefore);
      const [early = 0, late = 0] = figures.heap.values();
      print({
        calls: figures.calls,
        requests: seen.requests,
        retries: `${retries.total}, of which ${retries.told} as told by Retry-After`,
        'waits for a cool-down': retries.throttled,
        'attempts that timed out': retries.timedOut,
        'answers with Retry-After': seen.retryAfters,
        'requests earlier than told': seen.early,
        'requests while another one was told to wait': seen.besides,
        'tasks to the last row': figures.tasks,
        'rows checked': figures.rows,
        'calls that failed after all retries, then repeated or resumed': describeCounts(figures.failures),
        faults: describeCounts(seen.faults),
        'timers left': clock.pendingTimers,
        'listeners left': getEventListeners(signal, 'abort').length,
        'handles left': handlesLeft.join(', ') || 'none',
        'heap after a quarter of the calls': inMebibytes(early),
        'heap after all of them': `${inMebibytes(late)} (${((late / early - 1) * 100).toFixed(1)}%)`,
        'virtual time': `${((clock.now() - startedAtByClock) / 3_600_000).toFixed(1)} h`,
        'real time': `${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
      });

      expect(figures.calls).toBeGreaterThanOrEqual(line.calls);
      const rare = [...passingFaults, 'request-timeout'].filter(
        (fault) => (seen.faults.get(fault) ?? 0) < seen.requests * share * 0.4,
      );
      expect(rare).toEqual([]);
      const stalled = (seen.faults.get('stalled-headers') ?? 0) + (seen.faults.get('stalled-body') ?? 0);
      expect(retries.timedOut).toBeGreaterThan(0);
      expect(retries.timedOut).toBeLessThanOrEqual(stalled + line.spareTimeouts);
      expect(retries.throttled).toBeGreaterThan(0);
      expect(seen.retryAfters).toBeGreaterThan(0);
      expect(seen.early).toBe(0);
      expect(clock.pendingTimers).toBe(0);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
      expect(handlesLeft).toEqual([]);
      expect(late).toBeLessThan(early * 1.1);
    });
  },
);

function pick(tasks: readonly Task[], clock: VirtualClock): Task {
  const task = tasks[Math.floor(clock.random() * tasks.length)];
  if (task === undefined) throw new Error('There is nothing to do.');
  return task;
}

/** The heap after a garbage collection. */
async function heapInUse(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('Run it with --expose-gc, as test:soak does.');
  for (let round = 0; round < 4; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc();
  }
  return process.memoryUsage().heapUsed;
}

/** The kinds of resources whose number has grown. */
function without(after: readonly string[], before: readonly string[]): readonly string[] {
  const rest = [...before];
  return after.filter((kind) => {
    const index = rest.indexOf(kind);
    if (index !== -1) rest.splice(index, 1);
    return index === -1;
  });
}

function describeCounts(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
}
