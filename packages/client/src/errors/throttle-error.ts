import type { AttemptRecord } from '../call-context.ts';
import { LicensesUsageError, type ErrorOptionsOf } from './licenses-usage-error.ts';

/** The request was not sent: the cool-down after a refusal outlasts the call, or the throttle store failed. */
export class ThrottleError extends LicensesUsageError {
  override readonly name = 'ThrottleError';
  /**
   * How long the cool-down still lasts, in milliseconds. The service asked for it, or the client chose it after a refusal
   * that named no time or none that can be read. Absent when the store failed.
   */
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
