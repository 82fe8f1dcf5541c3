import { operationIds, operations, type OperationId } from '../generated/operations.ts';

/** The name of an operation, or of the token endpoint. */
export type RoutedOperation = OperationId | 'issueToken';

/** The operations of the description, by their `operationId`, and the emulator's own token endpoint. */
export const routedOperations: readonly RoutedOperation[] = [...operationIds, 'issueToken'];

export function isRoutedOperation(name: string): name is RoutedOperation {
  return routedOperations.some((operation) => operation === name);
}

/**
 * Whether the analytics platform answers the operation. Such operations have their own path prefix and their own form
 * of refusals.
 */
export function isCommercial(operation: RoutedOperation | undefined): boolean {
  if (operation === undefined || operation === 'issueToken') return false;
  return operations[operation].refusals === 'analytics';
}

interface Route {
  readonly method: string;
  /** With and without a trailing slash, because the service's documentation has both. */
  readonly paths: readonly string[];
}

const tokenEndpoint: Route = {
  method: 'POST',
  paths: ['/:tenant/oauth2/token', '/:tenant/oauth2/:version{v2\\.0}/token'],
};

export function routeOf(operation: RoutedOperation): Route {
  return operation === 'issueToken' ? tokenEndpoint : operations[operation];
}
