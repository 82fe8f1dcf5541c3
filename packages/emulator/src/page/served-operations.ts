import { routeOf } from '../call/routes.ts';
import { type OperationId, operationIds, operations } from '../generated/operations.ts';

/** An operation as the page shows it. */
export interface ServedOperation {
  readonly id: OperationId;
  readonly summary: string;
  readonly isSuperseded: boolean;
  /** With `{customer-id}` where a customer belongs. */
  readonly path: string;
  readonly takesCustomer: boolean;
  /** The parameters of its query that the form has a field for. */
  readonly parameters: readonly string[];
}

/** What the page says of the operations that it knows. An operation that is new in the description has its name alone. */
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

/** What to use comes first. */
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
    // The analytics platform's paths are documented with a slash at the end.
    path: path.replace(':customerId', '{customer-id}') + (refusals === 'analytics' ? '/' : ''),
    takesCustomer: path.includes(':customerId'),
    // What takes more than a value, such as the search of customers and its next page, is left out.
    parameters: Object.keys(query).filter((name) => name !== 'seekOperation' && !own.includes(name)),
  };
}
