import { describe, expect, expectTypeOf, onTestFinished, test } from 'vitest';
import { ConfigurationError } from '../../../src/errors/configuration-error.ts';
import { ServiceError } from '../../../src/errors/service-error.ts';
import type { LicensesUsageClient } from '../../../src/create-client.ts';
import {
  createMigratingClient,
  type MigratingClient,
  type MigratingClientOptions,
} from '../../../src/migrate/cut-over/create-migrating-client.ts';
import type { MigrationEvent, MigrationParity } from '../../../src/migrate/cut-over/migration-event.ts';
import { fault, gate, json, silence } from '../../support/answers.ts';
import { createTestClient, type Answer } from '../../support/client.ts';
import { thrownBy } from '../../support/thrown-by.ts';
import { settled } from '../../support/virtual-clock.ts';
import { rejectionOf } from '../../walk/support/collect.ts';
import { queryOf, usagePage } from '../../walk/support/usage-page.ts';
import { customerIn, forbidden, idOf, legacyAnswer, rowsOf } from '../support/fleet.ts';

const customerId = idOf(5);
const unavailable = fault(503);

/** A service whose two ways answer as told. */
function service(legacy: Answer, current: Answer): Answer {
  return (request, number) => (request.url.includes('/commercial/') ? current : legacy)(request, number);
}

function createMigration(answers: Answer, options: MigratingClientOptions) {
  const parities: MigrationParity[] = [];
  const events: MigrationEvent[] = [];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', onRejection);
  onTestFinished(() => {
    process.off('unhandledRejection', onRejection);
    expect(rejections, 'unhandled rejections').toStrictEqual([]);
  });
  const tested = createTestClient(answers, { retry: { maxRetries: 0 } });
  const migrating = createMigratingClient(tested.client, {
    onParity: (parity) => void parities.push(parity),
    onEvent: (event) => void events.push(event),
    ...options,
  });
  return { ...tested, migrating, parities, events };
}

const agreeing = service(legacyAnswer(5), usagePage(rowsOf(5)));

function waysOf(requests: readonly Request[]) {
  return requests.map((request) => (customerIn(request) === undefined ? 'current' : 'legacy'));
}

