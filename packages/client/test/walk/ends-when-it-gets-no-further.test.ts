import { describe, expect, test } from 'vitest';
import { ResponseFormatError } from '../../src/index.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { collect, rejectionOf } from './support/collect.ts';
import { customersPage } from './support/customers-page.ts';
import { numbers, queryOf, usagePage, wireRows, type EnvelopeFacts } from './support/usage-page.ts';

const path = '/v1/analytics/commercial/usage/license/';

interface Ending {
  readonly error: unknown;
  readonly delivered: readonly number[];
}

/** Reads row by row until the list fails. */
async function walk(answers: readonly Answer[]): Promise<Ending> {
  const { client } = createTestClient(answers);
  const delivered: number[] = [];
  const error = await rejectionOf(
    (async () => {
      for await (const row of client.listLicensesUsage({}, { maxPageSize: 2 }))
        delivered.push(row.licensesActive);
    })(),
  );
  return { error, delivered };
}

function page(from: number, to: number, facts: EnvelopeFacts): Answer {
  return usagePage(wireRows(from, to), facts);
}

describe('a list does not end at', () => {
  test('pages of one row each that are equal', async () => {
    const answer = (link: string | null) => page(0, 1, { '@nextLink': link });
    const { client } = createTestClient([answer('?cursor=a'), answer('?cursor=b'), answer(null)]);
    const rows = await collect(client.listLicensesUsage());
    expect(rows.map((row) => row.licensesActive)).toEqual([0, 0, 0]);
  });

  test('pages whose rows are all equal', async () => {
    const answer = (link: string | null) =>
      usagePage([...wireRows(0, 1), ...wireRows(0, 1)], { '@nextLink': link });
    const { client } = createTestClient([answer('?cursor=a'), answer('?cursor=b'), answer(null)]);
    expect(await collect(client.listLicensesUsage())).toHaveLength(6);
  });

  test('a page that repeats the previous one, as long as links lead on and TotalCount counts further rows', async () => {
    const { client } = createTestClient((_request, number) =>
      Response.json({
        Value: wireRows(0, 2),
        '@nextLink': number < 2 ? `${path}?skip=${2 * (number + 1)}` : null,
        TotalCount: 6,
      }),
    );
    const rows = await collect(client.listLicensesUsage());
    expect(rows.map((row) => row.licensesActive)).toEqual([0, 1, 0, 1, 0, 1]);
  });
});

