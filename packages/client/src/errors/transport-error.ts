import type { AttemptRecord } from '../call-context.ts';
import { LicensesUsageError } from './licenses-usage-error.ts';

/** The facts about a call that ended without an answer. */
export interface CallFacts {
  readonly requestId: string;
  readonly correlationId: string;
  readonly attempts: readonly AttemptRecord[];
}

/** @internal */
export interface TransportErrorOptions extends CallFacts {
  readonly message: string;
  readonly cause?: Error | undefined;
}

/** No complete answer arrived: the connection failed, or a redirect would have left the origin. */
export class TransportError extends LicensesUsageError {
  override readonly name = 'TransportError';
  /** `MS-RequestId` of the last attempt. */
  declare readonly requestId: string;
  /** `MS-CorrelationId` of the call. */
  declare readonly correlationId: string;
  /** Every attempt of the call, first to last. */
  declare readonly attempts: readonly AttemptRecord[];

  /** @internal */
  constructor({ message, cause, ...facts }: TransportErrorOptions) {
    super(message, facts, cause);
  }
}
