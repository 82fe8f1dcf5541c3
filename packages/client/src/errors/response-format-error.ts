import type { AttemptRecord, CallContext } from '../call-context.ts';
import { LicensesUsageError } from './licenses-usage-error.ts';

/** @internal */
export interface ResponseFormatErrorOptions extends Pick<
  ResponseFormatError,
  'pointer' | 'expected' | 'received'
> {
  readonly tried: string;
  readonly context: CallContext;
  /** What to do, if not only to report the answer. */
  readonly advice?: string;
}

/** The service answered with a success whose body is not as documented. */
export class ResponseFormatError extends LicensesUsageError {
  override readonly name = 'ResponseFormatError';
  /** Where in the body, as a JSON pointer (RFC 6901). Empty for the body as a whole. */
  declare readonly pointer: string;
  /** The documented value at that place. */
  declare readonly expected: string;
  /** The kind of value found. Not the value itself, which may be a customer's. */
  declare readonly received: string;
  /** `MS-RequestId` of the last attempt. */
  declare readonly requestId: string;
  /** `MS-CorrelationId` of the call. */
  declare readonly correlationId: string;
  /** Every attempt of the call, first to last. */
  declare readonly attempts: readonly AttemptRecord[];

  /** @internal */
  constructor({ tried, context, pointer, expected, received, advice }: ResponseFormatErrorOptions) {
    const { requestId, correlationId, attempts } = context;
    const place = pointer === '' ? 'the body' : pointer;
    super(
      `${tried}: expected ${expected} at ${place}, received ${received}. ` +
        `${advice === undefined ? '' : `${advice} `}Report it with requestId ${requestId} and correlationId ${correlationId}.`,
      { pointer, expected, received, requestId, correlationId, attempts },
    );
  }
}
