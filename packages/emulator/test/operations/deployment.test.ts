import customerExample from '@licenses-usage/spec/examples/customer-licenses-deployment.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';

import { createEmulator, documentedCustomerId } from '../../src/index.ts';
import { ask } from '../support/ask.ts';
import { schema } from '../support/schemas.ts';

const isCustomerCollection = schema('CustomerLicensesDeploymentInsightsCollection');
const isPartnerCollection = schema('PartnerLicensesDeploymentInsightsCollection');
const isPage = schema('LicensesDeploymentPage');
const emulator = createEmulator({ customers: 60, seed: 11 });

async function rowsAt(query: string) {
  const { body } = await ask(emulator, `/v1/analytics/commercial/deployment/license/?${query}`);
  if (!isPage(body)) throw new Error('Not a page of rows.');
  return body;
}

async function insightsOf(id: string) {
  const { body } = await ask(emulator, `/v1/customers/${id}/analytics/licenses/deployment`);
  if (!isCustomerCollection(body)) throw new Error('Not a collection of insights.');
  return body;
}

const whole = await rowsAt('');
const all = whole.Value.flatMap((row) => ('processedDateTime' in row ? [row] : []));

describe('listLicensesDeployment', () => {
  test('has a row for each product and channel of a customer, and deploys no more than it sells', () => {
    const keys = all.map((row) => `${row.customerTenantId} ${row.productId} ${row.channel}`);
    expect(all.length).toBe(whole.TotalCount);
    expect(all.length).toBeGreaterThan(80);
    expect(new Set(keys).size).toBe(keys.length);
    expect(all.filter((row) => row.licensesDeployed > row.licensesSold)).toEqual([]);
  });

  test('sells as much as qualifies in the usage of the same product', async () => {
    const { body } = await ask(emulator, '/v1/analytics/commercial/usage/license/');
    const isUsagePage = schema('LicensesUsagePage');
    if (!isUsagePage(body)) throw new Error('Not a page of rows.');
    const sold = new Map(
      all.map((row) => [`${row.customerTenantId} ${row.productId} ${row.channel}`, row.licensesSold]),
    );
    const qualified = new Map(
      body.Value.map((row) => [
        `${row.customerTenantId} ${row.productId} ${row.channel}`,
        row.licensesQualified,
      ]),
    );
    expect(sold).toEqual(qualified);
  });

  test('pages, filters and groups like the usage list', async () => {
    const first = await rowsAt('top=7');
    expect(first.Value).toEqual(all.slice(0, 7));
    expect(first['@nextLink']).toBe('/v1/analytics/commercial/deployment/license/?top=7&skip=7');

    const filter = "serviceCode eq 'CRM' and channel ne 'direct'";
    expect((await rowsAt(`filter=${encodeURIComponent(filter)}`)).Value).toEqual(
      all.filter((row) => row.serviceCode === 'crm' && row.channel !== 'direct'),
    );

    const groups = (await rowsAt('groupby=serviceCode')).Value;
    const sumOf = (code: string) =>
      all.filter((row) => row.serviceCode === code).reduce((sum, row) => sum + row.licensesSold, 0);
    expect(groups.map(({ serviceCode = '', licensesSold }) => [serviceCode, licensesSold])).toEqual(
      [...new Set(all.map((row) => row.serviceCode))].map((code) => [code, sumOf(code)]),
    );
  });

  test.each(["filter=workloadCode%20eq%20'EXO'", 'groupby=workloadName'])(
    'has no workload: %s is refused',
    async (query) => {
      const answer = await ask(emulator, `/v1/analytics/commercial/deployment/license/?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({
        code: 'BadRequest',
        innererror: { code: 'InvalidQueryParameters' },
      });
    },
  );

  test.each(['/v1', '/partner/v1'])(
    'is served under %s, with and without the trailing slash',
    async (prefix) => {
      for (const slash of ['', '/']) {
        const answer = await ask(emulator, `${prefix}/analytics/commercial/deployment/license${slash}`);
        expect(answer.body).toEqual(whole);
      }
    },
  );
});

describe('getCustomerLicensesDeployment', () => {
  test('returns the documented figures for the documented customer', async () => {
    const undated = (items: readonly { readonly processedDateTime: string }[]) =>
      items.map((item) => ({ ...item, processedDateTime: undefined }));
    const { items, ...envelope } = await insightsOf(documentedCustomerId);
    const { items: documented, ...documentedEnvelope } = customerExample;
    expect(envelope).toEqual(documentedEnvelope);
    expect(undated(items)).toMatchObject(undated(documented));
  });

  test('returns the counts of its rows for each customer', async () => {
    for (const id of new Set(all.map((row) => row.customerTenantId))) {
      const { items } = await insightsOf(id);
      expect(items.map((item) => [item.productName, item.licensesDeployed, item.licensesSold])).toEqual(
        all
          .filter((row) => row.customerTenantId === id)
          .map((row) => [row.productName, row.licensesDeployed, row.licensesSold]),
      );
    }
  });

  test('returns no rows, and no error, for a customer without data', async () => {
    expect((await insightsOf('3f0c9a52-6d1b-4e8f-9a07-000000000011')).items).toEqual([]);
  });

  test('refuses a malformed id as the usage operation does', async () => {
    const answer = await ask(emulator, '/v1/customers/somebody/analytics/licenses/deployment');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 900118 });
  });
});

describe('getPartnerLicensesDeployment', () => {
  test('returns the sold and deployed licences, by service and channel', async () => {
    const { body, text } = await ask(emulator, '/v1/analytics/licenses/deployment');
    if (!isPartnerCollection(body)) throw new Error('Not a collection of insights.');
    const { Value } = await rowsAt('groupby=serviceCode,channel');
    const told = body.items.map((item) => [
      `${item.serviceName} ${item.channel}`,
      [item.licensesSold, item.proratedDeploymentPercent],
    ]);
    const computed = Value.map(({ serviceCode, channel, licensesDeployed, licensesSold }) => [
      `${serviceCode} ${channel}`,
      [licensesSold, Math.round((10_000 * licensesDeployed) / licensesSold) / 100],
    ]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(computed));
    expect(told.length).toBe(computed.length);
    expect(text).toMatch(/"proratedDeploymentPercent":\d+\.\d/);
  });
});
