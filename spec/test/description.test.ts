import { expect, it } from 'vitest';
import { isRecord } from '../src/is-record.ts';
import { readOperations } from '../src/read-operations.ts';
import { findNodes } from '../src/find-nodes.ts';
import { readDescription } from './read-description.ts';

const description = await readDescription();
const operations = findNodes(description, (node) => typeof node['operationId'] === 'string');

it('describes for usage and for deployment two superseded operations and their successor, and the list of customers', () => {
  expect(readOperations(description)).toEqual([
    {
      operationId: 'getCustomerLicensesUsage',
      method: 'GET',
      path: '/v1/customers/{customer-id}/analytics/licenses/usage',
      deprecated: true,
      supersededBy: 'listLicensesUsage',
    },
    {
      operationId: 'getPartnerLicensesUsage',
      method: 'GET',
      path: '/v1/analytics/licenses/usage',
      deprecated: true,
      supersededBy: 'listLicensesUsage',
    },
    {
      operationId: 'listLicensesUsage',
      method: 'GET',
      path: '/v1/analytics/commercial/usage/license/',
      deprecated: false,
      supersededBy: null,
    },
    {
      operationId: 'getCustomerLicensesDeployment',
      method: 'GET',
      path: '/v1/customers/{customer-id}/analytics/licenses/deployment',
      deprecated: true,
      supersededBy: 'listLicensesDeployment',
    },
    {
      operationId: 'getPartnerLicensesDeployment',
      method: 'GET',
      path: '/v1/analytics/licenses/deployment',
      deprecated: true,
      supersededBy: 'listLicensesDeployment',
    },
    {
      operationId: 'listLicensesDeployment',
      method: 'GET',
      path: '/v1/analytics/commercial/deployment/license/',
      deprecated: false,
      supersededBy: null,
    },
    {
      operationId: 'listCustomers',
      method: 'GET',
      path: '/v1/customers',
      deprecated: false,
      supersededBy: null,
    },
  ]);
});

it.each(operations)('answers with every status that a caller must handle: $node.operationId', ({ node }) => {
  expect(Object.keys(isRecord(node['responses']) ? node['responses'] : {})).toEqual([
    '200',
    '400',
    '401',
    '403',
    '404',
    '429',
    '500',
    '503',
  ]);
});

it.each(operations)('names the documentation page it rests on: $node.operationId', ({ node }) => {
  const url = isRecord(node['externalDocs']) ? String(node['externalDocs']['url']) : '';

  expect(url).toMatch(/^https:\/\/learn\.microsoft\.com\/en-us\/partner-center\/developer\/get-[a-z-]+$/);
  expect(node['description']).toContain(url.replace('https://learn.microsoft.com/en-us/', ''));
});

it('leaves every object open, because the service adds properties without notice', () => {
  const closed = findNodes(
    description,
    (node) => node['additionalProperties'] === false || node['unevaluatedProperties'] === false,
  );

  expect(closed).toEqual([]);
});
