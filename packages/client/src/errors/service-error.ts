import type { AttemptRecord } from '../call-context.ts';
import { LicensesUsageError, type ErrorOptionsOf } from './licenses-usage-error.ts';

/**
 * The service answered, and the answer was not a success.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/error-codes
 */
export class ServiceError extends LicensesUsageError {
  override readonly name = 'ServiceError';
  /** The HTTP status. 200 when the body of a success was a fault. */
  declare readonly status: number;
  /** The service's error code, always as text: the wire has `3000`, `"900420"` and `"BadRequest"`. */
  declare readonly code: string | undefined;
  /** The service's own words, at most 1,024 characters. */
  declare readonly description: string | undefined;
  /** The component of the service that refused, such as `PartnerFD`. */
  declare readonly source: string | undefined;
  /**
   * The values that the fault listed in `data`, `details` or `innererror`: at most 100, and each text at most 1,024
   * characters.
   */
  declare readonly details: readonly unknown[];
  /**
   * How long to wait before the next call, in milliseconds: as long as the service asked, or at least 30,000 when its
   * `Retry-After` can't be read; the message says so. `undefined` when the service did not ask.
   */
  declare readonly retryAfterInMs: number | undefined;
  /** `MS-RequestId` of the last attempt. */
  declare readonly requestId: string;
  /** `MS-CorrelationId` of the call. */
  declare readonly correlationId: string;
  /** Every attempt of the call, first to last. */
  declare readonly attempts: readonly AttemptRecord[];

  /** @internal */
  constructor({ message, cause, ...facts }: ErrorOptionsOf<ServiceError>) {
    super(message, facts, cause);
  }
}
