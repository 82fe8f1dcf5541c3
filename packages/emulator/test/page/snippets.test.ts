import { describe, expect, test } from 'vitest';

import type { TriedRequest } from '../../src/page/script/read-form.ts';
import { writeSnippets } from '../../src/page/script/snippets.ts';

const origin = 'http://127.0.0.1:4010';

function snippetsOf(request: Partial<TriedRequest>) {
  const plain = { operation: 'listLicensesUsage', address: '/v1/x', customer: '', query: {}, faults: [] };
  return writeSnippets({ ...plain, token: '', ...request }, origin);
}

/** The line of the client's program that calls an operation. */
function callOf(request: Partial<TriedRequest>): string | undefined {
  return snippetsOf(request)
    .client.split('\n')
    .find((line) => line.includes('await'));
}

describe('a snippet of the page', () => {
  test('has the request as it is sent, with a variable in place of the token', () => {
    const request = { address: '/v1/x?top=3', token: 's3cret', faults: ['gzip', 'no-bom'] };
    expect(snippetsOf(request)).toEqual({
      http: [
        'GET /v1/x?top=3',
        'Accept: application/json',
        'Authorization: Bearer $ACCESS_TOKEN',
        'X-Emulator-Fault: gzip, no-bom',
      ].join('\n'),
      curl: [
        `curl 'http://127.0.0.1:4010/v1/x?top=3' \\`,
        `  -H 'Accept: application/json' \\`,
        `  -H "Authorization: Bearer $ACCESS_TOKEN" \\`,
        `  -H 'X-Emulator-Fault: gzip, no-bom'`,
      ].join('\n'),
      client: [
        "import { createClient } from '@licenses-usage/client';",
        '',
        'const client = createClient({',
        "  baseUrl: 'http://127.0.0.1:4010',",
        "  credential: () => process.env.ACCESS_TOKEN ?? '',",
        "  headers: { 'X-Emulator-Fault': 'gzip, no-bom' },",
        '});',
        '',
        'for await (const row of client.listLicensesUsage()) console.log(row);',
        '',
      ].join('\n'),
    });
  });

  test('has no header for what is not sent', () => {
    const { http, curl, client } = snippetsOf({});
    expect(http).toBe('GET /v1/x\nAccept: application/json');
    expect(curl).toBe("curl 'http://127.0.0.1:4010/v1/x' \\\n  -H 'Accept: application/json'");
    expect(client).toContain("?? '',\n});\n");
  });

  test('quotes an address for the shell', () => {
    expect(snippetsOf({ address: "/v1/x?filter='a'" }).curl).toContain(
      String.raw`curl 'http://127.0.0.1:4010/v1/x?filter='\''a'\'''`,
    );
  });

  test.each<[Readonly<Record<string, string>>, string]>([
    [{}, ''],
    [{ filter: 'a eq 1' }, "{ filter: 'a eq 1' }"],
    [{ filter: "a eq 'x'" }, `{ filter: "a eq 'x'" }`],
    [{ filter: 'a\\b' }, String.raw`{ filter: "a\\b" }`],
    [{ filter: 'a\nb' }, String.raw`{ filter: "a\nb" }`],
    [{ groupby: 'serviceCode, channel' }, "{ groupBy: ['serviceCode', 'channel'] }"],
    [
      { processedDateTime: '2026-11-15', top: '5', skip: '10' },
      "{ processedDateTime: '2026-11-15', top: 5, skip: 10 }",
    ],
    // Text that is no number is shown as typed. The emulator refuses it.
    [{ top: '5x', skip: 'x5' }, "{ top: '5x', skip: 'x5' }"],
    [{ top: '1'.repeat(15), skip: '1'.repeat(16) }, `{ top: ${'1'.repeat(15)}, skip: '${'1'.repeat(16)}' }`],
    [{ later: 'x', size: '3' }, "{ later: 'x' }"],
  ])('passes the query %j to a list of rows', (query, argument) => {
    expect(callOf({ query })).toBe(
      `for await (const row of client.listLicensesUsage(${argument})) console.log(row);`,
    );
  });

  test('passes the size of a page to the list of customers', () => {
    const call = (query: Readonly<Record<string, string>>) => callOf({ operation: 'listCustomers', query });
    expect(call({ size: '40' })).toContain('client.listCustomers({}, { maxPageSize: 40 })');
    expect(call({})).toContain('client.listCustomers()');
  });

  test('passes the customer to an operation that takes one', () => {
    const customer = '0112a436-b14e-4888-967b-ca4bb2cf1234';
    expect(callOf({ operation: 'getCustomerLicensesUsage', customer })).toBe(
      `const { items } = await client.getCustomerLicensesUsage('${customer}');`,
    );
    const { client } = snippetsOf({ operation: 'getPartnerLicensesUsage', customer });
    expect(client).toContain(
      'const { items } = await client.getPartnerLicensesUsage();\nconsole.log(items);\n',
    );
  });
});
