import { MatchersV3 } from '@pact-foundation/pact';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { CustomerLicensesUsageInsights, LicensesUsageCollection } from '../../src/index.ts';
import { clientOf, createContract, requestHeaders, responseHeaders } from './support/contract.ts';
import { invalidInput, testRefusals } from './support/refusals.ts';
import { count, dateTimeWithOffset, percent } from './support/wire-forms.ts';

const { eachLike, equal, string } = MatchersV3;

const operation = 'getCustomerLicensesUsage';
const customerId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';
const path = `/v1/customers/${customerId}/analytics/licenses/usage`;

const insight = {
  customerName: string('DT DEMO CSP CUSTOMER 005'),
  productName: string('EXCHANGE ONLINE (PLAN 1)'),
  licensesActive: count(0),
  licensesQualified: count(5),
  usagePercent: percent(0),
  workloadName: string('Exchange'),
  processedDateTime: dateTimeWithOffset('2017-03-09T00:00:00+00:00'),
  serviceName: string('o365'),
  channel: string('reseller'),
};

describe(operation, () => {
  test('answers the insights of a customer', async () => {
    await createContract()
      .addInteraction()
      .given('a customer with licence usage', { customerId })
      .uponReceiving(operation)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ totalCount: count(1), items: eachLike(insight, 1) });
      })
      .executeTest(async (mockServer) => {
        const answer = await clientOf(mockServer).getCustomerLicensesUsage(customerId);
        expectTypeOf(answer).toEqualTypeOf<LicensesUsageCollection<CustomerLicensesUsageInsights>>();
        expect(answer.totalCount).toBe(1);
        expect(answer.items).toEqual([
          {
            customerId: null,
            customerName: 'DT DEMO CSP CUSTOMER 005',
            productName: 'EXCHANGE ONLINE (PLAN 1)',
            licensesActive: 0,
            licensesQualified: 5,
            usagePercent: 0,
            workloadCode: null,
            workloadName: 'Exchange',
            processedDateTime: '2017-03-09T00:00:00+00:00',
            serviceCode: null,
            serviceName: 'o365',
            channel: 'reseller',
            attributes: null,
          },
        ]);
      });
  });

  test('answers no insights for a customer without data', async () => {
    await createContract()
      .addInteraction()
      .given('a customer without licence usage', { customerId })
      .uponReceiving(`${operation}, without data`)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ totalCount: equal(0), items: [] });
      })
      .executeTest(async (mockServer) => {
        const answer = await clientOf(mockServer).getCustomerLicensesUsage(customerId);
        expect(answer).toMatchObject({ totalCount: 0, items: [] });
      });
  });

  testRefusals(operation, path, invalidInput, (client) => client.getCustomerLicensesUsage(customerId));
});
