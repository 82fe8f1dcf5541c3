import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  compareFleetUsage,
  type CustomerParity,
  type FleetClient,
} from '../../../src/migrate/fleet/compare-fleet-usage.ts';
import { ScatteredRowsError } from '../../../src/migrate/fleet/group-by-customer.ts';
import { fault, json } from '../../support/answers.ts';
import { createTestClient } from '../../support/client.ts';
import { thrownBy } from '../../support/thrown-by.ts';
import {
  customerIn,
  fleetService,
  forbidden,
  idOf,
  idsUpTo,
  legacyAnswer,
  rowsOf,
} from '../support/fleet.ts';

async function summarise(parities: AsyncIterable<CustomerParity>) {
  const found: unknown[] = [];
  for await (const parity of parities) {
    const { status, customerId } = parity;
    if (status === 'compared') found.push([customerId, parity.report.verdict]);
    else found.push([customerId, status, status === 'failed' ? parity.error.name : parity.rows]);
  }
  return found;
}

describe('compareFleetUsage', () => {
  test('compares each customer while it reads all rows once', async () => {
    const answers = new Map([
      [1, legacyAnswer(7)],
      [2, forbidden],
      [4, legacyAnswer()],
    ]);
    const { client, requests } = createTestClient(fleetService(rowsOf(3, 1, 2, 0, 9, 9), answers));
    const customers = idsUpTo(6);
    expect(await summarise(compareFleetUsage(client, { customers, concurrency: 2 }))).toStrictEqual([
      [idOf(3), 'agree'],
      [idOf(1), 'differ'],
      [idOf(2), 'failed', 'ServiceError'],
      [idOf(0), 'agree'],
      [idOf(9), 'not-listed', 2],
      [idOf(4), 'no-data'],
      [idOf(5), 'differ'],
    ]);
    expect(requests).toHaveLength(7);
    expect(requests.filter((request) => customerIn(request) === 9)).toHaveLength(0);
    expectTypeOf(compareFleetUsage).returns.toExtend<AsyncIterable<CustomerParity>>();
  });

  test('names the customer in every key, although the superseded operation does not', async () => {
    const { client } = createTestClient(fleetService(rowsOf(0), new Map([[0, legacyAnswer(7)]])));
    for await (const parity of compareFleetUsage(client, { customers: idsUpTo(1) })) {
      expect(parity).toMatchObject({
        status: 'compared',
        report: {
          changed: [{ key: { customerId: idOf(0) }, field: 'licensesActive' }, { field: 'usagePercent' }],
        },
      });
    }
  });

  test('compares saved answers, and requests only the rows', async () => {
    const { client, requests } = createTestClient(fleetService(rowsOf(3, 1, 2), new Map()));
    const saved = createTestClient(fleetService([], new Map([[1, legacyAnswer(7)]])));
    const source: FleetClient = {
      listLicensesUsage: (query, listOptions) => client.listLicensesUsage(query, listOptions),
      async getCustomerLicensesUsage(customerId) {
        if (customerId === idOf(2)) throw Object.assign(new Error('403'), { name: 'ServiceError' });
        const { items } = await saved.client.getCustomerLicensesUsage(customerId);
        const kept: typeof items = JSON.parse(JSON.stringify(items));
        return kept;
      },
    };
    const customers = [1, 2, 3].map(idOf);
    expect(await summarise(compareFleetUsage(source, { customers }))).toStrictEqual([
      [idOf(3), 'agree'],
      [idOf(1), 'differ'],
      [idOf(2), 'failed', 'ServiceError'],
    ]);
    expect(requests.filter((request) => customerIn(request) !== undefined)).toStrictEqual([]);
  });

  test('compares within the given tolerance', async () => {
    const { client } = createTestClient(fleetService(rowsOf(0), new Map([[0, legacyAnswer()]])));
    const tolerance = { percentagePoints: 5, decimals: 0 };
    for await (const parity of compareFleetUsage(client, { customers: idsUpTo(1), tolerance })) {
      expect(parity).toMatchObject({ report: { tolerance: { ...tolerance, zeroIsNull: true } } });
    }
  });

  test('reports a malformed date in a legacy answer as the failure of its customer', async () => {
    const malformed = json({ totalCount: 1, items: [{ processedDateTime: 'soon' }] });
    const { client } = createTestClient(fleetService(rowsOf(0, 1), new Map([[0, malformed]])));
    expect(await summarise(compareFleetUsage(client, { customers: idsUpTo(2) }))).toStrictEqual([
      [idOf(0), 'failed', 'ResponseFormatError'],
      [idOf(1), 'agree'],
    ]);
  });

  test('ends when the list fails, when the token is refused, and when rows are scattered', async () => {
    const customers = idsUpTo(2);
    const broken = createTestClient(fault(500), { retry: { maxRetries: 0 } });
    await expect(summarise(compareFleetUsage(broken.client, { customers }))).rejects.toMatchObject({
      status: 500,
    });
    const refused = createTestClient(fleetService(rowsOf(0, 1), new Map([[0, fault(401)]])));
    await expect(summarise(compareFleetUsage(refused.client, { customers }))).rejects.toMatchObject({
      status: 401,
    });
    const scattered = createTestClient(fleetService(rowsOf(0, 1, 0)));
    await expect(summarise(compareFleetUsage(scattered.client, { customers }))).rejects.toBeInstanceOf(
      ScatteredRowsError,
    );
    const held = createTestClient(fleetService(rowsOf(0, 1, 0)));
    const parities = compareFleetUsage(held.client, { customers, holdAllRows: true });
    expect(await summarise(parities)).toStrictEqual([
      [idOf(0), 'differ'],
      [idOf(1), 'agree'],
    ]);
  });

  test('refuses bad options before anything is sent', () => {
    const { client } = createTestClient([]);
    const refusals = [
      () => compareFleetUsage(client, { customers: idOf(0) }),
      () => compareFleetUsage(client, { customers: [], concurrency: 1.5 }),
      () => compareFleetUsage(client, { customers: [], tolerance: { decimals: 11 } }),
    ].map(thrownBy);
    expect(refusals).toMatchObject([
      { argument: 'customers' },
      { argument: 'concurrency' },
      { argument: 'tolerance.decimals' },
    ]);
  });
});
