/** The operations of the description, by their `operationId`, and the emulator's own token endpoint. */
export const routedOperations = [
  'getCustomerLicensesUsage',
  'getPartnerLicensesUsage',
  'listLicensesUsage',
  'getCustomerLicensesDeployment',
  'getPartnerLicensesDeployment',
  'listLicensesDeployment',
  'listCustomers',
  'issueToken',
] as const;

/** The name of an operation, or of the token endpoint. */
export type RoutedOperation = (typeof routedOperations)[number];

export function isRoutedOperation(name: string): name is RoutedOperation {
  return routedOperations.some((operation) => operation === name);
}

/** Whether the analytics platform answers the operation. It has its own path prefix and its own form of refusals. */
export function isCommercial(operation: RoutedOperation | undefined): boolean {
  return operation === 'listLicensesUsage' || operation === 'listLicensesDeployment';
}

interface Route {
  readonly method: 'GET' | 'POST';
  /** With or without a closing slash: the service's own documentation varies it. */
  readonly paths: readonly string[];
}

export const routes: Readonly<Record<RoutedOperation, Route>> = {
  getCustomerLicensesUsage: { method: 'GET', paths: ['/v1/customers/:customerId/analytics/licenses/usage'] },
  getPartnerLicensesUsage: { method: 'GET', paths: ['/v1/analytics/licenses/usage'] },
  listLicensesUsage: {
    method: 'GET',
    paths: ['/v1/analytics/commercial/usage/license', '/partner/v1/analytics/commercial/usage/license'],
  },
  getCustomerLicensesDeployment: {
    method: 'GET',
    paths: ['/v1/customers/:customerId/analytics/licenses/deployment'],
  },
  getPartnerLicensesDeployment: { method: 'GET', paths: ['/v1/analytics/licenses/deployment'] },
  listLicensesDeployment: {
    method: 'GET',
    paths: [
      '/v1/analytics/commercial/deployment/license',
      '/partner/v1/analytics/commercial/deployment/license',
    ],
  },
  listCustomers: { method: 'GET', paths: ['/v1/customers'] },
  issueToken: { method: 'POST', paths: ['/:tenant/oauth2/token', '/:tenant/oauth2/:version{v2\\.0}/token'] },
};
