import { routeOf } from '../call/routes.ts';
import { type OperationId, operationIds, operations } from '../generated/operations.ts';

/** An operation as the page shows it. */
export interface ServedOperation {
  readonly id: OperationId;
  readonly summary: string;
  readonly isSuperseded: boolean;
  /** With `{customer-id}` in place of a customer's id. */
  readonly path: string;
  readonly takesCustomer: boolean;
  /** The parameters of its query that the form has a field for. */
  readonly parameters: readonly string[];
}

/** The summaries of known operations. A new operation in the description has only its name. */
const summaries: Readonly<Partial<Record<OperationId, string>>> = {
  listLicensesUsage: 'Usage of every customer, filtered and grouped',
  listLicensesDeployment: 'Deployment of every customer, filtered and grouped',
  listCustomers: 'The customers',
  getCustomerLicensesUsage: 'Usage of one customer',
  getPartnerLicensesUsage: 'Usage of the partner as a whole',
  getCustomerLicensesDeployment: 'Deployment of one customer',
  getPartnerLicensesDeployment: 'Deployment of the partner as a whole',
};
const superseded: ReadonlySet<OperationId> = new Set([
  'getCustomerLicensesUsage',
  'getPartnerLicensesUsage',
  'getCustomerLicensesDeployment',
  'getPartnerLicensesDeployment',
]);

/** The current operations come first. */
export const servedOperations: readonly ServedOperation[] = operationIds
  .map(served)
  .toSorted((left, right) => Number(left.isSuperseded) - Number(right.isSuperseded));

function served(id: OperationId): ServedOperation {
  const [path = ''] = routeOf(id).paths;
  const { refusals, query, own } = operations[id];
  return {
    id,
    summary: summaries[id] ?? '',
    isSuperseded: superseded.has(id),
    // The paths of the analytics platform are documented with a trailing slash.
    path: path.replace(':customerId', '{customer-id}') + (refusals === 'analytics' ? '/' : ''),
    takesCustomer: path.includes(':customerId'),
    // Leaves out parameters that need more than a value, such as the search of customers and its next page.
    parameters: Object.keys(query).filter((name) => name !== 'seekOperation' && !own.includes(name)),
  };
}
