import customerDeployment from '@licenses-usage/spec/examples/customer-licenses-deployment.json' with { type: 'json' };
import { describe, expect, expectTypeOf, test } from 'vitest';
import { readCollection } from '../../src/decode/collection.ts';
import { readCustomerLicensesDeploymentInsights } from '../../src/generated/decoders.ts';
import type { CustomerLicensesDeploymentInsights } from '../../src/generated/models.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

const counts = { licensesDeployed: 124, licensesSold: 474 };

describe('readCustomerLicensesDeploymentInsights', () => {
  test('reads the documented answer, product by product', () => {
    const { items } = readCollection(
      structuredClone<unknown>(customerDeployment),
      readCustomerLicensesDeploymentInsights,
      createDecodeContext(),
    );
    expect(items.map(({ licensesDeployed, licensesSold }) => [licensesDeployed, licensesSold])).toEqual([
      [0, 1],
      [0, 5],
      [0, 2],
    ]);
    expect(items[0]).toMatchObject({
      customerId: null,
      serviceCode: null,
      deploymentPercent: 0,
      processedDateTime: '2017-03-14T03:25:16.36+00:00',
    });
  });

  test.for([
    [206, 206],
    ['206.0', 206],
    ['63', 63],
  ] as const)('reads a count of %j as %j', ([wire, count]) => {
    const insight = readCustomerLicensesDeploymentInsights(
      { ...counts, licensesSold: wire },
      createDecodeContext(),
    );
    expect(insight.licensesSold).toBe(count);
    expectTypeOf(insight.licensesSold).toEqualTypeOf<number>();
  });

  test('keeps the percentage of the service, on a scale of 100', () => {
    const insight = readCustomerLicensesDeploymentInsights(
      { ...counts, deploymentPercent: 26.16 },
      createDecodeContext(),
    );
    expect(insight.deploymentPercent).toBe(26.16);
    expectTypeOf<CustomerLicensesDeploymentInsights['deploymentPercent']>().toEqualTypeOf<number | null>();
  });

  test.each(['licensesDeployed', 'licensesSold'])('refuses an insight without %s', (count) => {
    expect(
      thrownBy(() =>
        readCustomerLicensesDeploymentInsights({ ...counts, [count]: undefined }, createDecodeContext()),
      ),
    ).toMatchObject({ pointer: `/${count}` });
  });
});
