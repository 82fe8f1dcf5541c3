import type { ResourceCollection } from '../../decode/collection.ts';
import type { CustomerLicensesUsageInsights } from '../../generated/models.ts';
import { isCredentialFault } from '../../call/advice.ts';
import { refuse } from '../../errors/configuration-error.ts';
import { isLicensesUsageError } from '../../errors/is-licenses-usage-error.ts';
import { isAsyncIterable, isIterable } from '../read-fields.ts';

/** Customers by id, or as `client.listCustomers()` delivers them. */
export type Customers =
  | Several<string>
  | Several<{
      /** The customer's tenant id, a GUID in either case. */
      readonly id: string;
    }>;

type Several<Item> = Iterable<Item> | AsyncIterable<Item>;

/**
 * Requires an iterable of customers. A single id is refused: text is an iterable too, of letters.
 * @throws {ConfigurationError}
 */
export function requireCustomers(customers: Customers): Customers {
  if (isIterable(customers) || isAsyncIterable(customers)) return customers;
  const expected = 'the ids of customers, in an array or another iterable';
  return refuse('customers', expected, customers, 'client.listCustomers()');
}

/** Yields the ids in lower case, without duplicates, in the given order. */
export async function* customerIds(customers: Customers): AsyncGenerator<string, void, undefined> {
  const seen = new Set<string>();
  for await (const customer of customers) {
    const id = (typeof customer === 'string' ? customer : customer.id).toLowerCase();
    if (seen.has(id)) continue;
    seen.add(id);
    yield id;
  }
}

/** The usage of one customer of a fleet, or the reason why there is none. */
export type CustomerUsageResult =
  | {
      readonly status: 'ok';
      /** In lower case. */
      readonly customerId: string;
      /** The answer of the superseded operation. */
      readonly usage: ResourceCollection<CustomerLicensesUsageInsights>;
    }
  | CustomerFailure;

/** Why there is no usage of a customer, or no comparison. */
export interface CustomerFailure {
  readonly status: 'failed';
  /** In lower case. */
  readonly customerId: string;
  /** The error of the call, or the reason why its answer could not be compared. */
  readonly error: Error;
}

/**
 * Asks the superseded operation for the usage of one customer. A failure is a value. Rejects when it would be
 * pointless to go on: after an abort, and when every other call would fail in the same way.
 */
export async function askForCustomer<Usage>(
  client: {
    getCustomerLicensesUsage(id: string, requestOptions: { abortSignal: AbortSignal }): Promise<Usage>;
  },
  customerId: string,
  abortSignal: AbortSignal,
): Promise<{ readonly status: 'ok'; readonly customerId: string; readonly usage: Usage } | CustomerFailure> {
  try {
    const usage = await client.getCustomerLicensesUsage(customerId, { abortSignal });
    return { status: 'ok', customerId, usage };
  } catch (error) {
    abortSignal.throwIfAborted();
    if (concernsEveryCall(error) || !(error instanceof Error)) throw error;
    return { status: 'failed', customerId, error };
  }
}

/**
 * Whether every other call would fail in the same way, because the token is refused or because the service asked for
 * a longer pause than a call may wait.
 */
export function concernsEveryCall(error: unknown): boolean {
  if (!isLicensesUsageError(error)) return false;
  if (error.name === 'AuthenticationError' || error.name === 'ThrottleError') return true;
  if (error.name !== 'ServiceError') return false;
  const { status, retryAfterInMs } = error;
  return isCredentialRefused(error) || status === 429 || (status === 503 && retryAfterInMs !== undefined);
}

/**
 * Whether an error says that the service refused the credential. Every other call would then be refused until that is
 * fixed. An `AuthenticationError` is not such an error: a failure to acquire a token may pass.
 */
export function isCredentialRefused(error: unknown): boolean {
  return (
    isLicensesUsageError(error) &&
    error.name === 'ServiceError' &&
    (error.status === 401 || (error.status < 500 && isCredentialFault(error.code)))
  );
}
