import type { AttemptRecord } from '../call-context.ts';
import { LicensesUsageError } from './licenses-usage-error.ts';

/** The service did not answer within the time the caller allowed. */
export class TimeoutError extends LicensesUsageError {
  override readonly name = 'TimeoutError';
  /** Which limit was reached. */
  declare readonly limit: 'attemptTimeoutInMs' | 'totalTimeoutInMs';
  /** The limit, in milliseconds. */
  declare readonly timeoutInMs: number;
  /** `MS-RequestId` of the last attempt. */
  declare readonly requestId: string;
  /** `MS-CorrelationId` of the call. */
  declare readonly correlationId: string;
  /** Every attempt of the call, first to last. */
  declare readonly attempts: readonly AttemptRecord[];

  /** @internal */
  constructor({
    tried,
    ...facts
  }: Omit<TimeoutError, keyof LicensesUsageError> & { readonly tried: string }) {
    const { limit, timeoutInMs, attempts } = facts;
    super(
      `${tried}: no complete answer within ${limit} = ${timeoutInMs} ms after ${attempts.length} attempt(s). ` +
        `Raise ${limit}, or try again later.`,
      facts,
    );
  }
}
