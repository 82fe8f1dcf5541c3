import type { Attempt } from './attempt.ts';

/**
 * What identifies a call at the service. Support asks for these values.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/headers
 */
export interface CallContext {
  /** `MS-RequestId` as the service returned it, else as it was sent. */
  readonly requestId: string;
  /** `MS-CorrelationId` as the service returned it, else as it was sent. */
  readonly correlationId: string;
  /** `MS-CV`, the service's correlation vector. */
  readonly msCv: string | undefined;
  /** `MS-ServerId`. Digits, but a name rather than a number: it may start with 0. */
  readonly serverId: string | undefined;
  /** The `Date` header, verbatim. */
  readonly date: string | undefined;
  /** Every attempt made for this call, first to last. */
  readonly attempts: readonly Attempt[];
}
