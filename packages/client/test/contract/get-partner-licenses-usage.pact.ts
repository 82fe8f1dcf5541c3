import { MatchersV3 } from '@pact-foundation/pact';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { LicensesUsageCollection, PartnerLicensesUsageInsights } from '../../src/index.ts';
import { clientOf, createContract, requestHeaders, responseHeaders } from './support/contract.ts';
import { invalidInput, testRefusals } from './support/refusals.ts';
import { count, dateTimeWithOffset, percent } from './support/wire-forms.ts';

const { eachLike, equal, string } = MatchersV3;

const operation = 'getPartnerLicensesUsage';
const path = '/v1/analytics/licenses/usage';

const insight = {
  proratedLicensesUsagePercent: percent(5.64),
  workloadName: string('SharePoint'),
  processedDateTime: dateTimeWithOffset('2017-03-10T00:00:00+00:00'),
  serviceName: string('crm'),
  channel: string('reseller'),
};

describe(operation, () => {
  test('answers the insights over all customers', async () => {
    await createContract()
      .addInteraction()
      .given('a partner with licence usage')
      .uponReceiving(operation)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ totalCount: count(1), items: eachLike(insight, 1) });
      })
      .executeTest(async (mockServer) => {
        const answer = await clientOf(mockServer).getPartnerLicensesUsage();
        expectTypeOf(answer).toEqualTypeOf<LicensesUsageCollection<PartnerLicensesUsageInsights>>();
        expect(answer.totalCount).toBe(1);
        expect(answer.items).toEqual([
          {
            proratedLicensesUsagePercent: 5.64,
            workloadName: 'SharePoint',
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
      .given('a partner without licence usage')
      .uponReceiving(`${operation}, without data`)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ totalCount: equal(0), items: [] });
      })
      .executeTest(async (mockServer) => {
        const answer = await clientOf(mockServer).getPartnerLicensesUsage();
        expect(answer).toMatchObject({ totalCount: 0, items: [] });
      });
  });

  testRefusals(operation, path, invalidInput, (client) => client.getPartnerLicensesUsage());
});
