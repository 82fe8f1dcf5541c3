// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

/** How each operation is sent, and what replaces it, by operationId. */
export const operations = {
  getCustomerLicensesUsage: {
    method: 'GET',
    path: '/v1/customers/{customer-id}/analytics/licenses/usage',
    deprecated: true,
    supersededBy: 'listLicensesUsage',
  },
  getPartnerLicensesUsage: {
    method: 'GET',
    path: '/v1/analytics/licenses/usage',
    deprecated: true,
    supersededBy: 'listLicensesUsage',
  },
  listLicensesUsage: {
    method: 'GET',
    path: '/v1/analytics/commercial/usage/license/',
    deprecated: false,
    supersededBy: null,
  },
  getCustomerLicensesDeployment: {
    method: 'GET',
    path: '/v1/customers/{customer-id}/analytics/licenses/deployment',
    deprecated: true,
    supersededBy: 'listLicensesDeployment',
  },
  getPartnerLicensesDeployment: {
    method: 'GET',
    path: '/v1/analytics/licenses/deployment',
    deprecated: true,
    supersededBy: 'listLicensesDeployment',
  },
  listLicensesDeployment: {
    method: 'GET',
    path: '/v1/analytics/commercial/deployment/license/',
    deprecated: false,
    supersededBy: null,
  },
  listCustomers: {
    method: 'GET',
    path: '/v1/customers',
    deprecated: false,
    supersededBy: null,
  },
} as const;