describe('createMigratingClient', () => {
  test('has the two superseded methods with their own types', () => {
    const { migrating } = createMigration(agreeing, { mode: 'legacy' });
    expect(Object.keys(migrating)).toStrictEqual([
      'getCustomerLicensesUsage',
      'getPartnerLicensesUsage',
      'settled',
    ]);
    expectTypeOf<MigratingClient['getCustomerLicensesUsage']>().toEqualTypeOf<
      LicensesUsageClient['getCustomerLicensesUsage']
    >();
    expectTypeOf<MigratingClient['getPartnerLicensesUsage']>().toEqualTypeOf<
      LicensesUsageClient['getPartnerLicensesUsage']
    >();
  });

  test.for([
    ['legacy', ['legacy']],
    ['shadow', ['legacy', 'current']],
    ['fallback', ['current']],
    ['current', ['current']],
  ] as const)('in mode %s asks %j, and answers alike', async ([mode, ways]) => {
    const { migrating, requests, events } = createMigration(agreeing, { mode });
    const usage = await migrating.getCustomerLicensesUsage(customerId);
    await migrating.settled();
    expect(waysOf(requests)).toStrictEqual(ways);
    expect(usage).toMatchObject({
      totalCount: 1,
      items: [{ licensesActive: 5, licensesQualified: 250, usagePercent: 2, serviceName: 'o365' }],
      attributes: { objectType: 'Collection' },
      context: { requestId: expect.any(String), attempts: [{ status: 200 }] },
    });
    expect(events).toStrictEqual([]);
  });

  test('asks for the rows of the customer alone, however many pages they take', async () => {
    const pages = [
      usagePage(rowsOf(5), { TotalCount: 2, '@nextLink': '?skip=1' }),
      usagePage(rowsOf(5), { TotalCount: 2, '@nextLink': null }),
    ];
    const { migrating, requests } = createMigration(
      (request, number) => (pages[number] ?? silence)(request, number),
      { mode: 'current' },
    );
    const usage = await migrating.getCustomerLicensesUsage(
      idOf(0xabc).replace('000000002748', 'abcdefabcdef'),
    );
    expect(usage.items).toHaveLength(2);
    expect(queryOf(requests[0])).toStrictEqual({
      filter: `customerTenantId eq '00000000-0000-4000-8000-ABCDEFABCDEF'`,
    });
  });

  test('groups for the partner, and asks for the date of each service, which grouped rows lack', async () => {
    const group = { workloadCode: 'EXO', workloadName: 'Exchange', channel: 'reseller' };
    const counts = { licensesActive: '1', licensesQualified: '4' };
    const pages: Record<string, Answer> = {
      'serviceCode,workloadCode,workloadName,channel': usagePage([
        { ...group, serviceCode: 'o365', ...counts },
        { ...group, serviceCode: 'crm', ...counts },
      ]),
      "serviceCode eq 'o365'": usagePage(rowsOf(1)),
      "serviceCode eq 'crm'": usagePage([]),
    };
    const { migrating, requests } = createMigration(
      (request, number) => {
        const { groupby, filter } = queryOf(request);
        return (pages[groupby ?? filter ?? ''] ?? silence)(request, number);
      },
      { mode: 'current' },
    );
    const usage = await migrating.getPartnerLicensesUsage();
    expect(usage.items).toMatchObject([
      { serviceName: 'o365', proratedLicensesUsagePercent: 25, processedDateTime: '2018-10-14T00:00:00Z' },
      { serviceName: 'crm', proratedLicensesUsagePercent: 25, processedDateTime: null },
    ]);
    expect(requests.map((request) => queryOf(request)['top'])).toStrictEqual([undefined, '1', '1']);
  });

  test('refuses bad input before anything is sent, in every mode', async () => {
    for (const mode of ['legacy', 'shadow', 'fallback', 'current'] as const) {
      const { migrating, requests } = createMigration(agreeing, { mode });
      const error = await rejectionOf(migrating.getCustomerLicensesUsage('..'));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toMatchObject({ argument: 'customerId' });
      expect(requests).toHaveLength(0);
    }
    const { client } = createTestClient([]);
    const unknown: MigratingClientOptions = JSON.parse('{"mode":"both"}');
    expect(thrownBy(() => createMigratingClient(client, unknown))).toMatchObject({ argument: 'mode' });
    expect(
      thrownBy(() => createMigratingClient(client, { mode: 'shadow', maxPendingComparisons: 0 })),
    ).toMatchObject({ argument: 'maxPendingComparisons' });
    expect(
      thrownBy(() => createMigratingClient(client, { mode: 'shadow', tolerance: { decimals: -1 } })),
    ).toMatchObject({ argument: 'tolerance.decimals' });
  });

  test('carries one correlation id on both ways, the own one of the caller when there is one', async () => {
    const { migrating, requests, parities } = createMigration(agreeing, { mode: 'shadow' });
    const correlationId = 'b3f2c1d0-9a8e-4f7d-a6b5-c4d3e2f1a0b9';
    await migrating.getCustomerLicensesUsage(customerId, { correlationId });
    await migrating.settled();
    await migrating.getCustomerLicensesUsage(customerId);
    await migrating.settled();
    const ids = requests.map((request) => request.headers.get('ms-correlationid'));
    expect(ids.slice(0, 2)).toStrictEqual([correlationId, correlationId]);
    expect(new Set(ids).size).toBe(2);
    expect(parities.map((parity) => parity.correlationId)).toStrictEqual([correlationId, ids[2]]);
  });
});

