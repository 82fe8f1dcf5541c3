import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { isRecord } from '../src/is-record.ts';
import { compileSchemas } from '../src/compile-schemas.ts';
import { readDescription } from './read-description.ts';

const schemaAt = compileSchemas(await readDescription());

describe.each([
  ['CustomerLicensesUsageInsights', await firstOf('customer-licenses-usage.json', 'items')],
  ['PartnerLicensesUsageInsights', await firstOf('partner-licenses-usage.json', 'items')],
])('%s', (name, documented) => {
  it.each([
    ['an offset in digits', { processedDateTime: '2017-03-09T00:00:00+00:00' }],
    ['the offset Z', { processedDateTime: '2017-10-09T00:00:00Z' }],
    ['fractions of a second', { processedDateTime: '2017-03-14T03:25:16.36+00:00' }],
    ['more than 100 per cent', { usagePercent: 137.5, proratedLicensesUsagePercent: 137.5 }],
    ['more active than qualified licences', { licensesActive: 7, licensesQualified: 0 }],
    ['a property that came later', { renewedBy: 'service' }],
  ])('takes %s', (_what, change) => {
    expect(isValid(name, { ...documented, ...change })).toBe(true);
  });

  it.each([
    ['a date without offset', { processedDateTime: '2017-03-09T00:00:00' }],
    ['a negative figure', { usagePercent: -1, proratedLicensesUsagePercent: -1 }],
    ['a row without its service', { serviceName: undefined }],
  ])('refuses %s', (_what, change) => {
    expect(isValid(name, { ...documented, ...change })).toBe(false);
  });
});

describe.each([
  ['CustomerLicensesDeploymentInsights', await firstOf('customer-licenses-deployment.json', 'items')],
  ['PartnerLicensesDeploymentInsights', await firstOf('partner-licenses-deployment.json', 'items')],
])('%s', (name, documented) => {
  it.each([
    ['the offset Z', { processedDateTime: '2017-10-09T00:00:00Z' }],
    ['fractions of a second', { processedDateTime: '2017-03-14T03:25:16.36+00:00' }],
    ['an integral count written with a decimal point', { licensesSold: 206.0 }],
    ['a percentage with decimals', { deploymentPercent: 26.16, proratedDeploymentPercent: 26.16 }],
    ['a property that came later', { renewedBy: 'service' }],
  ])('takes %s', (_what, change) => {
    expect(isValid(name, { ...documented, ...change })).toBe(true);
  });

  it.each([
    ['a date without offset', { processedDateTime: '2017-03-09T00:00:00' }],
    ['a negative figure', { deploymentPercent: -1, proratedDeploymentPercent: -1 }],
    ['a fraction of a licence', { licensesSold: 1.5 }],
    ['a row without what was sold', { licensesSold: undefined }],
    ['a row without its service', { serviceName: undefined }],
  ])('refuses %s', (_what, change) => {
    expect(isValid(name, { ...documented, ...change })).toBe(false);
  });
});

describe('LicensesDeploymentRow', async () => {
  const documented = await firstOf('licenses-deployment.json', 'Value');

  it('has ten properties', () => {
    expect(Object.keys(documented)).toHaveLength(10);
  });

  it.each(Object.keys(documented))('refuses a row without %s', (property) => {
    expect(isValid('LicensesDeploymentRow', { ...documented, [property]: undefined })).toBe(false);
  });

  it.each(Object.keys(documented).filter((name) => name.startsWith('licenses')))(
    'refuses null for the count %s',
    (property) => {
      expect(isValid('LicensesDeploymentRow', { ...documented, [property]: null })).toBe(false);
    },
  );

  it('allows a page of rows or of groups, not of both', async () => {
    const group = await firstOf('licenses-deployment-grouped.json', 'Value');
    expect(isValid('LicensesDeploymentPage', { Value: [documented, documented] })).toBe(true);
    expect(isValid('LicensesDeploymentPage', { Value: [group, group] })).toBe(true);
    expect(isValid('LicensesDeploymentPage', { Value: [documented, group] })).toBe(false);
  });

  it('is not valid as a group, because it has the time of processing', () => {
    expect(isValid('LicensesDeploymentGroup', documented)).toBe(false);
  });
});

