/** One request that was sent, or tried, on behalf of a call. Times are in milliseconds. */
export interface Attempt {
  /** The `MS-RequestId` that this attempt carried. */
  readonly requestId: string;
  /** The HTTP status, when a response arrived. */
  readonly status?: number;
  /** What ended the attempt, when no usable response arrived. */
  readonly cause?: string;
  /** How long the client waited before it sent this attempt. */
  readonly delayInMs: number;
  /** From sending to the last byte of the body. */
  readonly durationInMs: number;
}
