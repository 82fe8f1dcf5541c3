/** One request that was sent, or tried, on behalf of a call. Times are in milliseconds. */
export interface Attempt {
  /** The `MS-RequestId` that this attempt carried. */
  readonly requestId: string;
  /** The HTTP status, when a response arrived. */
  readonly status?: number;
  /** What ended the attempt, when no complete response that can be used arrived. */
  readonly cause?: AttemptCause;
  /** How long the client waited before it sent this attempt. */
  readonly delayInMs: number;
  /** From sending to the last byte of the body. */
  readonly durationInMs: number;
}

/**
 * `failed`: the connection. `timed-out`: the attempt, or the call with it. `refused`: by the client, for what came back
 * is too large, no text, or leads elsewhere. `aborted`: by the caller.
 */
export type AttemptCause = 'failed' | 'timed-out' | 'refused' | 'aborted';
