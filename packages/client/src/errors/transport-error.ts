import type { Attempt } from '../attempt.ts';
import { LicensesUsageError } from './licenses-usage-error.ts';

export interface TransportErrorOptions {
  readonly message: string;
  readonly requestId: string;
  readonly correlationId: string;
  readonly attempts: readonly Attempt[];
  readonly cause?: Error | undefined;
}

/** No complete answer came back: the connection failed, or was refused because it would have left the origin. */
export class TransportError extends LicensesUsageError {
  override readonly name = 'TransportError';
  /** `MS-RequestId` of the last attempt. */
  readonly requestId: string;
  readonly correlationId: string;
  readonly attempts: readonly Attempt[];

  constructor(options: TransportErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.requestId = options.requestId;
    this.correlationId = options.correlationId;
    this.attempts = options.attempts;
  }
}
