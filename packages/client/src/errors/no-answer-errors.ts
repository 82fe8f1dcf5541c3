import type { AttemptRecord } from '../call-context.ts';
import { LicensesUsageError } from './licenses-usage-error.ts';

interface CallFacts {
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

/** @internal */
export interface TimeoutErrorOptions extends CallFacts {
  readonly tried: string;
  readonly limit: 'attemptTimeoutInMs' | 'totalTimeoutInMs';
  readonly timeoutInMs: number;
}

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
  constructor({ tried, ...facts }: TimeoutErrorOptions) {
    const { limit, timeoutInMs, attempts } = facts;
    super(
      `${tried}: no complete answer within ${limit} = ${timeoutInMs} ms after ${attempts.length} attempt(s). ` +
        `Raise ${limit}, or try again later.`,
      facts,
    );
  }
}

/** @internal */
export interface ThrottleErrorOptions extends CallFacts {
  readonly message: string;
  readonly retryAfterInMs?: number | undefined;
  readonly cause?: Error | undefined;
}

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
  constructor({ message, cause, ...facts }: ThrottleErrorOptions) {
    super(message, facts, cause);
  }
}
