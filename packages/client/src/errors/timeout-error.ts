import type { Attempt } from '../attempt.ts';
import { LicensesUsageError } from './licenses-usage-error.ts';

export interface TimeoutErrorOptions {
  readonly tried: string;
  /** Which limit was reached. */
  readonly limit: 'attemptTimeoutInMs' | 'totalTimeoutInMs';
  readonly timeoutInMs: number;
  readonly requestId: string;
  readonly correlationId: string;
  readonly attempts: readonly Attempt[];
}

/** The service did not answer within the time the caller allowed. */
export class TimeoutError extends LicensesUsageError {
  override readonly name = 'TimeoutError';
  /** Which limit was reached. */
  readonly limit: 'attemptTimeoutInMs' | 'totalTimeoutInMs';
  readonly timeoutInMs: number;
  /** `MS-RequestId` of the last attempt. */
  readonly requestId: string;
  readonly correlationId: string;
  readonly attempts: readonly Attempt[];

  constructor(options: TimeoutErrorOptions) {
    super(
      `${options.tried}: no complete answer within ${options.limit} = ${options.timeoutInMs} ms ` +
        `after ${options.attempts.length} attempt(s). Raise ${options.limit}, or try again later.`,
    );
    this.limit = options.limit;
    this.timeoutInMs = options.timeoutInMs;
    this.requestId = options.requestId;
    this.correlationId = options.correlationId;
    this.attempts = options.attempts;
  }
}
