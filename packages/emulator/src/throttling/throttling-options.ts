/** At most `requests` within a window of `windowInMs`, counted from the first request of the window. */
export interface RequestBudget {
  readonly requests: number;
  readonly windowInMs: number;
}

/** Limits as the service documents them: for the partner as a whole, and for the partner and one customer together. */
export interface ThrottlingOptions {
  readonly partner?: RequestBudget;
  /** Counted for each customer apart, on the operation that names a customer in its path. */
  readonly customer?: RequestBudget;
  /** How a 429 says when to come back: in seconds unless told otherwise, as a date, or not at all. */
  readonly retryAfter?: 'seconds' | 'date' | 'none';
}
