import { MatchersV3 } from '@pact-foundation/pact';
import { describe, expect, test } from 'vitest';
import { and, eq, ne } from '../../src/index.ts';
import { clientOf, collect, createContract, requestHeaders, responseHeaders } from './support/contract.ts';
import { invalidQuery, testRefusals } from './support/refusals.ts';
import { count, dateTimeWithoutOffset, guid } from './support/wire-forms.ts';

const { constrainedArrayLike, eachLike, regex, string } = MatchersV3;

const operation = 'listLicensesDeployment';
const path = '/v1/analytics/commercial/deployment/license/';
const processedDateTime = '2018-10-14T00:00:00';

const row = {
  processedDateTime: dateTimeWithoutOffset(processedDateTime),
  serviceCode: string('crm'),
  serviceName: string('Microsoft Dynamics'),
  channel: string('reseller'),
  customerTenantId: guid('0112A436-B14E-4888-967B-CA4BB2CF1234'),
  customerName: string('TEST COMPANY'),
  productId: guid('54B84594-9C77-4499-8D65-5E0D5F410E78'),
  productName: string('DYNAMICS AX TASK'),
  licensesDeployed: count(0),
  licensesSold: count(9),
};

const readRow = {
  processedDateTime: `${processedDateTime}Z`,
  serviceCode: 'crm',
  serviceName: 'Microsoft Dynamics',
  channel: 'reseller',
  customerTenantId: '0112A436-B14E-4888-967B-CA4BB2CF1234',
  customerName: 'TEST COMPANY',
  productId: '54B84594-9C77-4499-8D65-5E0D5F410E78',
  productName: 'DYNAMICS AX TASK',
  licensesDeployed: 0,
  licensesSold: 9,
};

/** All that rows can be grouped by. */
const fields = [
  'serviceCode',
  'serviceName',
  'channel',
  'customerTenantId',
  'customerName',
  'productId',
  'productName',
] as const;

describe(operation, () => {
  test('lists rows', async () => {
    await createContract()
      .addInteraction()
      .given('licence deployment rows')
      .uponReceiving(operation)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ Value: eachLike(row, 1) });
      })
      .executeTest(async (mockServer) => {
        const rows = await collect(clientOf(mockServer).listLicensesDeployment());
        expect(rows).toEqual([readRow]);
      });
  });

  test('lists no rows when there is no data', async () => {
    await createContract()
      .addInteraction()
      .given('no licence deployment rows')
      .uponReceiving(`${operation}, without data`)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ Value: [] });
      })
      .executeTest(async (mockServer) => {
        expect(await collect(clientOf(mockServer).listLicensesDeployment())).toEqual([]);
      });
  });

  test('lists sums over filtered rows of one snapshot', async () => {
    const { processedDateTime: _, ...group } = row;
    const { processedDateTime: __, ...readGroup } = readRow;
    await createContract()
      .addInteraction()
      .given('licence deployment rows', { processedDateTime })
      .uponReceiving(`${operation}, filtered and grouped`)
      .withRequest('GET', path, (builder) => {
        builder.headers(requestHeaders).query({
          filter: "serviceCode eq 'o365' and customerName ne 'O''Neill & Söhne'",
          groupby: fields.join(','),
          processedDateTime,
        });
      })
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ Value: eachLike(group, 1) });
      })
      .executeTest(async (mockServer) => {
        const groups = await collect(
          clientOf(mockServer).listLicensesDeployment({
            filter: and(eq('serviceCode', 'o365'), ne('customerName', "O'Neill & Söhne")),
            groupBy: fields,
            processedDateTime,
          }),
        );
        expect(groups).toEqual([readGroup]);
      });
  });

  test('walks over two pages', async () => {
    const pageSize = 1;
    const contract = createContract();
    contract
      .addInteraction()
      .given('licence deployment rows on two pages', { pageSize })
      .uponReceiving(`${operation}, first of two pages`)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders).query({ top: '1' }))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({
          Value: constrainedArrayLike(row, pageSize, pageSize),
          '@nextLink': regex('^.*[?&]skip=1(&.*)?$', `${path}?top=1&skip=1`),
        });
      });
    await contract
      .addInteraction()
      .given('licence deployment rows on two pages', { pageSize, processedDateTime })
      .uponReceiving(`${operation}, last of two pages`)
      .withRequest('GET', path, (builder) => {
        // Bound to the snapshot of the first page, so that new data can't come between.
        builder.headers(requestHeaders).query({ top: '1', skip: '1', processedDateTime });
      })
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({
          Value: constrainedArrayLike(row, pageSize, pageSize),
        });
      })
      .executeTest(async (mockServer) => {
        const walk = clientOf(mockServer).listLicensesDeployment().byPage({ maxPageSize: pageSize });
        // Whether a third page is asked for depends on what the service may leave out of the second.
        const pages = [await walk.next(), await walk.next()];
        expect(pages.map(({ value }) => value?.items)).toEqual([[readRow], [readRow]]);
      });
  });

  testRefusals(operation, path, invalidQuery, (client) => collect(client.listLicensesDeployment()));
});
