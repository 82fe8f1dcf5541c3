import partnerDeployment from '@licenses-usage/spec/examples/partner-licenses-deployment.json' with { type: 'json' };
import { describe, expect, expectTypeOf, test } from 'vitest';
import { readCollection } from '../../src/decode/collection.ts';
import { readPartnerLicensesDeploymentInsights } from '../../src/generated/decoders.ts';
import type { PartnerLicensesDeploymentInsights } from '../../src/generated/models.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('readPartnerLicensesDeploymentInsights', () => {
  test('reads the documented answer with two services of two dates', () => {
    const { items } = readCollection(
      structuredClone<unknown>(partnerDeployment),
      readPartnerLicensesDeploymentInsights,
      createDecodeContext(),
    );
    expect(items).toMatchObject([
      {
        proratedDeploymentPercent: 0,
        licensesSold: 343,
        processedDateTime: '2017-03-10T00:00:00+00:00',
        serviceCode: null,
        serviceName: 'crm',
        channel: 'reseller',
        attributes: { objectType: 'PartnerLicensesDeploymentInsights' },
      },
      {
        proratedDeploymentPercent: 1,
        licensesSold: 4464,
        processedDateTime: '2017-03-14T03:25:16.36+00:00',
        serviceCode: null,
        serviceName: 'o365',
        channel: 'reseller',
        attributes: { objectType: 'PartnerLicensesDeploymentInsights' },
      },
    ]);
  });

  test('reads a count spelt with a decimal point, as a recorded answer has it', () => {
    const insight = readPartnerLicensesDeploymentInsights(
      JSON.parse('{"licensesSold":474.0}'),
      createDecodeContext(),
    );
    expect(insight.licensesSold).toBe(474);
    expectTypeOf<PartnerLicensesDeploymentInsights['licensesSold']>().toEqualTypeOf<number>();
  });

  test.each([undefined, null, 1.5, -1, 'many'])('refuses %j as the licences sold', (licensesSold) => {
    expect(
      thrownBy(() => readPartnerLicensesDeploymentInsights({ licensesSold }, createDecodeContext())),
    ).toMatchObject({
      pointer: '/licensesSold',
    });
  });
});
