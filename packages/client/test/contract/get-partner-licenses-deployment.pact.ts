import { MatchersV3 } from '@pact-foundation/pact';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { LicensesDeploymentCollection, PartnerLicensesDeploymentInsights } from '../../src/index.ts';
import { clientOf, createContract, requestHeaders, responseHeaders } from './support/contract.ts';
import { invalidInput, testRefusals } from './support/refusals.ts';
import { count, dateTimeWithOffset, percent } from './support/wire-forms.ts';

const { eachLike, equal, string } = MatchersV3;

const operation = 'getPartnerLicensesDeployment';
const path = '/v1/analytics/licenses/deployment';

const insight = {
  proratedDeploymentPercent: percent(26.16),
  licensesSold: count(474),
  processedDateTime: dateTimeWithOffset('2017-03-10T00:00:00+00:00'),
  serviceName: string('crm'),
  channel: string('reseller'),
};

describe(operation, () => {
  test('answers the insights over all customers', async () => {
    await createContract()
      .addInteraction()
      .given('a partner with licence deployment')
      .uponReceiving(operation)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ totalCount: count(1), items: eachLike(insight, 1) });
      })
      .executeTest(async (mockServer) => {
        const answer = await clientOf(mockServer).getPartnerLicensesDeployment();
        expectTypeOf(answer).toEqualTypeOf<LicensesDeploymentCollection<PartnerLicensesDeploymentInsights>>();
        expect(answer.totalCount).toBe(1);
        expect(answer.items).toEqual([
          {
            proratedDeploymentPercent: 26.16,
            licensesSold: 474,
            processedDateTime: '2017-03-10T00:00:00+00:00',
            serviceCode: null,
            serviceName: 'crm',
            channel: 'reseller',
            attributes: null,
          },
        ]);
      });
  });

  test('answers no insights for a partner without data', async () => {
    await createContract()
      .addInteraction()
      .given('a partner without licence deployment')
      .uponReceiving(`${operation}, without data`)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ totalCount: equal(0), items: [] });
      })
      .executeTest(async (mockServer) => {
        const answer = await clientOf(mockServer).getPartnerLicensesDeployment();
        expect(answer).toMatchObject({ totalCount: 0, items: [] });
      });
  });

  testRefusals(operation, path, invalidInput, (client) => client.getPartnerLicensesDeployment());
});
