import firstPage from '@licenses-usage/spec/examples/customers-first-page.json' with { type: 'json' };
import lastPage from '@licenses-usage/spec/examples/customers-last-page.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { ResponseFormatError, type Customer } from '../../src/index.ts';
import { json } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';
import { collect, rejectionOf } from './support/collect.ts';
import { customersPage, type NextPage } from './support/customers-page.ts';
import { queryOf } from './support/usage-page.ts';

const namesOf = (customers: readonly Customer[]) =>
  customers.map((customer) => customer.companyProfile?.companyName);

describe('a list of customers', () => {
  test('reads the documented pages', async () => {
    const { client } = createTestClient([json(firstPage), json(lastPage)]);
    const customers = await collect(client.listCustomers());
    expect(customers.map((customer) => customer.id)).toEqual(
      [...firstPage.items, ...lastPage.items].map((customer) => customer.id),
    );
  });

  test.for(['header', 'body', 'both'] as const)('continues with the token in: %s', async (toldIn) => {
    const { client, requests } = createTestClient([
      customersPage(['Contoso', 'Fabrikam'], { seekToken: 'after=2', toldIn }),
      customersPage(['Litware'], { seekToken: 'after=3', toldIn }),
      customersPage([]),
    ]);
    const filter = { field: 'CompanyName', operator: 'starts_with', value: 'A & B?' } as const;
    const customers = await collect(client.listCustomers({ filter }, { maxPageSize: 2 }));
    expect(namesOf(customers)).toEqual(['Contoso', 'Fabrikam', 'Litware']);
    expect(requests.map((request) => request.headers.get('MS-ContinuationToken'))).toEqual([
      null,
      'after=2',
      'after=3',
    ]);
    const text = '{"Field":"CompanyName","Value":"A & B?","Operator":"starts_with"}';
    expect(requests.map(queryOf)).toEqual([
      { size: '2', filter: text },
      { size: '2', filter: text, seekOperation: 'Next' },
      { size: '2', filter: text, seekOperation: 'Next' },
    ]);
  });

  test.for([
    ['with an offset', { uri: '/customers?size=2&offset=2' }],
    ['with an offset and the version', { uri: '/v1/customers?size=2&offset=2' }],
    ['as a whole address', { uri: 'https://api.partnercenter.microsoft.com/v1/customers?size=2&offset=2' }],
    ['with a second question mark', { uri: '/customers?size=2?offset=2' }],
  ] as const)('follows a link %s', async ([, next]) => {
    const { client, requests } = createTestClient([
      customersPage(['Contoso', 'Fabrikam'], next),
      customersPage(['Litware']),
    ]);
    expect(namesOf(await collect(client.listCustomers({}, { maxPageSize: 2 })))).toEqual([
      'Contoso',
      'Fabrikam',
      'Litware',
    ]);
    expect(queryOf(requests[1])).toEqual({ size: '2', offset: '2' });
    expect(requests[1]?.headers.has('MS-ContinuationToken')).toBe(false);
  });

  test('reads totalCount as the number of customers on the page', async () => {
    const { client } = createTestClient([
      customersPage(['Contoso', 'Fabrikam'], { seekToken: 'a' }),
      customersPage(['Litware']),
    ]);
    const pages = await collect(client.listCustomers().byPage());
    expect(pages.map((page) => page.totalCount)).toEqual([2, 1]);
  });

  test('continues after an empty page that has a token', async () => {
    const { client } = createTestClient([customersPage([], { seekToken: 'a' }), customersPage(['Litware'])]);
    expect(namesOf(await collect(client.listCustomers()))).toEqual(['Litware']);
  });

  test.for([
    ['the token of the page before', { seekToken: 'a' }, '/links/next'],
    ['a link to the page itself', { uri: '/customers?size=2' }, '/links/next/uri'],
    [
      'another origin',
      { seekToken: 'b', uri: 'https://evil.example/customers?seekOperation=Next' },
      '/links/next/uri',
    ],
    ['another origin without a scheme', { uri: '//evil.example/customers?offset=2' }, '/links/next/uri'],
    [
      'another port',
      { uri: 'https://api.partnercenter.microsoft.com:444/v1/customers?offset=2' },
      '/links/next/uri',
    ],
    ['http', { uri: 'http://api.partnercenter.microsoft.com/v1/customers?offset=2' }, '/links/next/uri'],
    ['one customer', { uri: '/customers/b44bb1fb-c595-45b0-9e09-d657365580bf?offset=2' }, '/links/next/uri'],
  ] as const satisfies readonly (readonly [string, NextPage, string])[])(
    'ends with an error at %s, and sends nothing there',
    async ([, next, pointer]) => {
      const { client, requests } = createTestClient([
        customersPage(['Contoso'], { seekToken: 'a' }),
        customersPage(['Fabrikam'], next),
      ]);
      const error = await rejectionOf(collect(client.listCustomers()));
      expect(error).toBeInstanceOf(ResponseFormatError);
      expect(error).toMatchObject({ pointer, resume: { rowsDelivered: 1 } });
      expect(new Set(requests.map((request) => new URL(request.url).origin)).size).toBe(1);
    },
  );

  test('ends with an error when offsets form a circle', async () => {
    const { client } = createTestClient([
      customersPage(['Contoso'], { uri: '/customers?offset=1' }),
      customersPage(['Fabrikam'], { uri: '/customers?offset=2' }),
      customersPage(['Litware'], { uri: '/customers?offset=1' }),
    ]);
    expect(await rejectionOf(collect(client.listCustomers()))).toMatchObject({
      pointer: '/links/next',
      received: 'a link to a page that was already read',
      resume: { rowsDelivered: 2 },
    });
  });
});
