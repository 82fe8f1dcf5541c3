import type { AttemptRecord } from '../call-context.ts';
import { LicensesUsageError, type ErrorOptionsOf } from './licenses-usage-error.ts';

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
  constructor({ message, cause, ...facts }: ErrorOptionsOf<TransportError>) {
    super(message, facts, cause);
  }
}
