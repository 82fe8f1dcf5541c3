import type { CallContext } from '../call-context.ts';
import { LicensesUsageError } from './licenses-usage-error.ts';

export interface ResponseFormatErrorOptions {
  readonly tried: string;
  readonly pointer: string;
  readonly expected: string;
  readonly received: string;
  readonly context: CallContext;
  /** Rows of this answer that were handed out before. */
  readonly rowsDelivered?: number;
}

/** The service answered with a success whose body is not what its documentation promises. */
export class ResponseFormatError extends LicensesUsageError {
  override readonly name = 'ResponseFormatError';
  /** Where in the body, as a JSON pointer (RFC 6901). Empty for the body as a whole. */
  declare readonly pointer: string;
  declare readonly expected: string;
  /** The kind of value found, not the value: it may be a customer's. */
  declare readonly received: string;
  declare readonly requestId: string;
  declare readonly correlationId: string;
  declare readonly attempts: CallContext['attempts'];

  constructor(options: ResponseFormatErrorOptions) {
    const { tried, context, pointer, expected, received, rowsDelivered = 0 } = options;
    const { requestId, correlationId, attempts } = context;
    const place = pointer === '' ? 'the body' : pointer;
    const delivered =
      rowsDelivered === 0
        ? 'No row of this answer was'
        : `Rows 0 to ${rowsDelivered - 1} of this answer were`;
    super(
      `${tried}: expected ${expected} at ${place}, received ${received}. ${delivered} delivered. ` +
        `Report it with requestId ${requestId} and correlationId ${correlationId}.`,
    );
    Object.assign(this, { pointer, expected, received, requestId, correlationId, attempts });
  }
}
