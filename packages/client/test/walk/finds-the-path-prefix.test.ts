import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/index.ts';
import { json, text } from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { collect, rejectionOf } from './support/collect.ts';
import { usagePage, wireRows } from './support/usage-page.ts';

const path = '/v1/analytics/commercial/usage/license/';
const home = usagePage(wireRows(0, 1));

/** The superseding operation answers under one prefix; elsewhere is `missing`. */
function under(prefix: string, missing: Answer): Answer {
  return (request, number) =>
    (new URL(request.url).pathname === prefix + path ? home : missing)(request, number);
}

const paths = (requests: readonly Request[]) => requests.map((request) => new URL(request.url).pathname);

const emptyNotFound = text('', 404);

describe("commercialPathPrefix 'auto'", () => {
  test.for([
    ['with an empty body', emptyNotFound],
    ["with the gateway's own words", json({ statusCode: 404, message: 'Resource not found' }, 404)],
    ['with a page for people', text('<html><h1>Not found</h1></html>', 404)],
  ] as const)('tries /partner once after a 404 %s, and remembers', async ([, missing]) => {
    const { client, requests } = createTestClient(under('/partner', missing));
    expect(await collect(client.listLicensesUsage())).toHaveLength(1);
    expect(await collect(client.listLicensesUsage())).toHaveLength(1);
    expect(paths(requests)).toEqual([path, `/partner${path}`, `/partner${path}`]);
  });

  test('remembers that no prefix is needed', async () => {
    const { client, requests } = createTestClient([home, home]);
    await collect(client.listLicensesUsage());
    await collect(client.listLicensesUsage());
    expect(paths(requests)).toEqual([path, path]);
  });

  test.for([
    ['a code', { code: '1000', description: 'Not found.' }],
    ['the code 404 of a component', { code: 404, description: 'Not found.', source: 'PartnerFD' }],
  ] as const)('takes a 404 that carries %s for the answer', async ([, body]) => {
    const { client, requests } = createTestClient([json(body, 404)]);
    const error = await rejectionOf(collect(client.listLicensesUsage()));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ status: 404, code: String(body.code) });
    expect(paths(requests)).toEqual([path]);
  });

  test.for([400, 403, 410])('takes an empty %i for the answer', async (status) => {
    const { client } = createTestClient([text('', status)]);
    expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject({ status });
  });

  test('tells of the first 404 when neither prefix answers, and tries both again later', async () => {
    const { client, requests } = createTestClient((request, number) =>
      text('', 404, { 'MS-RequestId': `request ${number}` })(request, number),
    );
    expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject({
      status: 404,
      requestId: 'request 0',
    });
    await rejectionOf(collect(client.listLicensesUsage()));
    expect(paths(requests)).toEqual([path, `/partner${path}`, path, `/partner${path}`]);
  });

  test('tells of what /partner answers when it is not a missing route', async () => {
    const { client } = createTestClient([emptyNotFound, json({ code: '2032' }, 403)]);
    expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject({
      status: 403,
      code: '2032',
    });
  });

  test('walks on under the prefix that it found', async () => {
    const pages = [usagePage(wireRows(0, 1), {}), usagePage(wireRows(1, 2), {}), usagePage([])];
    const answers: readonly Answer[] = [emptyNotFound, ...pages];
    const { client, requests } = createTestClient(answers);
    expect(await collect(client.listLicensesUsage({}, { maxPageSize: 1 }))).toHaveLength(2);
    expect(paths(requests)).toEqual([path, ...Array.from({ length: 3 }, () => `/partner${path}`)]);
  });
});

describe('a commercialPathPrefix that the caller chose', () => {
  test.for(['', '/partner'] as const)('is the only one that is tried: %j', async (commercialPathPrefix) => {
    const { client, requests } = createTestClient([emptyNotFound], { commercialPathPrefix });
    expect(await rejectionOf(collect(client.listLicensesUsage()))).toMatchObject({ status: 404 });
    expect(paths(requests)).toEqual([commercialPathPrefix + path]);
  });

  test('stands behind the path of the base URL', async () => {
    const baseUrl = 'https://gateway.example/partner-center';
    const { client, requests } = createTestClient([home], { baseUrl, commercialPathPrefix: '/partner' });
    await collect(client.listLicensesUsage());
    expect(requests[0]?.url).toBe(`${baseUrl}/partner${path}`);
  });
});