describe('a list ends with an error at', () => {
  test.for([
    ['a link to the same page', `${path}?top=2`, 'a link to the same page'],
    ['a link to the row that the page began with', `${path}?skip=0`, 'a link to row 0'],
    ['a link back into the page', `${path}?skip=1`, 'a link to row 1'],
    ['a link to no row', `${path}?skip=-2`, 'a link to row -2'],
    ['a link to half a row', `${path}?skip=2.5`, 'a link to row 2.5'],
    ['a link without parameters', path, 'a link to the same page'],
  ] as const)('%s', async ([, link, received]) => {
    const { error, delivered } = await walk([page(0, 2, { '@nextLink': link })]);
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({ pointer: '/@nextLink', received: expect.stringContaining(received) });
    expect(delivered).toEqual([]);
  });

  test('a link to a page that was read before', async () => {
    const { error, delivered } = await walk([
      page(0, 2, { '@nextLink': '?cursor=a' }),
      page(2, 4, { '@nextLink': '?cursor=a' }),
    ]);
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({
      pointer: '/@nextLink',
      expected: 'a link to a further page',
      received: 'a link to a page that was already read',
      resume: { rowsDelivered: 2 },
    });
    expect(delivered).toEqual(numbers(0, 2));
  });

  test('a circle of links', async () => {
    const { error, delivered } = await walk([
      page(0, 2, { '@nextLink': '?cursor=a' }),
      page(2, 4, { '@nextLink': '?cursor=b' }),
      page(4, 6, { '@nextLink': '?cursor=a' }),
    ]);
    expect(error).toMatchObject({
      pointer: '/@nextLink',
      received: 'a link to a page that was already read',
      resume: { rowsDelivered: 4 },
    });
    expect(delivered).toEqual(numbers(0, 4));
  });

  test.for([
    ['links that lead on', (number: number) => ({ '@nextLink': `${path}?cursor=${number}` })],
    ['links to further rows', (number: number) => ({ '@nextLink': `${path}?skip=${2 * (number + 1)}` })],
    ['a total that is far away', () => ({ TotalCount: 1_000 })],
  ] as const)('a page that repeats the previous one, with %s', async ([, facts]) => {
    const { client, requests } = createTestClient((_request, number) =>
      Response.json({ Value: wireRows(0, 2), ...facts(number) }),
    );
    const error = await rejectionOf(collect(client.listLicensesUsage({}, { prefetchPages: 0 }).byPage()));
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({
      pointer: '/Value',
      expected: 'rows that follow those of the previous page',
      resume: { rowsDelivered: 2 },
    });
    expect(requests).toHaveLength(2);
  });

  test('a link past rows that TotalCount counts', async () => {
    const { error, delivered } = await walk([page(0, 2, { '@nextLink': `${path}?skip=4`, TotalCount: 6 })]);
    expect(error).toMatchObject({
      name: 'ResponseFormatError',
      pointer: '/@nextLink',
      expected: 'a link to row 2, as TotalCount counts every row',
      received: 'a link to row 4',
    });
    expect(delivered).toEqual([]);
  });

  test('customers that repeat under a new token', async () => {
    const { client, requests } = createTestClient((request, number) =>
      customersPage(['Contoso', 'Fabrikam'], { seekToken: `token-${number}` })(request, number),
    );
    const error = await rejectionOf(collect(client.listCustomers({}, { prefetchPages: 0 })));
    expect(error).toMatchObject({
      name: 'ResponseFormatError',
      pointer: '/items',
      expected: 'rows that follow those of the previous page',
      resume: { rowsDelivered: 2 },
    });
    expect(requests).toHaveLength(2);
  });

  test('a hundred and one pages without rows', async () => {
    const { client, requests } = createTestClient((_request, number) =>
      Response.json({ Value: [], '@nextLink': `${path}?cursor=${number}` }),
    );
    const error = await rejectionOf(collect(client.listLicensesUsage()));
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({
      pointer: '/@nextLink',
      expected: 'rows',
      received: '101 pages without any',
      resume: { rowsDelivered: 0 },
    });
    expect(requests).toHaveLength(101);
  });

  test.for([
    ['on one page', [page(0, 3, { TotalCount: 2 })], '3', []],
    [
      'over its pages',
      [page(0, 2, { TotalCount: 3, '@nextLink': '?skip=2' }), page(2, 4, { TotalCount: 3 })],
      '4',
      [0, 1],
    ],
  ] as const)('more rows than TotalCount %s', async ([, answers, received, rows]) => {
    const { error, delivered } = await walk(answers);
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({ pointer: '/TotalCount', received });
    expect(delivered).toEqual(rows);
  });

  test('fewer rows than TotalCount, without a link to the others', async () => {
    const { error, delivered } = await walk([page(0, 2, { TotalCount: 3 }), page(2, 2, { TotalCount: 3 })]);
    expect(error).toMatchObject({
      name: 'ResponseFormatError',
      pointer: '/TotalCount',
      expected: '3 rows, as TotalCount says',
      received: '2 and then none',
      resume: { rowsDelivered: 2 },
    });
    expect(delivered).toEqual([0, 1]);
  });

  test('a link that is not text', async () => {
    const { client } = createTestClient([() => Response.json({ Value: wireRows(0, 1), nextLink: 5 })]);
    expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject({
      name: 'ResponseFormatError',
      pointer: '/nextLink',
      expected: 'a link or null',
      received: 'the number 5',
    });
  });

  test('a link under another name that leads back, and the pointer has that name', async () => {
    const { client } = createTestClient([
      () => Response.json({ Value: wireRows(0, 1), '@odata.nextLink': '?skip=0' }),
    ]);
    expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject({
      name: 'ResponseFormatError',
      pointer: '/@odata.nextLink',
    });
  });
});

describe('no request is made to follow a link', () => {
  test.for([
    ['to another origin', 'https://evil.example/v1/analytics/commercial/usage/license/?skip=2'],
    ['to another origin without a scheme', `//evil.example${path}?skip=2`],
    ['to another origin with backslashes', `\\\\evil.example${path}?skip=2`],
    ['to another port', `https://api.partnercenter.microsoft.com:8443${path}?skip=2`],
    ['over http', `http://api.partnercenter.microsoft.com${path}?skip=2`],
    [
      'to another host behind a user name',
      `https://api.partnercenter.microsoft.com@evil.example${path}?skip=2`,
    ],
    ['to a program', 'javascript:fetch(1)?skip=2'],
    ['to the customers operation', '/v1/customers?skip=2'],
    ['to the superseded operation', '/v1/analytics/licenses/usage?skip=2'],
    ['to the deployment operation', '/v1/analytics/commercial/deployment/license/?skip=2'],
    ['above the operation', `${path}../?skip=2`],
  ] as const)('%s', async ([, link]) => {
    const { client, requests } = createTestClient([page(0, 2, { '@nextLink': link, TotalCount: 4 })]);
    const error = await rejectionOf(collect(client.listLicensesUsage()));
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({
      pointer: '/@nextLink',
      expected: 'a link to the next page of this operation',
      received: expect.stringMatching(/^a link to another (?:origin|operation)$/),
    });
    expect(String(error)).not.toContain('evil');
    expect(requests.map((request) => new URL(request.url).origin)).toEqual([
      'https://api.partnercenter.microsoft.com',
    ]);
    expect(queryOf(requests[0])).toEqual({});
  });
});
