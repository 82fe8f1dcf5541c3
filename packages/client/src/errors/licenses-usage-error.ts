/** Shared by every copy of this package in a process, so that the guard works across two installed versions. */
export const marker = Symbol.for('@licenses-usage/client/error');

/** The discriminating name of each error class. */
export type LicensesUsageErrorName =
  | 'AuthenticationError'
  | 'ConfigurationError'
  | 'ResponseFormatError'
  | 'ServiceError'
  | 'ThrottleError'
  | 'TimeoutError'
  | 'TransportError';

/** How far the iteration of a list had got when a page failed. */
export interface ResumePoint {
  /** Rows that the iterator has delivered, including those of the page that failed. */
  readonly rowsDelivered: number;
  /** Continues after those rows, with the same query: `byPage({ continuationToken })` or `byBatch`. */
  readonly continuationToken: string;
}

/**
 * The base class of every error that this package throws. An abort is not one of them: it rejects with the caller's
 * own reason.
 *
 * The message says what was tried, what came back and what to do next. Neither the message nor any property holds a
 * token, a secret or a customer's name.
 */
export abstract class LicensesUsageError extends Error {
  /** The name of the class. A `switch` over it narrows the type. */
  abstract override readonly name: LicensesUsageErrorName;

  /** Where to continue a list without losing or repeating a row. Set when one of its pages failed. */
  declare readonly resume?: ResumePoint;

  protected constructor(message: string, facts: object, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    Object.defineProperty(this, marker, { value: true });
    for (const [name, value] of Object.entries(facts)) {
      // `inspect` and `JSON.stringify` leave out non-enumerable properties.
      Object.defineProperty(this, name, { value, enumerable: value !== undefined });
    }
  }

  /** `JSON.stringify` leaves out the message of an error, and a logger needs it. */
  toJSON(): object {
    return { name: this.name, message: this.message, ...Object.fromEntries(Object.entries(this)) };
  }
}

/**
 * The arguments of the constructors: the message, the cause, and the error's own fields.
 * @internal
 */
export type ErrorOptionsOf<Own extends LicensesUsageError> = Omit<Own, keyof LicensesUsageError> & {
  readonly message: string;
  readonly cause?: Error | undefined;
};
