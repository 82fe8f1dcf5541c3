import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findBreaks } from '../../src/update/find-breaks.ts';
import { change, patched, present, valuesOf } from './descriptions.ts';

function breaksOf(text: string): readonly string[] {
  return findBreaks(parse(present), parse(text)).map(({ what, userType }) =>
    userType === undefined ? what : `${what} | ${userType}`,
  );
}

describe('a breaking change', async () => {
  it.each([
    [
      'a removed field',
      await patched({ components: { schemas: { LicensesUsageRow: { properties: { productName: null } } } } }),
      'LicensesUsageRow.productName is gone | LicensesUsageRow.productName: string | null → gone',
    ],
    [
      'a text that becomes a number',
      change(
        present,
        'customerName: &customerName\n          type: string',
        'customerName: &customerName\n          type: number',
      ),
      'LicensesUsageRow.customerName is retyped | LicensesUsageRow.customerName: string | null → number | null',
    ],
    [
      'a count that may be null',
      change(
        present,
        'licensesQualified: &licensesQualified\n          type: integer',
        "licensesQualified: &licensesQualified\n          type: [integer, 'null']",
      ),
      'LicensesUsageRow.licensesQualified is retyped | LicensesUsageRow.licensesQualified: number → number | null',
    ],
    [
      'a field that becomes required',
      change(
        present,
        'required: [id, companyProfile]',
        'required: [id, companyProfile, relationshipToPartner]',
      ),
      'Customer.relationshipToPartner is required',
    ],
    [
      'a parameter that becomes required',
      change(
        present,
        '      name: top\n      in: query\n',
        '      name: top\n      in: query\n      required: true\n',
      ),
      'the query parameter top of listLicensesUsage is required',
    ],
    [
      'a removed parameter',
      change(present, "        - $ref: '#/components/parameters/Skip'\n", ''),
      'the query parameter skip of listLicensesUsage is gone',
    ],
    [
      'an operation that is renamed',
      change(present, 'operationId: listCustomers', 'operationId: listAllCustomers'),
      'listCustomers is gone | client.listCustomers(): gone',
    ],
    [
      'a path that moves',
      change(present, '  /v1/customers:\n', '  /v2/customers:\n'),
      'listCustomers moves from GET /v1/customers to GET /v2/customers',
    ],
    [
      'a removed status',
      change(present, /( {8}'404':\n.*\n)(?! *'404')/, ''),
      'getCustomerLicensesUsage no longer answers with 404',
    ],
    [
      'a field that rows can no longer be grouped by',
      await patched({
        components: {
          schemas: {
            LicensesUsageField: {
              enum: valuesOf('LicensesUsageField').filter((name) => name !== 'productName'),
            },
          },
        },
      }),
      "LicensesUsageField no longer has productName | LicensesUsageField: 'productName' → gone",
    ],
  ])('is %s', (_what, text, expected) => {
    expect(breaksOf(text)).toContain(expected);
  });
});

describe('a change that breaks nothing', async () => {
  it.each([
    [
      'a text that may be null',
      await patched({
        components: {
          schemas: { LicensesUsageRow: { properties: { productName: { type: ['string', 'null'] } } } },
        },
      }),
    ],
    ['a higher limit', change(present, /maximum: \d+/, 'maximum: 90000')],
    [
      'another known value',
      change(
        present,
        'x-extensible-enum: [reseller, direct]',
        'x-extensible-enum: [reseller, direct, other]',
      ),
    ],
    [
      'another status',
      change(
        present,
        "        '429':\n",
        "        '409':\n          $ref: '#/components/responses/BadRequest'\n        '429':\n",
      ),
    ],
  ])('is %s', (_what, text) => {
    expect(breaksOf(text)).toEqual([]);
  });
});
