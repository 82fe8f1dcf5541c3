/** Shared by every installed copy of this package, so that the guard works across two of them. */
const marker = Symbol.for('@licenses-usage/fleet/error');

/**
 * `input`: an argument can't be used. `unreachable`: Redis or Postgres did not answer. `other-scan`: the queue holds
 * another scan. `not-enqueued`: not all customers are on the queue yet. `paused`: no worker takes jobs, because a
 * credential was refused. `no-worker`: none has reported for a while. `incomplete`: the queue no longer has every
 * customer. `kept-elsewhere`: the workers' own sink has the results. `sink-failed`: a sink could not save a result.
 */
export type FleetErrorCode =
  | 'input'
  | 'unreachable'
  | 'other-scan'
  | 'not-enqueued'
  | 'paused'
  | 'no-worker'
  | 'incomplete'
  | 'kept-elsewhere'
  | 'sink-failed';

/** A failure of a fleet. The message says what was tried, what came back and what to do. */
export class FleetError extends Error {
  override readonly name = 'FleetError';
  /** The kind of failure. */
  readonly code: FleetErrorCode;

  /** @internal */
  constructor(code: FleetErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    Object.defineProperty(this, marker, { value: true });
  }
}

/** Whether `value` is an error of this package, even when another installed copy threw it. */
export function isFleetError(value: unknown): value is FleetError {
  return typeof value === 'object' && value !== null && marker in value;
}
