import { isCommercial, type RoutedOperation, routes } from '../call/routes.ts';

/** An operation as the page shows it. */
export interface ServedOperation {
  readonly id: RoutedOperation;
  readonly summary: string;
  readonly isSuperseded: boolean;
  /** With `{customer-id}` where a customer belongs. */
  readonly path: string;
  readonly takesCustomer: boolean;
  /** The parameters of its query. */
  readonly parameters: readonly string[];
}

type ListedOperation = Exclude<RoutedOperation, 'issueToken'>;

/** In the order of the page: what to use comes first. */
const summaries: Readonly<Record<ListedOperation, string>> = {
  listLicensesUsage: 'Usage of every customer, filtered and grouped',
  listLicensesDeployment: 'Deployment of every customer, filtered and grouped',
  listCustomers: 'The customers',
  getCustomerLicensesUsage: 'Usage of one customer',
  getPartnerLicensesUsage: 'Usage of the partner as a whole',
  getCustomerLicensesDeployment: 'Deployment of one customer',
  getPartnerLicensesDeployment: 'Deployment of the partner as a whole',
};

const isListed = (id: string): id is ListedOperation => Object.hasOwn(summaries, id);

export const servedOperations: readonly ServedOperation[] = Object.keys(summaries)
  .filter(isListed)
  .map((id) => {
    const [path = ''] = routes[id].paths;
    const isCurrent = isCommercial(id);
    return {
      id,
      summary: summaries[id],
      isSuperseded: !isCurrent && id !== 'listCustomers',
      path: path.replace(':customerId', '{customer-id}') + (isCurrent ? '/' : ''),
      takesCustomer: path.includes(':customerId'),
      parameters: parametersOf(id),
    };
  });

function parametersOf(id: ListedOperation): readonly string[] {
  if (id === 'listCustomers') return ['size'];
  return isCommercial(id) ? ['filter', 'groupby', 'processedDateTime', 'top', 'skip'] : [];
}
