import { describe, expect, test } from 'vitest';

import { createFaultSwitches } from '../../src/fault-rules.ts';
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
    expect(await statuses([{ fault: 'unavailable', probability: 1 }], [customers, customers])).toEqual([
      503, 503,
    ]);
  });

  test('by rules that count their requests, from 0 after a reset', () => {
    const rules: readonly FaultRule[] = [
      { fault: 'gzip' },
      { fault: 'bom', operation: 'listCustomers' },
      { fault: 'deflate', operation: 'issueToken' },
    ];
    const switches = createFaultSwitches(rules, 1);
    const counts = () => switches.counted().map(({ rule, count }) => [rule.fault, count]);
    expect(counts()).toEqual([
      ['gzip', 0],
      ['bom', 0],
      ['deflate', 0],
    ]);
    const call = {
      operation: 'listCustomers',
      method: 'GET',
      url: new URL('https://x.example/v1/customers'),
      pathParameters: {},
      headers: {},
      body: '',
    } as const;
    switches.of(call);
    switches.of(call);
    switches.of({ ...call, operation: 'listLicensesUsage' });
    expect(counts()).toEqual([
      ['gzip', 3],
      ['bom', 2],
      ['deflate', 0],
    ]);
    switches.reset();
    expect(counts()).toEqual([
      ['gzip', 0],
      ['bom', 0],
      ['deflate', 0],
    ]);
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

  // A caller without types gets the same messages.
  const create: (given: object) => unknown = createEmulator;

  test.each([
    ['conection-reset', 'connection-reset'],
    ['bomb', 'bom'],
    ['throttle', 'throttled'],
    ['redirect', 'redirect-loop'],
    ['utf16', 'utf-16'],
    ['drip', 'slow-drip'],
    ['', 'invalid-request'],
  ])('%j is refused among the options with the nearest name, %s', (fault, near) => {
    expect(() => create({ faults: [fault] })).toThrow(EmulatorOptionsError);
    expect(() => create({ faults: [fault] })).toThrow(
      `There is no fault "${fault}". The nearest is "${near}"; \`licenses-usage-emulator faults\` lists all.`,
    );
  });

  test.each([
    [
      { operation: 'listInvoices' },
      'there is no operation "listInvoices"; there are getCustomerLicensesUsage, ',
    ],
    [{ probability: 1.1 }, 'the probability is 1.1; it must be from 0 to 1.'],
    [{ probability: -0.1 }, 'the probability is -0.1; it must be from 0 to 1.'],
    [{ probability: Number.NaN }, 'the probability is NaN; it must be from 0 to 1.'],
    [{ onNthRequest: 0 }, 'the request is 0; it must be a whole number from 1.'],
    [{ onNthRequest: 1.5 }, 'the request is 1.5; it must be a whole number from 1.'],
  ])('%j is refused: %s', (conditions, problem) => {
    expect(() => create({ faults: [{ fault: 'gzip', ...conditions }] })).toThrow(EmulatorOptionsError);
    expect(() => create({ faults: [{ fault: 'gzip', ...conditions }] })).toThrow(`Fault gzip: ${problem}`);
  });
});