describe('LicensesUsageRow', async () => {
  const documented = await firstOf('licenses-usage.json', 'Value');

  it.each([
    ['fractions of a second', { processedDateTime: '2018-10-14T00:00:00.5' }],
    ['a tenant id in lower case', { customerTenantId: '0112a436-b14e-4888-967b-ca4bb2cf1234' }],
    ['an integral count written with a decimal point', { licensesActive: 206.0 }],
    ['the misspelt count of the documented sample beside the right one', { licenseActive: 0 }],
  ])('takes %s', (_what, change) => {
    expect(isValid('LicensesUsageRow', { ...documented, ...change })).toBe(true);
  });

  it.each([
    ['a date with an offset', { processedDateTime: '2018-10-14T00:00:00Z' }],
    ['a count sent as text', { licensesActive: '63' }],
    ['a fraction of a licence', { licensesActive: 1.5 }],
    ['a negative count', { licensesQualified: -1 }],
  ])('refuses %s', (_what, change) => {
    expect(isValid('LicensesUsageRow', { ...documented, ...change })).toBe(false);
  });

  it('has twelve properties', () => {
    expect(Object.keys(documented)).toHaveLength(12);
  });

  it.each(Object.keys(documented))('refuses a row without %s', (property) => {
    expect(isValid('LicensesUsageRow', { ...documented, [property]: undefined })).toBe(false);
  });

  it.each(Object.keys(documented).filter((name) => name.startsWith('licenses')))(
    'refuses null for the count %s',
    (property) => {
      expect(isValid('LicensesUsageRow', { ...documented, [property]: null })).toBe(false);
    },
  );
});

describe('LicensesUsageGroup', async () => {
  const grouped = await firstOf('licenses-usage-grouped.json', 'Value');

  it.each([
    ['nothing but the counts', { licensesActive: 275, licensesQualified: 250 }],
    ['the fields of its groupBy', grouped],
    ['a single field', { customerName: 'TEST COMPANY', licensesActive: 0, licensesQualified: 1 }],
  ])('takes %s', (_what, group) => {
    expect(isValid('LicensesUsageGroup', group)).toBe(true);
  });

  it.each([
    ['a group without a count', { licensesQualified: undefined }],
    ['a count sent as text', { licensesActive: '63' }],
    ['null for a count', { licensesActive: null }],
    ['a product id that is no GUID', { productId: 'E3' }],
    ['the time of processing', { processedDateTime: '2018-10-14T00:00:00' }],
  ])('refuses %s', (_what, change) => {
    expect(isValid('LicensesUsageGroup', { ...grouped, ...change })).toBe(false);
  });
});

describe('LicensesUsagePage', async () => {
  const row = await firstOf('licenses-usage.json', 'Value');
  const group = await firstOf('licenses-usage-grouped.json', 'Value');

  it.each([
    ['rows', [row, row]],
    ['groups', [group, group]],
  ])('takes %s', (_what, Value) => {
    expect(isValid('LicensesUsagePage', { Value })).toBe(true);
  });

  it.each(Object.keys(row).filter((property) => property !== 'processedDateTime'))(
    'refuses a row without %s, because it is no group either',
    (property) => {
      expect(isValid('LicensesUsagePage', { Value: [row, { ...row, [property]: undefined }] })).toBe(false);
    },
  );

  it('refuses rows and groups in one page', () => {
    expect(isValid('LicensesUsagePage', { Value: [row, group] })).toBe(false);
  });
});

it.each([
  ['LicensesUsagePage', { Value: [] }],
  ['LicensesUsagePage', { Value: [], '@nextLink': null, TotalCount: 0 }],
  ['ApiFault', { code: 0, description: 'Not defined.' }],
  [
    'ApiFault',
    {
      code: '900420',
      description: 'The audience is not accepted.',
      data: ['key: value'],
      source: 'PartnerFD',
    },
  ],
])('%s takes %j', (name, body) => {
  expect(isValid(name, body)).toBe(true);
});

it.each([
  ['LicensesUsagePage', { value: [], '@nextLink': null, TotalCount: 0 }],
  ['LicensesUsageField', 'licensesActive'],
  ['LicensesDeploymentField', 'licensesSold'],
  ['GatewayFault', { statusCode: 200, message: 'Fine.' }],
])('%s refuses %j', (name, body) => {
  expect(isValid(name, body)).toBe(false);
});

function isValid(name: string, body: unknown): boolean {
  // Through JSON, so that a property that is undefined is absent, as on the wire.
  return schemaAt(['components', 'schemas', name])(JSON.parse(JSON.stringify(body)));
}

async function firstOf(file: string, list: string): Promise<Record<string, unknown>> {
  const body: unknown = JSON.parse(await readFile(new URL(`../examples/${file}`, import.meta.url), 'utf8'));
  const rows: unknown = isRecord(body) ? body[list] : undefined;
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  if (!isRecord(row)) throw new Error(`${file} has no row under ${list}.`);
  return row;
}
