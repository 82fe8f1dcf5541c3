import { describe, expect, expectTypeOf, test } from 'vitest';

import { ConfigurationError } from '../../../src/errors/configuration-error.ts';
import { ServiceError } from '../../../src/errors/service-error.ts';
import type { CustomerUsageResult } from '../../../src/migrate/fleet/customers.ts';
import {
  type ScanCheckpoint,
  scanCustomerUsage,
  type ScanProgress,
} from '../../../src/migrate/fleet/scan-customer-usage.ts';
import { fault, gate, json, silence } from '../../support/answers.ts';
import { createTestClient } from '../../support/client.ts';
import { abortListeners } from '../../support/listeners.ts';
import { thrownBy } from '../../support/thrown-by.ts';
import { settled } from '../../support/virtual-clock.ts';
import { collect, rejectionOf } from '../../walk/support/collect.ts';
import { customerIn, fleetService, forbidden, idOf, idsOf, idsUpTo, legacyAnswer } from '../support/fleet.ts';

function summaryOf(result: CustomerUsageResult) {
  return result.status === 'ok'
    ? [result.customerId, result.usage.items.map((item) => item.licensesActive)]
    : [result.customerId, result.error.name];
}

/** A checkpoint that records what it is given, as a file would. */
function createRecord(...done: readonly string[]) {
  const record = [...done];
  const checkpoint: ScanCheckpoint = {
    load: async () => record,
    save: async ({ customerId }) => void record.push(customerId),
  };
  return { record, checkpoint };
}

