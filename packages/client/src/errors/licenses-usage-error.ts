/** Shared by every copy of this package in a process, so that the guard works across two installed versions. */
const marker = Symbol.for('@licenses-usage/client/error');

/** The discriminating name of each error class. */
export type LicensesUsageErrorName =
  | 'AuthenticationError'
  | 'ConfigurationError'
  | 'ResponseFormatError'
  | 'ServiceError'
  | 'TimeoutError'
  | 'TransportError';

/** How far a walk over pages had come when a page failed. */
export interface WalkProgress {
  /** Rows that this walk has handed over, those of a page that failed halfway included. */
  readonly rowsDelivered: number;
  /** Goes on after those rows: `byPage({ continuationToken })` or `byBatch` on the same query. */
  readonly continuationToken: string;
}

/**
 * The base of every error this package throws. An abort is not among them: it rejects with the caller's own reason.
 *
 * The message says what was tried, what came back and what to do next. It never carries a token, a secret or a
 * customer's name, and neither does any property.
 */
export abstract class LicensesUsageError extends Error {
  abstract override readonly name: LicensesUsageErrorName;

  /** Set when a page of a walk failed: resume there without losing or repeating a row. */
  declare walk?: WalkProgress;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    Object.defineProperty(this, marker, { value: true });
  }

  /**
   * The same error for one walk. A copy: walks that fail of one cause, such as a token that could not be had, get the
   * same error, and each has its own place to resume at.
   * @internal
   */
  ofWalk(walk: WalkProgress): Error {
    const { rowsDelivered } = walk;
    const resume = ` Rows delivered before: ${rowsDelivered}; resume with walk.continuationToken.`;
    const message = rowsDelivered === 0 ? this.message : `${this.message}${resume}`;
    const copy = new Error(message, 'cause' in this ? { cause: this.cause } : undefined);
    Object.setPrototypeOf(copy, Object.getPrototypeOf(this));
    Object.defineProperty(copy, marker, { value: true });
    if (this.stack !== undefined) copy.stack = this.stack.replace(this.message, () => message);
    return Object.assign(copy, this, { walk });
  }

  /** `JSON.stringify` leaves out an error's message; a logger needs it. */
  toJSON(): object {
    return { name: this.name, message: this.message, ...Object.fromEntries(Object.entries(this)) };
  }
}

/** Whether `value` is an error of this package, also when it was thrown by another installed copy. */
export function isLicensesUsageError(value: unknown): value is LicensesUsageError {
  return typeof value === 'object' && value !== null && marker in value;
}
