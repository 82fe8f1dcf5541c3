import { MatchersV3 } from '@pact-foundation/pact';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { CustomerLicensesDeploymentInsights, LicensesDeploymentCollection } from '../../src/index.ts';
import { clientOf, createContract, requestHeaders, responseHeaders } from './support/contract.ts';
import { invalidInput, testRefusals } from './support/refusals.ts';
import { count, dateTimeWithOffset, percent } from './support/wire-forms.ts';

const { eachLike, equal, string } = MatchersV3;

const operation = 'getCustomerLicensesDeployment';
const customerId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';
const path = `/v1/customers/${customerId}/analytics/licenses/deployment`;

const insight = {
  customerName: string('DT DEMO CSP CUSTOMER 005'),
  productName: string('EXCHANGE ONLINE (PLAN 1)'),
  licensesDeployed: count(0),
  deploymentPercent: percent(0),
  licensesSold: count(5),
  processedDateTime: dateTimeWithOffset('2017-03-14T03:25:16.36+00:00'),
  serviceName: string('o365'),
  channel: string('reseller'),
};

describe(operation, () => {
  test('answers the insights of a customer', async () => {
    await createContract()
      .addInteraction()
      .given('a customer with licence deployment', { customerId })
      .uponReceiving(operation)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ totalCount: count(1), items: eachLike(insight, 1) });
      })
      .executeTest(async (mockServer) => {
        const answer = await clientOf(mockServer).getCustomerLicensesDeployment(customerId);
        expectTypeOf(answer).toEqualTypeOf<
          LicensesDeploymentCollection<CustomerLicensesDeploymentInsights>
        >();
        expect(answer.totalCount).toBe(1);
        expect(answer.items).toEqual([
          {
            customerId: null,
            customerName: 'DT DEMO CSP CUSTOMER 005',
            productName: 'EXCHANGE ONLINE (PLAN 1)',
            licensesDeployed: 0,
            deploymentPercent: 0,
            licensesSold: 5,
            processedDateTime: '2017-03-14T03:25:16.36+00:00',
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
      .given('a customer without licence deployment', { customerId })
      .uponReceiving(`${operation}, without data`)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ totalCount: equal(0), items: [] });
      })
      .executeTest(async (mockServer) => {
        const answer = await clientOf(mockServer).getCustomerLicensesDeployment(customerId);
        expect(answer).toMatchObject({ totalCount: 0, items: [] });
      });
  });

  testRefusals(operation, path, invalidInput, (client) => client.getCustomerLicensesDeployment(customerId));
});
