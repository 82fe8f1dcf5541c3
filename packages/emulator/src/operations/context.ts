import type { RefusalError } from '../call/answer.ts';
import type { Call } from '../call/call.ts';
import type { DescribedOperation } from '../call/described-operation.ts';
import type { Facts } from '../facts/facts.ts';
import { isGuid } from '../facts/hash.ts';
import { foreignCustomerId } from '../facts/named-customers.ts';
import { operations, type OperationId } from '../generated/operations.ts';
import { customerNotFound, invalidCustomerId, invalidInput, noRelationship } from '../call/api-faults.ts';
import { invalidQueryParameter } from '../call/platform-faults.ts';

/** Everything that an operation needs to answer a call. */
export interface OperationContext {
  readonly call: Call;
  readonly operation: OperationId;
  /** The operation, as the description defines it. */
  readonly described: DescribedOperation;
  readonly facts: Facts;
  readonly caseSensitiveFilter: boolean;
  /** Creates the refusal of a query, in the operation's form. */
  readonly refuse: (problem: string) => RefusalError;
}

export function createOperationContext(
  call: Call,
  operation: OperationId,
  { facts, caseSensitiveFilter }: Pick<OperationContext, 'facts' | 'caseSensitiveFilter'>,
): OperationContext {
  const described = operations[operation];
  const refuse = described.refusals === 'analytics' ? invalidQueryParameter : invalidInput;
  return { call, operation, described, facts, caseSensitiveFilter, refuse };
}

/**
 * The position of the customer in the path.
 * @throws RefusalError when the path does not name a customer of the partner.
 */
export function customerOf({ call, facts }: OperationContext): number {
  const { customerId = '' } = call.pathParameters;
  if (!isGuid(customerId)) throw invalidCustomerId();
  if (customerId.toLowerCase() === foreignCustomerId) throw noRelationship();
  const index = facts.indexOfCustomer(customerId);
  if (index === undefined) throw customerNotFound();
  return index;
}

/**
 * 100 × part ÷ whole, rounded half up to the two decimals of every recorded answer. Never clamped, because more may
 * be active than qualified. 0 if nothing is qualified, because the superseded operations never send `null` here.
 */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 100;
}
