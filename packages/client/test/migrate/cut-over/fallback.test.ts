import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../../src/errors/service-error.ts';
import { fault, json, silence } from '../../support/answers.ts';
import { settled } from '../../support/virtual-clock.ts';
import { rejectionOf } from '../../walk/support/collect.ts';
import { usagePage } from '../../walk/support/usage-page.ts';
import { forbidden, legacyAnswer } from '../support/fleet.ts';
import { createMigration, customerId, service, unavailable, waysOf } from './support/migration.ts';

describe('mode fallback', () => {
  test('falls back when the superseding operation fails, with an event', async () => {
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

  test('falls back when the superseding operation has no data, with an event and a report of what is missing', async () => {
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

  test('returns no data when neither operation has any', async () => {
    const { migrating, parities } = createMigration(service(legacyAnswer(), usagePage([])), {
      mode: 'fallback',
    });
    expect((await migrating.getCustomerLicensesUsage(customerId)).items).toStrictEqual([]);
    expect(parities).toMatchObject([{ report: { verdict: 'no-data' } }]);
  });

  test('rejects with the error of the superseding operation when both fail, with an event for each', async () => {
    const { migrating, events } = createMigration(service(forbidden, unavailable), { mode: 'fallback' });
    const error = await rejectionOf(migrating.getCustomerLicensesUsage(customerId));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toHaveProperty('status', 503);
    expect(events).toMatchObject([
      { type: 'fell-back', error: { status: 503 } },
      { type: 'fallback-failed', error: { status: 403 } },
    ]);
  });

  test('returns the empty answer when the superseded operation fails', async () => {
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

  test('falls back for the partner too', async () => {
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