describe('scanCustomerUsage', () => {
  test('delivers the usage of each customer, in the order of the customers, each once', async () => {
    const { client, requests } = createTestClient(fleetService([]));
    const customers = [idOf(2), idOf(0).toUpperCase(), idOf(1), idOf(2)];
    const results = await collect(scanCustomerUsage(client, { customers }));
    expect(results.map(summaryOf)).toStrictEqual([
      [idOf(2), [2]],
      [idOf(0), [0]],
      [idOf(1), [1]],
    ]);
    expect(requests).toHaveLength(3);
    expectTypeOf(results).toEqualTypeOf<CustomerUsageResult[]>();
  });

  test('accepts the list of the client, page by page', async () => {
    const items = idsOf(0, 1).map((id) => ({ id, companyProfile: null }));
    const { client } = createTestClient([json({ totalCount: 2, items }), legacyAnswer(0), legacyAnswer(1)]);
    const results = await collect(scanCustomerUsage(client, { customers: client.listCustomers() }));
    expect(results.map(({ customerId }) => customerId)).toStrictEqual(idsOf(0, 1));
  });

  test('yields a failure as a value, and continues', async () => {
    const { client } = createTestClient(fleetService([], new Map([[1, forbidden]])));
    const results = await collect(scanCustomerUsage(client, { customers: [...idsUpTo(3), 'not-a-guid'] }));
    expect(results.map(summaryOf)).toStrictEqual([
      [idOf(0), [0]],
      [idOf(1), 'ServiceError'],
      [idOf(2), [2]],
      ['not-a-guid', 'ConfigurationError'],
    ]);
  });

  test('ends with the error when the token is refused, because every other call would be too', async () => {
    const { client, requests } = createTestClient(fault(401), { retry: { maxRetries: 0 } });
    const scan = scanCustomerUsage(client, { customers: idsUpTo(50), concurrency: 2 });
    await expect(collect(scan)).rejects.toBeInstanceOf(ServiceError);
    expect(requests.length).toBeLessThanOrEqual(4);
  });

  test('ends when the service asks for a long pause, and keeps what has arrived by then', async () => {
    const refused = gate(fault(429, { 'retry-after': '3600' }));
    const { client, requests } = createTestClient(fleetService([], new Map([[0, refused.answer]])), {
      retry: { maxRetries: 0 },
    });
    const { record, checkpoint } = createRecord();
    const scan = scanCustomerUsage(client, { customers: idsUpTo(3), concurrency: 3, checkpoint });
    const collected = rejectionOf(collect(scan));
    for (let turn = 0; turn < 50 && requests.length < 3; turn += 1) await settled();
    for (let turn = 0; turn < 50; turn += 1) await settled();
    refused.open();
    expect(await collected).toMatchObject({ name: 'ServiceError', retryAfterInMs: 3_600_000 });
    expect(record).toStrictEqual(idsOf(1, 2));
    const again = createTestClient(fleetService([]));
    const rest = await collect(scanCustomerUsage(again.client, { customers: idsUpTo(3), checkpoint }));
    expect(rest.map(summaryOf)).toStrictEqual([[idOf(0), [0]]]);
  });

  test('keeps exactly the given number of calls in flight, even if the first is slow', async () => {
    const first = gate(legacyAnswer(0));
    let inFlight = 0;
    let most = 0;
    const { client, requests } = createTestClient(async (request, number) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await settled();
      const customer = customerIn(request) ?? -1;
      const response = await (customer === 0 ? first.answer : legacyAnswer(customer))(request, number);
      inFlight -= 1;
      return response;
    });
    const collected = collect(scanCustomerUsage(client, { customers: idsUpTo(40), concurrency: 3 }));
    for (let turn = 0; turn < 50; turn += 1) await settled();
    // Results wait for the first one, but only a limited number of them.
    expect(requests).toHaveLength(12);
    first.open();
    expect((await collected).map(({ customerId }) => customerId)).toStrictEqual(idsUpTo(40));
    expect(most).toBe(3);
  });

  test('waits for its consumer', async () => {
    const { client, requests } = createTestClient(fleetService([]));
    const scan = scanCustomerUsage(client, { customers: idsUpTo(1_000), concurrency: 2 });
    await scan.next();
    for (let turn = 0; turn < 20; turn += 1) await settled();
    expect(requests).toHaveLength(8);
    await scan.return();
  });

  test('skips customers of the checkpoint, and saves each result when the next is asked for', async () => {
    const { client, requests } = createTestClient(fleetService([]));
    const { record, checkpoint } = createRecord(idOf(1).toUpperCase());
    const scan = scanCustomerUsage(client, { customers: idsUpTo(4), checkpoint });
    expect(await scan.next()).toMatchObject({ value: { customerId: idOf(0) } });
    expect(record).toHaveLength(1);
    expect(await scan.next()).toMatchObject({ value: { customerId: idOf(2) } });
    expect(record.slice(1)).toStrictEqual(idsOf(0));
    await scan.return();
    // The last result may not have been processed, because the next one was not requested.
    expect(record.slice(1)).toStrictEqual(idsOf(0));

    const before = requests.length;
    const rest = await collect(scanCustomerUsage(client, { customers: idsUpTo(4), checkpoint }));
    expect(rest.map(({ customerId }) => customerId)).toStrictEqual(idsOf(2, 3));
    expect(record.slice(1)).toStrictEqual(idsOf(0, 2, 3));
    expect(requests.length - before).toBe(2);
  });

  test('rejects with the error of the checkpoint', async () => {
    const { client } = createTestClient(fleetService([]));
    const full = new Error('disk full');
    const reject = () => Promise.reject(full);
    const saving = { load: async () => [], save: reject };
    await expect(
      collect(scanCustomerUsage(client, { customers: idsUpTo(3), checkpoint: saving })),
    ).rejects.toBe(full);
    const loading = { load: reject, save: async () => {} };
    await expect(
      collect(scanCustomerUsage(client, { customers: idsUpTo(3), checkpoint: loading })),
    ).rejects.toBe(full);
  });

  test('reports its progress, and ignores what the listener throws', async () => {
    const { client } = createTestClient(fleetService([], new Map([[1, forbidden]])));
    const told: ScanProgress[] = [];
    const onProgress = (progress: ScanProgress) => {
      told.push(progress);
      throw new Error('listener');
    };
    const { checkpoint } = createRecord(idOf(0));
    await collect(
      scanCustomerUsage(client, { customers: idsUpTo(3), concurrency: 1, checkpoint, onProgress }),
    );
    expect(told).toStrictEqual([
      { succeeded: 0, failed: 1, skipped: 1 },
      { succeeded: 1, failed: 1, skipped: 1 },
    ]);
  });

  test('rejects with the reason of an abort at once, and leaves no timer or listener', async () => {
    const { client, clock } = createTestClient(silence);
    const controller = new AbortController();
    const scan = scanCustomerUsage(client, { customers: idsUpTo(9), abortSignal: controller.signal });
    const next = scan.next();
    await settled();
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
    await settled();
    expect(abortListeners(controller.signal)).toBe(0);
    expect(clock.pendingTimers).toBe(0);
    const aborted = scanCustomerUsage(client, { customers: idsUpTo(9), abortSignal: controller.signal });
    await expect(aborted.next()).rejects.toBe(reason);
  });

  test('aborts calls in flight when its consumer stops', async () => {
    const signals: AbortSignal[] = [];
    const { client } = createTestClient((request, number) => {
      signals.push(request.signal);
      return customerIn(request) === 0 ? legacyAnswer(0)(request, number) : silence(request, number);
    });
    for await (const { customerId } of scanCustomerUsage(client, { customers: idsUpTo(9), concurrency: 3 })) {
      expect(customerId).toBe(idOf(0));
      break;
    }
    await settled();
    expect(signals.length).toBeGreaterThan(1);
    expect(signals.slice(1).every((signal) => signal.aborted)).toBe(true);
  });

  test('refuses bad options before anything is sent', () => {
    const { client } = createTestClient([]);
    const refusals = [
      () => scanCustomerUsage(client, { customers: idOf(0) }),
      () => scanCustomerUsage(client, { customers: [], concurrency: 0 }),
      () => scanCustomerUsage(client, { customers: [], concurrency: 257 }),
    ].map(thrownBy);
    expect(refusals.map((error) => error instanceof ConfigurationError && error.argument)).toStrictEqual([
      'customers',
      'concurrency',
      'concurrency',
    ]);
  });
});
