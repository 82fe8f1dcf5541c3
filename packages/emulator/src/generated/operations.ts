// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import type { DescribedOperation } from '../call/described-operation.ts';

/** The operationId of an operation of the description. */
export type OperationId =
  | 'getCustomerLicensesUsage'
  | 'getPartnerLicensesUsage'
  | 'listLicensesUsage'
  | 'getCustomerLicensesDeployment'
  | 'getPartnerLicensesDeployment'
  | 'listLicensesDeployment'
  | 'listCustomers';

/** The operations of the description, in its order. */
export const operationIds: readonly OperationId[] = [
  'getCustomerLicensesUsage',
  'getPartnerLicensesUsage',
  'listLicensesUsage',
  'getCustomerLicensesDeployment',
  'getPartnerLicensesDeployment',
  'listLicensesDeployment',
  'listCustomers',
];

/** The description of each operation. */
export const operations: Readonly<Record<OperationId, DescribedOperation>> = {
  getCustomerLicensesUsage: {
    method: 'GET',
    paths: ['/v1/customers/:customerId/analytics/licenses/usage'],
    kind: 'collection',
    paging: null,
    takesAppOnly: false,
    refusals: 'api',
    query: {},
    own: [],
    counts: [],
  },
  getPartnerLicensesUsage: {
    method: 'GET',
    paths: ['/v1/analytics/licenses/usage'],
    kind: 'collection',
    paging: null,
    takesAppOnly: false,
    refusals: 'api',
    query: {},
    own: [],
    counts: [],
  },
  listLicensesUsage: {
    method: 'GET',
    paths: ['/v1/analytics/commercial/usage/license', '/partner/v1/analytics/commercial/usage/license'],
    kind: 'list',
    paging: 'next-link',
    takesAppOnly: false,
    refusals: 'analytics',
    query: {
      top: { type: 'integer', minimum: 1, maximum: 10000, default: 10000 },
      skip: { type: 'integer', minimum: 0, default: 0 },
      filter: { type: 'string', minLength: 1 },
      groupby: {
        type: 'array',
        uniqueItems: true,
        items: {
          type: 'string',
          enum: [
            'workloadCode',
            'workloadName',
            'serviceCode',
            'serviceName',
            'channel',
            'customerTenantId',
            'customerName',
            'productId',
            'productName',
          ],
        },
      },
      processedDateTime: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2})?$' },
    },
    own: [],
    counts: ['licensesActive', 'licensesQualified'],
  },
  getCustomerLicensesDeployment: {
    method: 'GET',
    paths: ['/v1/customers/:customerId/analytics/licenses/deployment'],
    kind: 'collection',
    paging: null,
    takesAppOnly: false,
    refusals: 'api',
    query: {},
    own: [],
    counts: [],
  },
  getPartnerLicensesDeployment: {
    method: 'GET',
    paths: ['/v1/analytics/licenses/deployment'],
    kind: 'collection',
    paging: null,
    takesAppOnly: false,
    refusals: 'api',
    query: {},
    own: [],
    counts: [],
  },
  listLicensesDeployment: {
    method: 'GET',
    paths: [
      '/v1/analytics/commercial/deployment/license',
      '/partner/v1/analytics/commercial/deployment/license',
    ],
    kind: 'list',
    paging: 'next-link',
    takesAppOnly: false,
    refusals: 'analytics',
    query: {
      top: { type: 'integer', minimum: 1, maximum: 10000, default: 10000 },
      skip: { type: 'integer', minimum: 0, default: 0 },
      filter: { type: 'string', minLength: 1 },
      groupby: {
        type: 'array',
        uniqueItems: true,
        items: {
          type: 'string',
          enum: [
            'serviceCode',
            'serviceName',
            'channel',
            'customerTenantId',
            'customerName',
            'productId',
            'productName',
          ],
        },
      },
      processedDateTime: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2})?$' },
    },
    own: [],
    counts: ['licensesDeployed', 'licensesSold'],
  },
  listCustomers: {
    method: 'GET',
    paths: ['/v1/customers'],
    kind: 'list',
    paging: 'seek',
    takesAppOnly: true,
    refusals: 'api',
    query: {
      size: { type: 'integer', minimum: 0 },
      filter: { type: 'string', minLength: 1 },
      seekOperation: { type: 'string', enum: ['Next'] },
    },
    own: ['filter'],
    counts: [],
  },
};
