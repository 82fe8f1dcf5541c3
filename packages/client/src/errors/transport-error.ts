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
  declare readonly requestId: string;
  declare readonly correlationId: string;
  declare readonly attempts: readonly Attempt[];

  constructor(options: TransportErrorOptions) {
    const { message, cause, ...facts } = options;
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, facts);
  }
}
