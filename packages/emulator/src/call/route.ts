/** The operations of the description, by their `operationId`, and the emulator's own token endpoint. */
export const routedOperations = [
  'getCustomerLicensesUsage',
  'getPartnerLicensesUsage',
  'listLicensesUsage',
  'listCustomers',
  'issueToken',
] as const;

export type RoutedOperation = (typeof routedOperations)[number];

export function isRoutedOperation(name: string): name is RoutedOperation {
  return routedOperations.some((operation) => operation === name);
}

export interface Route {
  readonly operation: RoutedOperation;
  readonly method: 'GET' | 'POST';
  /** The values of the path's placeholders, still percent-encoded. */
  readonly values: readonly string[];
}

interface Path extends Pick<Route, 'operation' | 'method'> {
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
  { operation: 'issueToken', method: 'POST', pattern: /^\/([^/]+)\/oauth2\/(v2\.0\/)?token\/?$/i },
];

/** @param pathname As in the address, percent-encoded. */
export function findRoute(pathname: string): Route | undefined {
  for (const { operation, method, pattern } of paths) {
    const found = pattern.exec(pathname);
    if (found) return { operation, method, values: found.slice(1).map((value) => value ?? '') };
  }
  return undefined;
}
