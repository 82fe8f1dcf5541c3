import { describe, expect, test } from 'vitest';

import { createEmulator, foreignCustomerId } from '../../src/index.ts';
import { ask, customerUsage, documentedClock } from '../support/ask.ts';
import { schema } from '../support/schemas.ts';

const isCustomerCollection = schema('CustomerLicensesUsageInsightsCollection');
const isPartnerCollection = schema('PartnerLicensesUsageInsightsCollection');

async function insightsOf(id: string) {
  const { body } = await ask(createEmulator(), customerUsage(id));
  if (!isCustomerCollection(body)) throw new Error('Not a collection of insights.');
  return body.items;
}

async function partnerInsights(customers: number) {
  const { body } = await ask(
    createEmulator({ customers, clock: documentedClock }),
    '/v1/analytics/licenses/usage',
  );
  if (!isPartnerCollection(body)) throw new Error('Not a collection of insights.');
  return body.items;
}

const named = (position: string): string => `3f0c9a52-6d1b-4e8f-9a07-0000000000${position}`;

describe('getCustomerLicensesUsage', () => {
  test('takes the id in either case', async () => {
    expect(await insightsOf(named('03').toUpperCase())).toEqual(await insightsOf(named('03')));
  });

  test('does not clamp use beyond entitlement', async () => {
    const [yammer] = await insightsOf(named('09'));
    expect(yammer).toMatchObject({ licensesActive: 164, licensesQualified: 50, usagePercent: 328 });
  });

  test('returns 0 per cent for a trial, which grants no entitlement', async () => {
    const trials = await insightsOf(named('10'));
    expect(
      trials.map(({ licensesActive, licensesQualified, usagePercent }) => [
        licensesActive,
        licensesQualified,
        usagePercent,
      ]),
    ).toEqual([
      [14, 0, 0],
      [0, 0, 0],
    ]);
  });

  test('names the kind of its rows', async () => {
    const kinds = (await insightsOf(named('03'))).map(({ attributes }) => attributes?.objectType);
    expect(new Set(kinds)).toEqual(new Set(['CustomerLicensesUsageInsights']));
  });

  test('returns no rows, and no error, for a customer without data', async () => {
    expect(await insightsOf(named('11'))).toEqual([]);
  });

  test('keeps two channels of one product apart', async () => {
    const rows = await insightsOf(named('12'));
    expect(rows.map(({ channel, licensesQualified }) => [channel, licensesQualified])).toEqual([
      ['reseller', 30],
      ['direct', 12],
    ]);
  });

  test.each([
    ['not-a-guid', 400, { code: 900118, errorName: 'InvalidCustomerId' }],
    ['%00', 400, { code: '900127' }],
    ['b7e1c0d4-2f6a-4c3b-9d8e-5a4f3c2b1d0e', 404, { code: '1000' }],
    [foreignCustomerId, 403, { code: '20002' }],
  ])('%s is answered with %i', async (id, status, body) => {
    const answer = await ask(createEmulator(), customerUsage(id));
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject(body);
  });
});

describe('getPartnerLicensesUsage', () => {
  test('weights customers by their seats', async () => {
    // Exchange by reseller: 0 of 1 + 5 + 2 + 1, and 118 of 120.
    const rows = await partnerInsights(3);
    const exchange = rows.find(({ workloadName }) => workloadName === 'Exchange');
    expect(exchange?.proratedLicensesUsagePercent).toBe(91.47);
  });

  test('has a row for each service, workload and channel, in order', async () => {
    const keys = (await partnerInsights(12)).map((row) => [row.serviceName, row.workloadName, row.channel]);
    const inOrder = keys.map((key) => key.join('|'));
    expect(inOrder).toEqual(inOrder.toSorted((left, right) => (left < right ? -1 : 1)));
    expect(keys).toContainEqual(['crm', 'SharePoint', 'reseller']);
    expect(keys).toContainEqual(['o365', 'SharePoint', 'reseller']);
    expect(keys).toContainEqual(['o365', 'Exchange', 'direct']);
    expect(new Set(keys.map(String)).size).toBe(keys.length);
  });

  test('dates each service by its own snapshot', async () => {
    const dates = new Map(
      (await partnerInsights(12)).map(({ serviceName, processedDateTime }) => [
        serviceName,
        processedDateTime,
      ]),
    );
    expect(Object.fromEntries(dates)).toEqual({
      crm: '2017-03-10T00:00:00+00:00',
      o365: '2017-03-09T00:00:00+00:00',
    });
  });

  test('names the kind of its rows', async () => {
    const kinds = (await partnerInsights(3)).map(({ attributes }) => attributes?.objectType);
    expect(new Set(kinds)).toEqual(new Set(['PartnerLicensesUsageInsights']));
  });

  test('returns no rows for a partner without customers', async () => {
    expect(await partnerInsights(0)).toEqual([]);
  });
});
