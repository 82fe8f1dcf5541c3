import { foreignCustomerId } from '../facts/foreign-customer.ts';
import { isGuid } from '../facts/guid.ts';
import { customerNotFound, noRelationship } from '../refusals/api-fault.ts';
import { invalidCustomerId } from '../refusals/extended-fault.ts';
import type { OperationContext } from './context.ts';

/**
 * The position of the customer that a call is about.
 * @throws RefusalError when the path names no customer of the partner.
 */
export function customerOf({ call, facts }: OperationContext): number {
  const { customerId = '' } = call.pathParameters;
  if (!isGuid(customerId)) throw invalidCustomerId();
  if (customerId.toLowerCase() === foreignCustomerId) throw noRelationship();
  const index = facts.indexOfCustomer(customerId);
  if (index === undefined) throw customerNotFound();
  return index;
}
