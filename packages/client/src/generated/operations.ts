// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

/** Where each operation is, and what replaces it, by operationId. */
export const operations = {
  getCustomerLicensesUsage: {
    operationId: 'getCustomerLicensesUsage',
    method: 'GET',
    path: '/v1/customers/{customer-id}/analytics/licenses/usage',
    deprecated: true,
    supersededBy: 'listLicensesUsage',
  },
  getPartnerLicensesUsage: {
    operationId: 'getPartnerLicensesUsage',
    method: 'GET',
    path: '/v1/analytics/licenses/usage',
    deprecated: true,
    supersededBy: 'listLicensesUsage',
  },
  listLicensesUsage: {
    operationId: 'listLicensesUsage',
    method: 'GET',
    path: '/v1/analytics/commercial/usage/license/',
    deprecated: false,
    supersededBy: null,
  },
  getCustomerLicensesDeployment: {
    operationId: 'getCustomerLicensesDeployment',
    method: 'GET',
    path: '/v1/customers/{customer-id}/analytics/licenses/deployment',
    deprecated: true,
    supersededBy: 'listLicensesDeployment',
  },
  getPartnerLicensesDeployment: {
    operationId: 'getPartnerLicensesDeployment',
    method: 'GET',
    path: '/v1/analytics/licenses/deployment',
    deprecated: true,
    supersededBy: 'listLicensesDeployment',
  },
  listLicensesDeployment: {
    operationId: 'listLicensesDeployment',
    method: 'GET',
    path: '/v1/analytics/commercial/deployment/license/',
    deprecated: false,
    supersededBy: null,
  },
  listCustomers: {
    operationId: 'listCustomers',
    method: 'GET',
    path: '/v1/customers',
    deprecated: false,
    supersededBy: null,
  },
} as const;

/** The operations that list. */
export type ListOperationId = 'listLicensesUsage' | 'listLicensesDeployment' | 'listCustomers';
