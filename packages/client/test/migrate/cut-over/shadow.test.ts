import { describe, expect, test } from 'vitest';
import { createMigratingClient } from '../../../src/migrate/cut-over/create-migrating-client.ts';
import { gate, silence } from '../../support/answers.ts';
import { createTestClient } from '../../support/client.ts';
import { settled } from '../../support/virtual-clock.ts';
import { usagePage } from '../../walk/support/usage-page.ts';
import { forbidden, legacyAnswer, rowsOf } from '../support/fleet.ts';
import { agreeing, createMigration, customerId, service, unavailable, waysOf } from './support/migration.ts';

describe('mode shadow', () => {
  test('reports each comparison', async () => {
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

  test('compares the answer as it was, even if the caller modifies it', async () => {
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

  test('reports a comparison that failed, without rejecting the call', async () => {
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

  test('rejects as the superseded operation does, without a comparison', async () => {
    const { migrating, requests, events } = createMigration(service(forbidden, usagePage([])), {
      mode: 'shadow',
    });
    await expect(migrating.getCustomerLicensesUsage(customerId)).rejects.toMatchObject({ status: 403 });
    await migrating.settled();
    expect(waysOf(requests)).toStrictEqual(['legacy']);
    expect(events).toStrictEqual([]);
  });

  test('limits concurrent comparisons, with an event for each that was skipped', async () => {
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

  test('stops comparing when aborted, and still answers', async () => {
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

  test('finishes the comparison when the caller aborts after the answer', async () => {
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

  test('ignores listeners that throw or reject', async () => {
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
