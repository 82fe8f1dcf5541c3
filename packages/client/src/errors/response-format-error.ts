import type { CallContext } from '../call-context.ts';
import { LicensesUsageError } from './licenses-usage-error.ts';

export interface ResponseFormatErrorOptions {
  readonly tried: string;
  readonly pointer: string;
  readonly expected: string;
  readonly received: string;
  readonly context: CallContext;
}

/** The service answered with a success whose body is not what its documentation promises. */
export class ResponseFormatError extends LicensesUsageError {
  override readonly name = 'ResponseFormatError';
  /** Where in the body, as a JSON pointer (RFC 6901). Empty for the body as a whole. */
  readonly pointer: string;
  readonly expected: string;
  /** The kind of value found, not the value: it may be a customer's. */
  readonly received: string;
  readonly requestId: string;
  readonly correlationId: string;
  readonly attempts: CallContext['attempts'];

  constructor(options: ResponseFormatErrorOptions) {
    const { tried, pointer, expected, received, context } = options;
    const place = pointer === '' ? 'the body' : pointer;
    super(
      `${tried}: expected ${expected} at ${place}, received ${received}. No row of this answer was delivered. ` +
        `Report it with requestId ${context.requestId} and correlationId ${context.correlationId}.`,
    );
    this.pointer = pointer;
    this.expected = expected;
    this.received = received;
    this.requestId = context.requestId;
    this.correlationId = context.correlationId;
    this.attempts = context.attempts;
  }
}