describe('mode shadow', () => {
  test('tells of each comparison', async () => {
    const { migrating, parities } = createMigration(service(legacyAnswer(7), usagePage(rowsOf(5))), {
      mode: 'shadow',
    });
    expect((await migrating.getCustomerLicensesUsage(customerId)).items).toMatchObject([
      { licensesActive: 7 },
    ]);
    await migrating.settled();
    expect(parities).toMatchObject([
      {
        operation: 'getCustomerLicensesUsage',
        customerId,
        report: { verdict: 'differ', changed: [{ field: 'licensesActive', delta: -2 }, { delta: -0.8 }] },
      },
    ]);
  });

  test('answers without waiting for the superseding operation, which may never answer', async () => {
    const controller = new AbortController();
    const { migrating, parities, clock } = createMigration(service(legacyAnswer(5), silence), {
      mode: 'shadow',
      abortSignal: controller.signal,
    });
    expect((await migrating.getCustomerLicensesUsage(customerId)).items).toHaveLength(1);
    expect(clock.elapsedInMs).toBe(0);
    controller.abort();
    await migrating.settled();
    expect(parities).toStrictEqual([]);
  });

  test('compares what was answered, whatever the caller does with it', async () => {
    const current = gate(usagePage(rowsOf(5)));
    const { migrating, parities } = createMigration(service(legacyAnswer(5), current.answer), {
      mode: 'shadow',
    });
    const usage = await migrating.getCustomerLicensesUsage(customerId);
    for (const item of usage.items) item.licensesActive = 99;
    usage.items.length = 0;
    current.open();
    await migrating.settled();
    expect(parities).toMatchObject([{ report: { verdict: 'agree', matched: 1 } }]);
  });

  test('tells of a comparison that failed, and rejects nobody', async () => {
    const { migrating, events, parities } = createMigration(service(legacyAnswer(5), unavailable), {
      mode: 'shadow',
    });
    await migrating.getCustomerLicensesUsage(customerId);
    await migrating.settled();
    expect(parities).toStrictEqual([]);
    expect(events).toMatchObject([
      {
        type: 'comparison-failed',
        operation: 'getCustomerLicensesUsage',
        customerId,
        error: { status: 503 },
      },
    ]);
  });

  test('rejects as the superseded operation does, and compares nothing then', async () => {
    const { migrating, requests, events } = createMigration(service(forbidden, usagePage([])), {
      mode: 'shadow',
    });
    await expect(migrating.getCustomerLicensesUsage(customerId)).rejects.toMatchObject({ status: 403 });
    await migrating.settled();
    expect(waysOf(requests)).toStrictEqual(['legacy']);
    expect(events).toStrictEqual([]);
  });

  test('compares so many at once and no more, and says which it left out', async () => {
    const current = gate(usagePage(rowsOf(5)));
    const { migrating, events, parities } = createMigration(service(legacyAnswer(5), current.answer), {
      mode: 'shadow',
      maxPendingComparisons: 2,
    });
    for (let call = 0; call < 5; call += 1) await migrating.getCustomerLicensesUsage(customerId);
    expect(events).toMatchObject(
      Array.from({ length: 3 }, () => ({ type: 'comparison-skipped', reason: 'too-many' })),
    );
    current.open();
    await migrating.settled();
    expect(parities).toHaveLength(2);
    await migrating.getCustomerLicensesUsage(customerId);
    await migrating.settled();
    expect(parities).toHaveLength(3);
  });

  test('stops comparing at an abort, and goes on answering', async () => {
    const controller = new AbortController();
    const { migrating, events, requests } = createMigration(service(legacyAnswer(5), silence), {
      mode: 'shadow',
      abortSignal: controller.signal,
    });
    await migrating.getCustomerLicensesUsage(customerId);
    await settled();
    controller.abort();
    await migrating.settled();
    expect((await migrating.getCustomerLicensesUsage(customerId)).items).toHaveLength(1);
    expect(waysOf(requests)).toStrictEqual(['legacy', 'current', 'legacy']);
    expect(events).toMatchObject([
      { type: 'comparison-skipped', reason: 'aborted' },
      { type: 'comparison-skipped', reason: 'aborted' },
    ]);
  });

  test('goes on comparing when the caller, who has the answer, aborts', async () => {
    const current = gate(usagePage(rowsOf(5)));
    const controller = new AbortController();
    const { migrating, parities } = createMigration(service(legacyAnswer(5), current.answer), {
      mode: 'shadow',
    });
    await migrating.getCustomerLicensesUsage(customerId, { abortSignal: controller.signal });
    controller.abort();
    current.open();
    await migrating.settled();
    expect(parities).toHaveLength(1);
  });

  test('takes no harm from listeners that throw or reject', async () => {
    const complain = () => {
      throw new Error('listener');
    };
    const reject = async () => complain();
    for (const onParity of [complain, reject]) {
      for (const current of [usagePage(rowsOf(5)), unavailable]) {
        const { migrating } = createMigration(service(legacyAnswer(5), current), {
          mode: 'shadow',
          onParity,
          onEvent: onParity,
        });
        expect((await migrating.getCustomerLicensesUsage(customerId)).items).toHaveLength(1);
        await migrating.settled();
        await settled();
      }
    }
  });

  test('works without listeners', async () => {
    const { client } = createTestClient(agreeing);
    const migrating = createMigratingClient(client, { mode: 'shadow' });
    expect((await migrating.getCustomerLicensesUsage(customerId)).items).toHaveLength(1);
    await migrating.settled();
  });
});

