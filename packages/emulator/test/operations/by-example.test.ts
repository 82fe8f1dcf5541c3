import { describe, expect, test } from 'vitest';

import { RefusalError } from '../../src/call/answer.ts';
import type {
  DescribedOperation,
  ExampleAnswer,
  ParameterLimits,
} from '../../src/call/described-operation.ts';
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

function bodyOf(context: OperationContext, example?: ExampleAnswer): unknown {
  return JSON.parse(answerByExample(context, example).body);
}

const [asked, documented] = ['A1B2C3D4-0000-4000-8000-00000000000F', 'B2C3D4E5-0000-4000-8000-000000000001'];

/** The body of the refusal of a call. */
function refusalOf(refused: () => unknown): unknown {
  try {
    return refused();
  } catch (error) {
    if (error instanceof RefusalError) return JSON.parse(error.answer.body);
    throw error;
  }
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

  test('answers one object with the requested id, wherever its example has an id', () => {
    const data = { Value: [], customers: [{ id: asked, name: 'Litware' }] };
    const context = contextOf('getCustomerLicensesUsage', `/v1/customers/${asked}`, { data });
    const described: DescribedOperation = { ...context.described, kind: 'resource' };
    const body = { id: documented, seats: 5, links: [{ tenant: documented, name: null }] };
    const told = asked.toLowerCase();
    expect(bodyOf({ ...context, described }, { body, path: { customerId: documented } })).toEqual({
      id: told,
      seats: 5,
      links: [{ tenant: told, name: null }],
    });
    expect(bodyOf({ ...context, described }, { body, path: { productId: documented } })).toEqual(body);
  });

  test.each(['items', 'value', 'Value'])('answers the rows that its example has under %s', (name) => {
    const context = contextOf('getPartnerLicensesUsage', '/v1/analytics/licenses/usage');
    const body = { [name]: [{ id: 1 }, { id: 2 }], source: 'x' };
    expect(bodyOf(context, { body, path: {} })).toEqual(body);
    const counted = { totalCount: 9, ...body };
    expect(bodyOf(context, { body: counted, path: {} })).toEqual({ ...counted, totalCount: 2 });
  });

  test('answers a list without rows where its example has none', () => {
    const none: ExampleAnswer = { body: {}, path: {} };
    const context = contextOf('getPartnerLicensesUsage', '/v1/analytics/licenses/usage');
    expect(bodyOf(context, none)).toEqual({ items: [] });
    expect(bodyOf(contextOf('listLicensesUsage', usagePath), none)).toEqual({
      Value: [],
      '@nextLink': null,
      TotalCount: 0,
    });
    const page = bodyOf(contextOf('listCustomers', '/v1/customers'), none);
    expect(page).toMatchObject({ totalCount: 0, items: [] });
    expect(page).not.toHaveProperty('continuationToken');
  });

  test('answers a customer without data with no rows', () => {
    const data = { Value: [], customers: [{ id: asked, name: 'Litware' }] };
    const context = contextOf('getCustomerLicensesUsage', `/v1/customers/${asked}`, { data });
    expect(bodyOf(context)).toMatchObject({ totalCount: 0, items: [] });
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

  test('sums the counts of the rows of a group', () => {
    const example = {
      body: { Value: [{ channel: 'reseller', licensesActive: 2 }] },
      path: {},
    };
    const fleet = { customers: 3 };
    const all = contextOf('listLicensesUsage', usagePath, fleet);
    const { TotalCount } = Object.assign({ TotalCount: 0 }, bodyOf(all, example));
    expect(TotalCount).toBeGreaterThan(5);
    expect(bodyOf(contextOf('listLicensesUsage', `${usagePath}?groupby=channel`, fleet), example)).toEqual({
      Value: [{ channel: 'reseller', licensesActive: 2 * TotalCount, licensesQualified: 0 }],
      '@nextLink': null,
      TotalCount: 1,
    });
  });

  test.each<DescribedOperation['query']>([{}, { groupby: {} }])(
    'has no field to filter by when its parameters are %j',
    (query) => {
      const context = contextOf('listLicensesUsage', `${usagePath}?filter=channel eq 'direct'`);
      const described = { ...context.described, query };
      expect(refusalOf(() => bodyOf({ ...context, described }))).toMatchObject({
        message: 'filter names "channel", which is not one of ',
      });
    },
  );

  test('pages a list by its token, one row for each customer', () => {
    const first = contextOf('listCustomers', '/v1/customers?size=2', { customers: 3 });
    const page = bodyOf(first);
    expect(page).toMatchObject({
      totalCount: 2,
      items: [{ companyProfile: { companyName: expect.any(String) } }, {}],
      links: { next: { headers: [{ key: 'MS-ContinuationToken' }] } },
    });
    const { continuationToken: token } = Object.assign({ continuationToken: '' }, page);
    const next = contextOf('listCustomers', '/v1/customers?size=2&seekOperation=Next', { customers: 3 });
    const last = bodyOf({ ...next, call: { ...next.call, headers: { 'ms-continuationtoken': token } } });
    expect(last).toMatchObject({ totalCount: 1 });
    expect(last).not.toHaveProperty('continuationToken');
    expect(bodyOf(contextOf('listCustomers', '/v1/customers?size=3', { customers: 3 }))).not.toHaveProperty(
      'continuationToken',
    );
  });

  test('limits the size of a page as the description says', () => {
    const context = contextOf('listCustomers', '/v1/customers?size=51', { customers: 60 });
    const described = { ...context.described, query: { size: { maximum: 50 } } };
    expect(refusalOf(() => bodyOf({ ...context, described }))).toMatchObject({
      description: 'The size is not a whole number from 0 to 50.',
    });
    const byDefault = contextOf('listCustomers', '/v1/customers', { customers: 60 });
    expect(bodyOf({ ...byDefault, described })).toMatchObject({
      totalCount: 50,
      links: { next: { uri: '/v1/customers?size=50&seekOperation=Next' } },
    });
  });
});

test('gives a field without facts the example of the description, unless the field is left out on purpose', () => {
  const complete = completeRows<object>('Customer', ['attributes', 'companyProfile']);
  const completed = complete({ id: 'x' });
  expect(completed).toMatchObject({ id: 'x', relationshipToPartner: 'reseller' });
  expect(Object.keys(completed)).not.toContain('attributes');
  expect(Object.keys(completed)).not.toContain('companyProfile');
});

describe('a parameter that only one operation has', () => {
  const check = (limits: ParameterLimits, value: string | undefined) => {
    const query = value === undefined ? '' : `?region=${encodeURIComponent(value)}`;
    const context = contextOf('listCustomers', `/v1/customers${query}`);
    const described = { ...operations.listCustomers, query: { region: limits }, own: ['region'] };
    checkOwnParameters({ ...context, described });
  };

  test.each<[ParameterLimits, string | undefined]>([
    [{ type: 'string', enum: ['EU', 'US'] }, 'EU'],
    [{ type: 'string', enum: ['EU', 'US'] }, undefined],
    [{ type: 'string', enum: ['EU,US'] }, 'EU,US'],
    [{ type: 'integer', minimum: 1, maximum: 5 }, '1'],
    [{ type: 'integer' }, '-17'],
    [{ type: 'number' }, '25'],
    [{ type: 'number' }, '12.75'],
    [{ type: 'boolean' }, 'true'],
    [{ type: 'array', items: { type: 'string' } }, 'EU,EU'],
    [{ type: 'string', format: 'date-time' }, '2018-10-14T00:00:00Z'],
    [{ type: 'string', format: 'date-time' }, '2018-10-14t02:00:00.5+02:00'],
    [{ type: 'string', format: 'email' }, 'anything'],
    [{ type: 'string', minLength: 2, maxLength: 2 }, '🥨🥨'],
    [{ type: 'string', pattern: '^.$' }, '🥨'],
    [{ type: 'integer', minimum: 1, maximum: 5 }, '5'],
    [{ type: 'number' }, '-1.5'],
    [{ type: 'boolean' }, 'false'],
    [{ type: 'string', format: 'uuid' }, documentedCustomerId],
    [{ type: 'string', format: 'date' }, '2018-10-14'],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'abc'],
    [{ type: 'array', uniqueItems: true, items: { type: 'string', enum: ['EU', 'US'] } }, 'EU,US'],
    [{ type: 'string', enum: ['EU', 'US'] }, ''],
  ])('of %o takes %j', (limits, value) => {
    expect(() => check(limits, value)).not.toThrow();
  });

  test.each<[ParameterLimits, string, string]>([
    [{ type: 'string', enum: ['EU', 'US'] }, 'MARS', 'one of EU, US'],
    [{ type: 'integer', minimum: 1, maximum: 5 }, '6', 'a whole number within its limits'],
    [{ type: 'integer', minimum: 1, maximum: 5 }, '0', 'a whole number within its limits'],
    [{ type: 'integer', minimum: 1 }, '1.5', 'a whole number within its limits'],
    [{ type: 'integer' }, '1e2', 'a whole number within its limits'],
    [{ type: 'number' }, 'x', 'a number within its limits'],
    [{ type: 'number' }, '1e2', 'a number within its limits'],
    [{ type: 'boolean' }, 'yes', 'true or false'],
    [{ type: 'string', format: 'uuid' }, '63', 'a uuid'],
    [{ type: 'string', format: 'date' }, '2018-13-45', 'a date'],
    [{ type: 'string', format: 'date' }, '2018-10-14T00:00:00Z', 'a date'],
    [{ type: 'string', format: 'date' }, '+002018-10-14', 'a date'],
    [{ type: 'string', format: 'date-time' }, '2018-10-14', 'a date-time'],
    [{ type: 'string', format: 'date-time' }, '2018-10-14T00:00:00', 'a date-time'],
    [{ type: 'string', format: 'date-time' }, '2018-10-14T25:00:00Z', 'a date-time'],
    [{ type: 'string', format: 'date-time' }, '+002018-10-14T00:00:00Z', 'a date-time'],
    [{ type: 'string', format: 'date-time' }, '2018-10-14T00:00:00Z (UTC)', 'a date-time'],
    [{ type: 'string', pattern: '^[a-z]+$' }, '63', 'of the form ^[a-z]+$'],
    [{ type: 'string', maxLength: 2 }, 'xxx', 'of a length that is allowed'],
    [{ type: 'string', minLength: 2 }, 'x', 'of a length that is allowed'],
    [{ type: 'array', uniqueItems: true, items: { type: 'string' } }, 'EU,EU', 'a list of different values'],
    [{ type: 'array', items: { type: 'string', enum: ['EU'] } }, 'EU,MARS', 'one of EU'],
  ])('of %o refuses "%s": not %s', (limits, value, problem) => {
    expect(refusalOf(() => check(limits, value))).toMatchObject({
      code: '900127',
      description: `region parameter is not ${problem}`,
    });
  });
});
