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
  declare readonly limit: 'attemptTimeoutInMs' | 'totalTimeoutInMs';
  declare readonly timeoutInMs: number;
  /** `MS-RequestId` of the last attempt. */
  declare readonly requestId: string;
  declare readonly correlationId: string;
  declare readonly attempts: readonly Attempt[];

  constructor(options: TimeoutErrorOptions) {
    const { tried, ...facts } = options;
    const { limit, timeoutInMs, attempts } = facts;
    super(
      `${tried}: no complete answer within ${limit} = ${timeoutInMs} ms after ${attempts.length} attempt(s). ` +
        `Raise ${limit}, or try again later.`,
    );
    Object.assign(this, facts);
  }
}
