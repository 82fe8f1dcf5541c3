import { describe, expect, test } from 'vitest';

import { RefusalError } from '../../src/call/answer.ts';
import type { DescribedOperation, ParameterLimits } from '../../src/call/described-operation.ts';
import type { OperationId } from '../../src/generated/operations.ts';
import { operations } from '../../src/generated/operations.ts';
import { answerByExample } from '../../src/operations/answer-by-example.ts';
import { createOperationContext, type OperationContext } from '../../src/operations/context.ts';
import { completeRows } from '../../src/operations/described-fields.ts';
import { checkOwnParameters } from '../../src/operations/own-parameters.ts';
import { type EmulatorOptions, documentedCustomerId } from '../../src/index.ts';
import { readSettings } from '../../src/settings.ts';

const usagePath = '/v1/analytics/commercial/usage/license/';

/** A call of an operation, as if the emulator had no facts for it. */
function contextOf(
  operation: OperationId,
  address: string,
  options: EmulatorOptions = { data: 'documented' },
): OperationContext {
  const pathParameters = /customers\/([^/?]+)/.exec(address);
  const call = {
    operation,
    method: 'GET',
    url: new URL(address, 'https://api.partnercenter.microsoft.com'),
    pathParameters: pathParameters?.[1] === undefined ? {} : { customerId: pathParameters[1] },
    headers: {},
    body: '',
  };
  return createOperationContext(call, operation, readSettings(options));
}

function bodyOf(context: OperationContext): unknown {
  return JSON.parse(answerByExample(context).body);
}

describe('an operation without facts', () => {
  test('answers a collection with the rows of its example', () => {
    const address = `/v1/customers/${documentedCustomerId}/analytics/licenses/usage`;
    expect(bodyOf(contextOf('getCustomerLicensesUsage', address))).toMatchObject({
      totalCount: 2,
      items: [
        { productName: 'OFFICE 365 BUSINESS ESSENTIALS' },
        { customerName: 'DT DEMO CSP CUSTOMER 005' },
      ],
    });
  });

  test('answers a collection without rows if there is no data', () => {
    const context = contextOf('getPartnerLicensesUsage', '/v1/analytics/licenses/usage', { customers: 0 });
    expect(bodyOf(context)).toMatchObject({ totalCount: 0, items: [] });
  });

  test('refuses a customer that the partner does not have', () => {
    const address = '/v1/customers/00000000-0000-0000-0000-000000000000/analytics/licenses/usage';
    expect(() => bodyOf(contextOf('getCustomerLicensesUsage', address))).toThrow(RefusalError);
  });

  test('answers one object with the requested id', () => {
    const context = contextOf('getCustomerLicensesUsage', `/v1/customers/${documentedCustomerId}`);
    const described: DescribedOperation = { ...context.described, kind: 'resource' };
    expect(bodyOf({ ...context, described })).toMatchObject({ attributes: { objectType: 'Collection' } });
  });

  test('pages a list by its link, and filters and groups by the fields of its rows', () => {
    const fleet = { customers: 3, seed: 1 };
    expect(bodyOf(contextOf('listLicensesUsage', `${usagePath}?top=1`, fleet))).toMatchObject({
      Value: [{ customerName: 'TEST COMPANY', workloadCode: 'SPO' }],
      '@nextLink': expect.stringContaining('skip=1'),
    });
    expect(
      bodyOf(contextOf('listLicensesUsage', `${usagePath}?filter=channel eq 'direct'`, fleet)),
    ).toMatchObject({ Value: [], TotalCount: 0 });
    expect(bodyOf(contextOf('listLicensesUsage', `${usagePath}?groupby=channel`, fleet))).toMatchObject({
      Value: [{ channel: 'reseller', licensesActive: expect.any(Number) }],
      TotalCount: 1,
    });
  });

  test('pages a list by its token, one row for each customer', () => {
    const context = contextOf('listCustomers', '/v1/customers?size=2', { customers: 3 });
    expect(bodyOf(context)).toMatchObject({
      totalCount: 2,
      items: [{ companyProfile: { companyName: expect.any(String) } }, {}],
      links: { next: { headers: [{ key: 'MS-ContinuationToken' }] } },
    });
  });
});

test('a field without facts holds the example of the description, unless it is left out intentionally', () => {
  const complete = completeRows<object>('Customer', ['attributes', 'companyProfile']);
  const completed = complete({ id: 'x' });
  expect(completed).toMatchObject({ id: 'x', relationshipToPartner: 'reseller' });
  expect(Object.keys(completed)).not.toContain('attributes');
  expect(Object.keys(completed)).not.toContain('companyProfile');
});

describe('a parameter that only one operation has', () => {
  const check = (limits: ParameterLimits, value: string) => {
    const context = contextOf('listCustomers', `/v1/customers?region=${encodeURIComponent(value)}`);
    const described = { ...operations.listCustomers, query: { region: limits }, own: ['region'] };
    checkOwnParameters({ ...context, described });
  };

  test.each<[ParameterLimits, string]>([
    [{ type: 'string', enum: ['EU', 'US'] }, 'EU'],
    [{ type: 'integer', minimum: 1, maximum: 5 }, '5'],
    [{ type: 'number' }, '-1.5'],
    [{ type: 'boolean' }, 'false'],
    [{ type: 'string', format: 'uuid' }, documentedCustomerId],
    [{ type: 'string', format: 'date' }, '2018-10-14'],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'abc'],
    [{ type: 'array', uniqueItems: true, items: { type: 'string', enum: ['EU', 'US'] } }, 'EU,US'],
    [{ type: 'string', enum: ['EU', 'US'] }, ''],
  ])('of %o takes "%s"', (limits, value) => {
    expect(() => check(limits, value)).not.toThrow();
  });

  test.each<[ParameterLimits, string]>([
    [{ type: 'string', enum: ['EU', 'US'] }, 'MARS'],
    [{ type: 'integer', minimum: 1, maximum: 5 }, '6'],
    [{ type: 'integer', minimum: 1 }, '1.5'],
    [{ type: 'number' }, 'x'],
    [{ type: 'boolean' }, 'yes'],
    [{ type: 'string', format: 'uuid' }, '63'],
    [{ type: 'string', format: 'date' }, '2018-13-45'],
    [{ type: 'string', format: 'date-time' }, '2018-10-14'],
    [{ type: 'string', pattern: '^[a-z]+$' }, '63'],
    [{ type: 'string', maxLength: 2 }, 'xxx'],
    [{ type: 'array', uniqueItems: true, items: { type: 'string' } }, 'EU,EU'],
    [{ type: 'array', items: { type: 'string', enum: ['EU'] } }, 'EU,MARS'],
  ])('of %o refuses "%s"', (limits, value) => {
    expect(() => check(limits, value)).toThrow(RefusalError);
  });
});
