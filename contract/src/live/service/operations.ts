/** The path of each operation, as in the description. */
export const operationPaths = {
  listCustomers: '/v1/customers',
  getCustomerLicensesUsage: '/v1/customers/{customer-id}/analytics/licenses/usage',
  getPartnerLicensesUsage: '/v1/analytics/licenses/usage',
  listLicensesUsage: '/v1/analytics/commercial/usage/license/',
  getCustomerLicensesDeployment: '/v1/customers/{customer-id}/analytics/licenses/deployment',
  getPartnerLicensesDeployment: '/v1/analytics/licenses/deployment',
  listLicensesDeployment: '/v1/analytics/commercial/deployment/license/',
} as const;

export type OperationId = keyof typeof operationPaths;

export const operationIds: readonly OperationId[] = [
  'listCustomers',
  'getCustomerLicensesUsage',
  'getPartnerLicensesUsage',
  'listLicensesUsage',
  'getCustomerLicensesDeployment',
  'getPartnerLicensesDeployment',
  'listLicensesDeployment',
];
