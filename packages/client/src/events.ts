import type { AttemptCause, OperationId } from './call-context.ts';

interface Identified {
  /** The operation that was called. */
  readonly operation: OperationId;
  /** The same in all events of a call, and different for each call of a process. */
  readonly callId: number;
  /** `MS-RequestId`, as it was sent. */
  readonly requestId: string;
  /** `MS-CorrelationId`, as it was sent. */
  readonly correlationId: string;
}

/** A call begins. A list makes one call for each page. */
export interface CallStartedEvent extends Identified {
  readonly type: 'call-started';
}

/** A call has ended. The call of a streamed page ends with the last row that is read. */
export interface CallEndedEvent extends Identified {
  readonly type: 'call-ended';
  /** How many attempts were made. */
  readonly attempts: number;
  /** Up to the last byte of the answer. */
  readonly durationInMs: number;
  /** How many rows the answer held; absent after a failure, and for an answer that is one object. */
  readonly rows?: number;
  /** The name of the error that the call rejects with; absent after a success. `AbortError` for any abort. */
  readonly errorName?: string;
}

/** A request is about to be sent. */
export interface RequestEvent extends Identified {
  readonly type: 'request';
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
}

/** An attempt has ended: with a response that was read to its end, or without one. */
export interface ResponseEvent extends Identified {
  readonly type: 'response';
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
  /** The HTTP status, when a response arrived. */
  readonly status: number | undefined;
  /** Why the attempt has no complete, usable response. */
  readonly cause: AttemptCause | undefined;
  /** From sending the request until the attempt ended. */
  readonly durationInMs: number;
}

/** The call will be retried. */
export interface RetryEvent extends Identified {
  readonly type: 'retry';
  /** The number of the next attempt. */
  readonly attempt: number;
  /** How long the call waits before that attempt. */
  readonly delayInMs: number;
  /** The wait that the service asked for, if it did; at least 30,000 when its `Retry-After` can't be read. */
  readonly retryAfterInMs: number | undefined;
}

/**
 * The call waits before it is sent: the service asked to wait, the known limit of requests is reached, or enough
 * requests are in flight.
 */
export interface ThrottledEvent extends Identified {
  readonly type: 'throttled';
  /** What it waits for, in the order of the sentence above. */
  readonly reason: 'cool-down' | 'budget' | 'concurrency';
  /** How long, as far as is known; the call may have to wait again. */
  readonly waitInMs: number;
}

/** The service refused the token, and the credential supplied another. */
export interface TokenRefreshedEvent extends Identified {
  readonly type: 'token-refreshed';
}

/** A difference between an answer and its documentation that does not prevent reading the answer. */
export interface Drift {
  /** Whether a field is new, a documented one is missing, or a value is none of the documented ones. */
  readonly kind: 'unexpected-field' | 'missing-field' | 'new-value';
  /** Where, as a JSON pointer with `*` for any index, such as `/items/*`. */
  readonly pointer: string;
  /** The name of the field. */
  readonly field: string;
}

/** An answer is not as documented. Reported once for each shape; the answer is delivered all the same. */
export interface DriftEvent extends Drift {
  readonly type: 'drift';
  /** The operation that was called. */
  readonly operation: OperationId;
}

/**
 * One step of a call, reported as it happens. No event holds a token, a secret, a URL with a query, or a customer's
 * name.
 */
export type ClientEvent =
  | CallStartedEvent
  | CallEndedEvent
  | RequestEvent
  | ResponseEvent
  | RetryEvent
  | ThrottledEvent
  | TokenRefreshedEvent
  | DriftEvent;

/** Says that an operation which the program calls has a successor, or is about to be retired. */
export interface DeprecationNotice {
  /** The operation that was called. */
  readonly operation: OperationId;
  /** The operation to call instead, by its name in the API description. */
  readonly supersededBy: OperationId | undefined;
  /** The `Deprecation` header (RFC 9745). */
  readonly deprecation: string | undefined;
  /** The `Sunset` header (RFC 8594): when the operation is expected to stop answering. */
  readonly sunset: string | undefined;
  /** The `Link` header, when it came with one of the two. */
  readonly link: string | undefined;
  /** The notice as a sentence, ready for a log. */
  readonly message: string;
}

/** Writes lines of text at four levels, as `console` and most loggers do. */
export interface Logger {
  /** Receives the details for debugging: each request and response. */
  debug(line: string): unknown;
  /** Receives what goes as planned: successful calls and waits. */
  info(line: string): unknown;
  /** Receives what the client recovers from, and deprecation notices. */
  warn(line: string): unknown;
  /** Receives failed calls. */
  error(line: string): unknown;
}

/** The listener, or `undefined` so that no event is built. */
export type EventSink = ((event: ClientEvent) => void) | undefined;

/** Passes events to the listener and, as lines, to the logger. */
export function createEventSink(
  onEvent: ((event: ClientEvent) => void) | undefined,
  logger: Logger | undefined,
): EventSink {
  return createSink(onEvent, logger && ((event) => logger[levelOf(event)](toLine(event))));
}

/** Passes deprecation notices to the listener and, as warnings, to the logger. */
export function createDeprecationSink(
  onDeprecation: ((notice: DeprecationNotice) => void) | undefined,
  logger: Logger | undefined,
): ((notice: DeprecationNotice) => void) | undefined {
  return createSink(
    onDeprecation,
    logger && (({ message }) => logger.warn(`licenses-usage deprecation: ${message}`)),
  );
}

function createSink<Value>(
  ...listeners: readonly (((value: Value) => unknown) | undefined)[]
): ((value: Value) => void) | undefined {
  const given = listeners.filter((listener) => listener !== undefined);
  return given.length === 0
    ? undefined
    : (value) => given.forEach((listener) => notifySafely(listener, value));
}

/** A listener that throws, or whose promise rejects, must not end the call or the process. */
export function notifySafely<Value>(listener: (value: Value) => unknown, value: Value): void {
  try {
    Promise.resolve(listener(value)).catch(() => {});
  } catch {
    // Ignored, as the options say: there is nowhere left to report it.
  }
}

const levels: Partial<Record<ClientEvent['type'], keyof Logger>> = {
  'call-ended': 'info',
  throttled: 'info',
  'token-refreshed': 'info',
  retry: 'warn',
  drift: 'warn',
};

function levelOf(event: ClientEvent): keyof Logger {
  if (event.type === 'call-ended' && event.errorName !== undefined) return 'error';
  return levels[event.type] ?? 'debug';
}

/** `licenses-usage retry: operation=getPartnerLicensesUsage callId=1 …`, without `undefined`. */
function toLine({ type, ...facts }: ClientEvent): string {
  const said = Object.entries(facts).filter(([, value]) => value !== undefined);
  return `licenses-usage ${type}: ${said.map(([name, value]) => `${name}=${value}`).join(' ')}`;
}
