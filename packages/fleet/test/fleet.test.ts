import { hasRedisServer } from '@licenses-usage/testing/redis-server';
import { describe, expect, test } from 'vitest';
import { createFleet, isFleetError, type CustomerUsage, type FleetSink } from '../src/index.ts';
import {
  askEach,
  byCustomer,
  newQueue,
  startFleet,
  startService,
  startWorker,
  toArray,
  useRedis,
} from './support/start-fleet.ts';

const redis = useRedis();
const hasRedis = hasRedisServer();

describe.runIf(hasRedis)('a scan by two workers', () => {
  test('queries each customer once, and collects the results of a single process', async () => {
    const service = startService({ customers: 60 });
    const expected = await askEach(service);
    service.emulator.reset();
    const queue = newQueue();
    const fleet = startFleet({ queue });
    const other = startFleet({ queue });
    expect(await fleet.enqueue(service.client.listCustomers())).toStrictEqual({ customers: 60, added: 60 });
    await using one = fleet.work(service.client, { signals: [], name: 'one' });
    await using two = other.work(service.client, { signals: [], name: 'two' });
    const results = await toArray(other.collect());
    expect(byCustomer(results)).toStrictEqual(expected);
    expect([...service.calls().values()]).toStrictEqual(Array.from({ length: 60 }, () => 1));
    await one.stop();
    await two.stop();
    const { workers, ...progress } = await fleet.status();
    expect(progress).toStrictEqual({
      scan: queue,
      customers: 60,
      waiting: 0,
      active: 0,
      delayed: 0,
      succeeded: 60,
      failed: 0,
      paused: undefined,
      done: true,
    });
    expect(new Map(workers.map(({ name, working }) => [name, working]))).toStrictEqual(
      new Map([
        ['one', false],
        ['two', false],
      ]),
    );
    expect(workers.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(60);
  });

  test('reports its progress until it is done', async () => {
    const service = startService();
    const fleet = startFleet();
    await fleet.enqueue(service.client.listCustomers());
    const seen = [];
    const progress = fleet.progress({ intervalInMs: 10 });
    seen.push((await progress.next()).value);
    startWorker(fleet, service.client);
    seen.push(...(await toArray(progress)));
    expect(seen[0]).toMatchObject({ customers: 12, waiting: 12, succeeded: 0, done: false });
    expect(seen.at(-1)).toMatchObject({ customers: 12, waiting: 0, succeeded: 12, done: true });
  });
});

describe.runIf(hasRedis)('enqueue', () => {
  test('can be repeated: no customer is queried twice, finished or not', async () => {
    const service = startService();
    const fleet = startFleet();
    await fleet.enqueue(service.client.listCustomers());
    expect(await fleet.enqueue(service.client.listCustomers())).toStrictEqual({ customers: 12, added: 0 });
    startWorker(fleet, service.client);
    await toArray(fleet.progress({ intervalInMs: 10 }));
    expect(await fleet.enqueue(service.client.listCustomers())).toStrictEqual({ customers: 12, added: 0 });
    expect(await fleet.status()).toMatchObject({ succeeded: 12, waiting: 0, done: true });
    expect([...service.calls().values()]).toStrictEqual(Array.from({ length: 12 }, () => 1));
  });

  test('completes an interrupted listing, and nothing is collected before', async () => {
    const service = startService();
    const fleet = startFleet();
    const customers = await service.client.listCustomers().toArray();
    async function* cutOff() {
      yield* customers.slice(0, 5);
      throw new Error('cut off');
    }
    await expect(fleet.enqueue(cutOff())).rejects.toThrow('cut off');
    await expect(fleet.collect().next()).rejects.toMatchObject({ code: 'not-enqueued' });
    expect(await fleet.status()).toMatchObject({ customers: null, done: false });
    expect(await fleet.enqueue(customers)).toStrictEqual({ customers: 12, added: 12 });
  });

  test('reports how many customers it has listed, after each thousand and at the end', async () => {
    const fleet = startFleet();
    const ids = Array.from({ length: 2_001 }, (_, number) => `c${number}`);
    const listed: number[] = [];
    const onProgress = (customers: number) => void listed.push(customers);
    await fleet.enqueue(ids.slice(0, 1_000), { onProgress });
    expect(listed).toStrictEqual([1_000]);
    expect(await fleet.enqueue(ids, { onProgress })).toStrictEqual({ customers: 2_001, added: 1_001 });
    expect(listed.slice(1)).toStrictEqual([1_000, 2_000, 2_001]);
  });

  test('is named by heldScan, even for a process with another scan', async () => {
    const queue = newQueue();
    const other = startFleet({ queue, scan: 'another' });
    expect(await other.heldScan()).toBeUndefined();
    await startFleet({ queue, scan: 'contoso' }).enqueue(['c1']);
    expect(await other.heldScan()).toBe('contoso');
    await expect(other.retryDeadLetters()).rejects.toMatchObject({ code: 'other-scan' });
  });

  test('counts an id once, in any case and however often it is listed', async () => {
    const fleet = startFleet();
    const id = 'a0000000-0000-4000-8000-000000000001';
    expect(await fleet.enqueue([id, id.toUpperCase(), id])).toStrictEqual({ customers: 1, added: 1 });
  });

  test('refuses another scan until the first is discarded', async () => {
    const service = startService();
    const queue = newQueue();
    const first = startFleet({ queue, scan: 'partner-a' });
    const second = startFleet({ queue, scan: 'partner-b' });
    await first.enqueue(['a0000000-0000-4000-8000-000000000001']);
    const refusal = { code: 'other-scan', message: expect.stringContaining('partner-a, not partner-b') };
    await expect(second.enqueue(service.client.listCustomers())).rejects.toMatchObject(refusal);
    await expect(second.status()).rejects.toMatchObject(refusal);
    await expect(second.work(service.client, { signals: [] }).finished).rejects.toMatchObject(refusal);
    expect(await first.status()).toMatchObject({ waiting: 1, failed: 0 });
    const restarted = await second.enqueue(service.client.listCustomers(), { restart: true });
    expect(restarted).toStrictEqual({ customers: 12, added: 12 });
    await expect(first.status()).rejects.toMatchObject({ code: 'other-scan' });
  });
});

describe.runIf(hasRedis)('a credential that is refused', () => {
  test('pauses the queue with a reason, and no customer is lost', async () => {
    const refusing = startService({ tokens: { requireIssued: true } });
    const accepting = startService();
    const fleet = startFleet();
    await fleet.enqueue(accepting.client.listCustomers());
    const reasons: string[] = [];
    const onPause = (reason: string) => void reasons.push(reason);
    const worker = fleet.work(refusing.client, { signals: [], concurrency: 2, onPause });
    while ((await fleet.status()).paused === undefined)
      await new Promise((resolve) => setTimeout(resolve, 2));
    await worker.stop();
    expect(reasons[0]).toMatch(/^The credential was refused, so the queue is paused .* Acquire a new token;/);
    expect(await fleet.status()).toMatchObject({
      waiting: 12,
      active: 0,
      failed: 0,
      paused: { reason: expect.stringContaining('the service answered 400 with fault 800002') },
    });
    expect(refusing.emulator.requests.length).toBeLessThan(6);

    await fleet.resume();
    startWorker(fleet, accepting.client);
    const results = await toArray(fleet.collect());
    expect(results.map(({ status }) => status)).toStrictEqual(Array.from({ length: 12 }, () => 'ok'));
    expect((await fleet.status()).paused).toBeUndefined();
  });
});

describe.runIf(hasRedis)('a service that asks for a pause', () => {
  test('is not called by any worker, and no attempt is counted', async () => {
    const fault = { fault: 'throttled', operation: 'getCustomerLicensesUsage' } as const;
    // More refusals than a job has tries.
    const faults = [2, 3, 4, 5, 6].map((onNthRequest) => ({ ...fault, onNthRequest }));
    const service = startService({ faults });
    const fleet = startFleet();
    await fleet.enqueue(service.client.listCustomers());
    startWorker(fleet, service.client, { concurrency: 1 });
    const results = await toArray(fleet.collect());
    expect(results.map(({ status }) => status)).toStrictEqual(Array.from({ length: 12 }, () => 'ok'));
    const refusedAt = service.emulator.requests.flatMap(({ status, at }) =>
      status === 429 ? [at.getTime()] : [],
    );
    expect(refusedAt).toHaveLength(5);
    for (const [index, at] of refusedAt.slice(1).entries()) {
      // Timers may be a little early.
      expect(at - (refusedAt[index] ?? 0)).toBeGreaterThan(900);
    }
  });
});

describe.runIf(hasRedis)('a customer whose call fails', () => {
  test('becomes a dead letter with the name of its error, and is retried on request', async () => {
    const fault = {
      fault: 'no-relationship',
      operation: 'getCustomerLicensesUsage',
      onNthRequest: 3,
    } as const;
    const service = startService({ faults: [fault] });
    const fleet = startFleet();
    await fleet.enqueue(service.client.listCustomers());
    startWorker(fleet, service.client, { concurrency: 1 });
    const results = await toArray(fleet.collect());
    expect(results.filter(({ status }) => status === 'ok')).toHaveLength(11);
    const [letter, ...others] = await toArray(fleet.deadLetters());
    expect(others).toStrictEqual([]);
    expect(letter).toStrictEqual(results.at(-1));
    expect(letter).toMatchObject({ status: 'failed', error: { name: 'ServiceError' } });
    expect(letter?.error.message).toMatch(/403/);

    expect(await fleet.retryDeadLetters()).toBe(1);
    const again = await toArray(fleet.collect());
    expect(again.filter(({ status }) => status === 'ok')).toHaveLength(12);
  });
});

describe.runIf(hasRedis)('a sink', () => {
  test('gets the usage of each customer, and leaves nothing on the queue', async () => {
    const service = startService();
    const expected = await askEach(service);
    const fleet = startFleet();
    await fleet.enqueue(service.client.listCustomers());
    const saved: CustomerUsage[] = [];
    let closed = 0;
    const sink: FleetSink = {
      async save(usage) {
        saved.push(usage);
      },
      async close() {
        closed += 1;
      },
    };
    const worker = fleet.work(service.client, { signals: [], sink });
    await toArray(fleet.progress({ intervalInMs: 10 }));
    await worker.stop();
    expect(byCustomer(saved)).toStrictEqual(expected);
    expect(closed).toBe(1);
    await expect(fleet.collect().next()).rejects.toMatchObject({ code: 'kept-elsewhere' });
  });

  test('that fails stops its worker, and another worker queries the customer again', async () => {
    const service = startService();
    const fleet = startFleet();
    await fleet.enqueue(service.client.listCustomers());
    const sink: FleetSink = { save: () => Promise.reject(new Error('no space left on device')) };
    const failed = fleet.work(service.client, { signals: [], concurrency: 2, sink });
    const error: unknown = await failed.finished.catch((reason: unknown) => reason);
    expect(isFleetError(error) && error.code).toBe('sink-failed');
    expect(String(error)).toContain('no space left on device');
    expect(await fleet.status()).toMatchObject({ waiting: 12, active: 0, failed: 0 });
    startWorker(fleet, service.client);
    expect(await toArray(fleet.collect())).toHaveLength(12);
  });
});

describe.runIf(hasRedis)('a worker', () => {
  test('that is stopped finishes its calls in flight', async () => {
    const service = startService({ latencyInMs: 50 });
    const fleet = startFleet();
    await fleet.enqueue(service.client.listCustomers());
    const saved: string[] = [];
    const sink: FleetSink = {
      async save({ customerId }) {
        saved.push(customerId);
      },
    };
    await using worker = fleet.work(service.client, { signals: [], concurrency: 3, sink });
    while (service.calls().size < 3) await new Promise((resolve) => setTimeout(resolve, 2));
    await worker.stop();
    const { succeeded, active, waiting } = await fleet.status();
    expect(succeeded).toBe(saved.length);
    expect(succeeded).toBe(service.calls().size);
    expect({ active, all: succeeded + waiting }).toStrictEqual({ active: 0, all: 12 });
    expect(waiting).toBeGreaterThan(0);
  });

  test('that is aborted returns its jobs in flight', async () => {
    const service = startService({ latencyInMs: 200 });
    const fleet = startFleet();
    await fleet.enqueue(service.client.listCustomers());
    const controller = new AbortController();
    const worker = fleet.work(service.client, { signals: [], abortSignal: controller.signal });
    while ((await fleet.status()).active === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    controller.abort();
    await worker.finished;
    expect(await fleet.status()).toMatchObject({ waiting: 12, active: 0, succeeded: 0, failed: 0 });
  });
});

describe.runIf(hasRedis)('input', () => {
  test.each([
    [{ queue: 'a:b' }, 'queue: expected 1 to 100 letters'],
    [{ queue: 'a', scan: 'of Contoso' }, 'scan: expected 1 to 100 letters'],
    [{ queue: '.a' }, 'hyphens and underscores, received ".a". For example: "contoso".'],
    [{ queue: '' }, 'queue: expected 1 to 100 letters'],
    [{ queue: 'a'.repeat(101) }, 'queue: expected 1 to 100 letters'],
  ])('%j is refused before anything is opened', (options, message) => {
    expect(() => createFleet({ ...options, connection: redis.url() })).toThrow(message);
  });

  test('an invalid connection is refused without being shown', () => {
    const message =
      'connection: expected an address or an object, received another text. For example: "redis://';
    expect(() => createFleet({ queue: 'a', connection: 'https://:secret@x' })).toThrow(message);
    expect(() => createFleet({ queue: 'a', connection: 'redis://x', backend: 'postgres' })).toThrow(message);
  });

  test('an invalid concurrency is refused', async () => {
    const fleet = startFleet();
    const { client } = startService();
    for (const concurrency of [0, 257, 1.5]) {
      expect(() => fleet.work(client, { concurrency })).toThrow(
        `concurrency: expected a whole number from 1 to 256, received ${concurrency}. For example: 16.`,
      );
    }
    for (const concurrency of [1, 256]) await fleet.work(client, { concurrency, signals: [] }).stop();
  });

  test('an unreachable Redis is named as the reason, without its address', async () => {
    await using fleet = createFleet({
      queue: 'nobody',
      connection: 'redis://:a-secret@127.0.0.1:1',
      connectTimeoutInMs: 200,
    });
    const error: unknown = await fleet.status().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(String(error)).toContain('Start Redis or Postgres');
    expect(String(error)).not.toContain('a-secret');
  });
});
