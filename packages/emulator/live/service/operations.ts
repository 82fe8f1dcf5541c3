/** The path of each operation, as in the description. */
export const operationPaths = {
  listCustomers: '/v1/customers',
  getCustomerLicensesUsage: '/v1/customers/{customer-id}/analytics/licenses/usage',
  getPartnerLicensesUsage: '/v1/analytics/licenses/usage',
  listLicensesUsage: '/v1/analytics/commercial/usage/license/',
} as const;

export type OperationId = keyof typeof operationPaths;

export const operationIds: readonly OperationId[] = [
  'listCustomers',
  'getCustomerLicensesUsage',
  'getPartnerLicensesUsage',
  'listLicensesUsage',
];
