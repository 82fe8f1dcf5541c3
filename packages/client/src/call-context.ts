import type { operations } from './generated/schema.ts';

/** The operations of the service, as its description names them. */
export type OperationId = keyof operations;

/**
 * What identifies a call at the service. Support asks for these values. Each is text of at most 1,024 characters.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/headers
 */
export interface CallContext {
  /** `MS-RequestId` as the service returned it, or as it was sent. */
  readonly requestId: string;
  /** `MS-CorrelationId` as the service returned it, or as it was sent. */
  readonly correlationId: string;
  /** `MS-CV`, the service's correlation vector. */
  readonly msCv: string | undefined;
  /** `MS-ServerId`. Digits, but a name rather than a number: it may start with 0. */
  readonly serverId: string | undefined;
  /** The `Date` header, as the service wrote it. */
  readonly date: string | undefined;
  /** Every attempt made for this call, first to last. */
  readonly attempts: readonly AttemptRecord[];
}

/** One attempt to send the request of a call. Times are in milliseconds. */
export interface AttemptRecord {
  /** The `MS-RequestId` that this attempt carried. */
  readonly requestId: string;
  /** The HTTP status, when a response arrived. */
  readonly status?: number;
  /** Why the attempt has no complete, usable response. Absent when it has one. */
  readonly cause?: AttemptCause;
  /** How long the client waited before this attempt. */
  readonly delayInMs: number;
  /** From sending to the last byte of the body. */
  readonly durationInMs: number;
}

/**
 * `failed`: the connection broke. `timed-out`: the attempt or the whole call ran out of time. `refused`: the client
 * rejected the response, because it was too large, was not text, or redirected elsewhere. `aborted`: by the caller.
 */
export type AttemptCause = 'failed' | 'timed-out' | 'refused' | 'aborted';
