import { MatchersV3 } from '@pact-foundation/pact';
import { describe, expect, test } from 'vitest';
import { clientOf, collect, createContract, requestHeaders, responseHeaders } from './support/contract.ts';
import { invalidInput, testRefusals } from './support/refusals.ts';
import { guid } from './support/wire-forms.ts';

const { constrainedArrayLike, eachLike, equal, regex, string } = MatchersV3;

const operation = 'listCustomers';
const path = '/v1/customers';
const seekToken = 'd2luZG93PTEmYWZ0ZXI9YjQ0YmIxZmI=';

const customer = {
  id: guid('b44bb1fb-c595-45b0-9e09-d657365580bf'),
  companyProfile: {
    tenantId: guid('b44bb1fb-c595-45b0-9e09-d657365580bf'),
    domain: string('contoso.onmicrosoft.com'),
    companyName: string('Contoso'),
  },
};

const readCustomer = {
  id: 'b44bb1fb-c595-45b0-9e09-d657365580bf',
  companyProfile: {
    tenantId: 'b44bb1fb-c595-45b0-9e09-d657365580bf',
    domain: 'contoso.onmicrosoft.com',
    companyName: 'Contoso',
    attributes: null,
  },
  relationshipToPartner: null,
  attributes: null,
};

describe(operation, () => {
  test('lists customers', async () => {
    await createContract()
      .addInteraction()
      .given('customers')
      .uponReceiving(operation)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ items: eachLike(customer, 1) });
      })
      .executeTest(async (mockServer) => {
        expect(await collect(clientOf(mockServer).listCustomers())).toEqual([readCustomer]);
      });
  });

  test('lists customers by the start of their name', async () => {
    await createContract()
      .addInteraction()
      .given('customers')
      .uponReceiving(`${operation}, by the start of the name`)
      .withRequest('GET', path, (builder) => {
        builder
          .headers(requestHeaders)
          .query({ filter: equal('{"Field":"CompanyName","Value":"C","Operator":"starts_with"}') });
      })
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ items: eachLike(customer, 1) });
      })
      .executeTest(async (mockServer) => {
        const filter = { field: 'CompanyName', operator: 'starts_with', value: 'C' } as const;
        expect(await collect(clientOf(mockServer).listCustomers({ filter }))).toEqual([readCustomer]);
      });
  });

  test('lists no customers when there are none', async () => {
    await createContract()
      .addInteraction()
      .given('no customers')
      .uponReceiving(`${operation}, without data`)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({ items: [] });
      })
      .executeTest(async (mockServer) => {
        expect(await collect(clientOf(mockServer).listCustomers())).toEqual([]);
      });
  });

  test('walks over two pages', async () => {
    const pageSize = 1;
    const contract = createContract();
    contract
      .addInteraction()
      .given('customers on two pages', { pageSize })
      .uponReceiving(`${operation}, first of two pages`)
      .withRequest('GET', path, (builder) => void builder.headers(requestHeaders).query({ size: '1' }))
      .willRespondWith(200, (builder) => {
        builder.headers(responseHeaders).jsonBody({
          items: constrainedArrayLike(customer, pageSize, pageSize),
          links: {
            next: {
              uri: regex('^.*[?&]seekOperation=Next(&.*)?$', `${path}?size=1&seekOperation=Next`),
              headers: eachLike({ key: equal('MS-ContinuationToken'), value: string(seekToken) }, 1),
            },
          },
        });
      });
    await contract
      .addInteraction()
      .given('customers on two pages', { pageSize })
      .uponReceiving(`${operation}, last of two pages`)
      .withRequest('GET', path, (builder) => {
        builder
          .headers({ ...requestHeaders, 'MS-ContinuationToken': string(seekToken) })
          .query({ size: '1', seekOperation: 'Next' });
      })
      .willRespondWith(200, (builder) => {
        builder
          .headers(responseHeaders)
          .jsonBody({ items: constrainedArrayLike(customer, pageSize, pageSize) });
      })
      .executeTest(async (mockServer) => {
        const pages = await collect(clientOf(mockServer).listCustomers().byPage({ maxPageSize: pageSize }));
        expect(pages.map((page) => page.items)).toEqual([[readCustomer], [readCustomer]]);
        expect(pages.map((page) => page.continuationToken !== undefined)).toEqual([true, false]);
      });
  });

  testRefusals(operation, path, invalidInput, (client) => collect(client.listCustomers()));
});
