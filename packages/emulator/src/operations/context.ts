import type { Call } from '../call/call.ts';
import type { Facts } from '../facts/facts.ts';

/** What an operation needs to answer a call: the facts, and nothing about how the answer travels. */
export interface OperationContext {
  readonly call: Call;
  readonly facts: Facts;
  readonly caseSensitiveFilter: boolean;
}
