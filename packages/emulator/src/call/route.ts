/** The operations of the description, by their `operationId`. */
export const operationIds = [
  'getCustomerLicensesUsage',
  'getPartnerLicensesUsage',
  'listLicensesUsage',
  'listCustomers',
] as const;

export type OperationId = (typeof operationIds)[number];

/** Everything that the emulator answers. */
export type RoutedOperation = OperationId;

export interface Route {
  readonly operation: RoutedOperation;
  readonly method: 'GET' | 'POST';
  /** The values of the path's placeholders, still percent-encoded. */
  readonly values: readonly string[];
}

interface Path {
  readonly operation: RoutedOperation;
  readonly method: Route['method'];
  readonly pattern: RegExp;
}

/** Matched without regard to case, with or without a closing slash: the service's own documentation varies both. */
const paths: readonly Path[] = [
  {
    operation: 'getCustomerLicensesUsage',
    method: 'GET',
    pattern: /^\/v1\/customers\/([^/]+)\/analytics\/licenses\/usage\/?$/i,
  },
  {
    operation: 'getPartnerLicensesUsage',
    method: 'GET',
    pattern: /^\/v1\/analytics\/licenses\/usage\/?$/i,
  },
  {
    operation: 'listLicensesUsage',
    method: 'GET',
    pattern: /^(?:\/partner)?\/v1\/analytics\/commercial\/usage\/license\/?$/i,
  },
  { operation: 'listCustomers', method: 'GET', pattern: /^\/v1\/customers\/?$/i },
];

/** @param pathname As in the address, percent-encoded. */
export function findRoute(pathname: string): Route | undefined {
  for (const { operation, method, pattern } of paths) {
    const found = pattern.exec(pathname);
    if (found) return { operation, method, values: found.slice(1) };
  }
  return undefined;
}
