import type { AttemptRecord } from '../call-context.ts';
import { LicensesUsageError, type ErrorOptionsOf } from './licenses-usage-error.ts';

/**
 * The request was not sent: the service asked for a longer wait than the call has time for, or the throttle store
 * failed.
 */
export class ThrottleError extends LicensesUsageError {
  override readonly name = 'ThrottleError';
  /** How long the service asked to wait, in milliseconds. Absent when the store failed. */
  declare readonly retryAfterInMs?: number;
  /** `MS-RequestId` of the request that was not sent. */
  declare readonly requestId: string;
  /** `MS-CorrelationId` of the call. */
  declare readonly correlationId: string;
  /** The attempts of the call before this one. Empty when nothing was sent. */
  declare readonly attempts: readonly AttemptRecord[];

  /** @internal */
  constructor({ message, cause, ...facts }: ErrorOptionsOf<ThrottleError>) {
    super(message, facts, cause);
  }
}
