// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import {
  readCustomerLicensesUsageInsights,
  readPartnerLicensesUsageInsights,
  readCustomerLicensesDeploymentInsights,
  readPartnerLicensesDeploymentInsights,
} from './decoders.ts';

/** The path, the successor and, for an answer without pages, the reader of each operation, by operationId. */
export const operations = {
  getCustomerLicensesUsage: {
    operationId: 'getCustomerLicensesUsage',
    path: '/v1/customers/{customer-id}/analytics/licenses/usage',
    supersededBy: 'listLicensesUsage',
    readItem: readCustomerLicensesUsageInsights,
  },
  getPartnerLicensesUsage: {
    operationId: 'getPartnerLicensesUsage',
    path: '/v1/analytics/licenses/usage',
    supersededBy: 'listLicensesUsage',
    readItem: readPartnerLicensesUsageInsights,
  },
  listLicensesUsage: {
    operationId: 'listLicensesUsage',
    path: '/v1/analytics/commercial/usage/license/',
  },
  getCustomerLicensesDeployment: {
    operationId: 'getCustomerLicensesDeployment',
    path: '/v1/customers/{customer-id}/analytics/licenses/deployment',
    supersededBy: 'listLicensesDeployment',
    readItem: readCustomerLicensesDeploymentInsights,
  },
  getPartnerLicensesDeployment: {
    operationId: 'getPartnerLicensesDeployment',
    path: '/v1/analytics/licenses/deployment',
    supersededBy: 'listLicensesDeployment',
    readItem: readPartnerLicensesDeploymentInsights,
  },
  listLicensesDeployment: {
    operationId: 'listLicensesDeployment',
    path: '/v1/analytics/commercial/deployment/license/',
  },
  listCustomers: {
    operationId: 'listCustomers',
    path: '/v1/customers',
  },
} as const;