describe('mode fallback', () => {
  test('falls back when the superseding operation fails, and says so', async () => {
    const { migrating, requests, events, parities } = createMigration(service(legacyAnswer(5), unavailable), {
      mode: 'fallback',
    });
    expect((await migrating.getCustomerLicensesUsage(customerId)).items).toMatchObject([
      { licensesActive: 5 },
    ]);
    expect(waysOf(requests)).toStrictEqual(['current', 'legacy']);
    expect(events).toMatchObject([
      { type: 'fell-back', reason: 'failed', customerId, error: { status: 503 } },
    ]);
    expect(parities).toStrictEqual([]);
  });

  test('falls back when the superseding operation has no data, says so, and tells what it lacks', async () => {
    const { migrating, events, parities } = createMigration(service(legacyAnswer(5), usagePage([])), {
      mode: 'fallback',
    });
    expect((await migrating.getCustomerLicensesUsage(customerId)).items).toHaveLength(1);
    expect(events).toMatchObject([{ type: 'fell-back', reason: 'no-data' }]);
    expect(events[0]).not.toHaveProperty('error');
    expect(parities).toMatchObject([
      { report: { verdict: 'differ', onlyInLegacy: [{}], onlyInCurrent: [] } },
    ]);
  });

  test('has no data when neither way has', async () => {
    const { migrating, parities } = createMigration(service(legacyAnswer(), usagePage([])), {
      mode: 'fallback',
    });
    expect((await migrating.getCustomerLicensesUsage(customerId)).items).toStrictEqual([]);
    expect(parities).toMatchObject([{ report: { verdict: 'no-data' } }]);
  });

  test('rejects with the error of the superseding operation when both fail, and tells of both', async () => {
    const { migrating, events } = createMigration(service(forbidden, unavailable), { mode: 'fallback' });
    const error = await rejectionOf(migrating.getCustomerLicensesUsage(customerId));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toHaveProperty('status', 503);
    expect(events).toMatchObject([
      { type: 'fell-back', error: { status: 503 } },
      { type: 'fallback-failed', error: { status: 403 } },
    ]);
  });

  test('serves the empty answer when the superseded operation, asked for data, fails', async () => {
    const { migrating, events } = createMigration(service(fault(404), usagePage([])), { mode: 'fallback' });
    expect((await migrating.getCustomerLicensesUsage(customerId)).items).toStrictEqual([]);
    expect(events).toMatchObject([
      { type: 'fell-back', reason: 'no-data' },
      { type: 'fallback-failed', error: { status: 404 } },
    ]);
  });

  test('does not fall back when the caller aborts', async () => {
    const controller = new AbortController();
    const { migrating, requests, events } = createMigration(service(legacyAnswer(5), silence), {
      mode: 'fallback',
    });
    const call = migrating.getCustomerLicensesUsage(customerId, { abortSignal: controller.signal });
    await settled();
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    expect(waysOf(requests)).toStrictEqual(['current']);
    expect(events).toStrictEqual([]);
  });

  test('falls back for the partner, too', async () => {
    const item = { serviceName: 'o365', workloadName: 'Exchange', channel: 'reseller' };
    const partner = json({
      totalCount: 1,
      items: [{ ...item, proratedLicensesUsagePercent: 2, processedDateTime: '2018-10-14T00:00:00Z' }],
    });
    const { migrating, events, parities } = createMigration(service(partner, usagePage([])), {
      mode: 'fallback',
    });
    expect((await migrating.getPartnerLicensesUsage()).items).toMatchObject([
      { proratedLicensesUsagePercent: 2 },
    ]);
    expect(events).toMatchObject([{ type: 'fell-back', operation: 'getPartnerLicensesUsage' }]);
    expect(events[0]).not.toHaveProperty('customerId');
    expect(parities).toMatchObject([
      {
        operation: 'getPartnerLicensesUsage',
        report: { verdict: 'differ', onlyInLegacy: [{ key: { serviceCode: 'o365', channel: 'reseller' } }] },
      },
    ]);
  });
});
