import { describe, expect, test } from 'vitest';

import { createEmulator, EmulatorOptionsError, type FaultRule } from '../../src/index.ts';
import { ask, usage } from '../support/ask.ts';

async function statuses(
  faults: readonly FaultRule[],
  addresses: readonly string[],
): Promise<readonly number[]> {
  const emulator = createEmulator({ faults, customers: 2 });
  const found: number[] = [];
  for (const address of addresses) found.push((await ask(emulator, address)).status);
  return found;
}

const customers = '/v1/customers';

describe('a fault is switched on', () => {
  test('for every request', async () => {
    expect(await statuses([{ fault: 'throttled' }], [customers, usage(), '/nothing'])).toEqual([
      429, 429, 429,
    ]);
  });

  test('for one operation', async () => {
    const rule: FaultRule = { fault: 'unavailable', operation: 'listLicensesUsage' };
    expect(await statuses([rule], [customers, usage(), customers])).toEqual([200, 503, 200]);
  });

  test('for the n-th request', async () => {
    const rule: FaultRule = { fault: 'unavailable', onNthRequest: 2 };
    expect(await statuses([rule], [customers, customers, customers])).toEqual([200, 503, 200]);
  });

  test('for the n-th request of one operation', async () => {
    const rule: FaultRule = { fault: 'unavailable', operation: 'listLicensesUsage', onNthRequest: 2 };
    expect(await statuses([rule], [usage(), customers, customers, usage(), usage()])).toEqual([
      200, 200, 200, 503, 200,
    ]);
  });

  test('for a share of the requests, the same ones in every run of a seed', async () => {
    const rule: FaultRule = { fault: 'unavailable', probability: 0.3 };
    const addresses = Array.from({ length: 1000 }, () => customers);
    const first = await statuses([rule], addresses);
    const failed = first.filter((status) => status === 503).length;
    expect(failed).toBeGreaterThan(250);
    expect(failed).toBeLessThan(350);
    expect(await statuses([rule], addresses)).toEqual(first);
    expect(new Set(await statuses([{ fault: 'unavailable', probability: 0 }], addresses))).toEqual(
      new Set([200]),
    );
  });

  test('for one request by a header, and is recorded with the request', async () => {
    const emulator = createEmulator();
    const { status } = await ask(emulator, customers, { 'X-Emulator-Fault': 'gzip,unavailable' });
    expect(status).toBe(503);
    expect((await ask(emulator, customers)).status).toBe(200);
    expect(emulator.requests.map(({ faults }) => faults)).toEqual([['unavailable', 'gzip'], []]);
  });

  test('by several rules, counted from the beginning after a reset', async () => {
    const emulator = createEmulator({
      faults: [{ fault: 'unavailable', onNthRequest: 1 }, 'numeric-error-code'],
    });
    expect((await ask(emulator, customers)).status).toBe(503);
    expect((await ask(emulator, customers)).status).toBe(200);
    emulator.reset();
    expect((await ask(emulator, customers)).status).toBe(503);
  });
});

describe('a fault that does not exist', () => {
  test('is refused in the header with 400', async () => {
    const answer = await ask(createEmulator(), customers, { 'X-Emulator-Fault': 'gzip, trottled' });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      description: 'X-Emulator-Fault names "trottled", which is not a fault.',
    });
  });

  test('is refused among the options with the nearest name', () => {
    const fault: unknown = 'conection-reset';
    const options = { faults: [fault] };
    // A caller without types gets the same sentence.
    const create: (given: object) => unknown = createEmulator;
    expect(() => create(options)).toThrow(EmulatorOptionsError);
    expect(() => create(options)).toThrow(
      'There is no fault "conection-reset". The nearest is "connection-reset"',
    );
  });
});
