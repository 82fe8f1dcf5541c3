import type { AttemptCause } from './attempt.ts';
import type { OperationId } from './call/operation.ts';
import type { Drift } from './drift.ts';

interface Identified {
  readonly operation: OperationId;
  /** Tells the calls of a process apart; all events of one call have the same. */
  readonly callId: number;
  readonly requestId: string;
  readonly correlationId: string;
}

/** A call begins. A walk over pages makes one for each page. */
export interface CallStartedEvent extends Identified {
  readonly type: 'call-started';
}

/** A call has ended. One whose rows are handed out while they come in ends with the last row that is read. */
export interface CallEndedEvent extends Identified {
  readonly type: 'call-ended';
  /** How many requests were sent, or tried. */
  readonly attempts: number;
  /** Until the last byte of the answer had come. */
  readonly durationInMs: number;
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
  readonly attempt: number;
  /** The HTTP status, when a response arrived. */
  readonly status: number | undefined;
  /** What ended the attempt, when no complete response that can be used arrived. */
  readonly cause: AttemptCause | undefined;
  readonly durationInMs: number;
}

/** The call will be tried again. */
export interface RetryEvent extends Identified {
  readonly type: 'retry';
  /** The number of the attempt to come. */
  readonly attempt: number;
  readonly delayInMs: number;
  /** What the service asked for, when it did. */
  readonly retryAfterInMs: number | undefined;
}

/**
 * The call waits before it is sent: the service asked for quiet, as many were sent as it takes in a while, or enough
 * requests are in flight.
 */
export interface ThrottledEvent extends Identified {
  readonly type: 'throttled';
  readonly reason: 'cool-down' | 'budget' | 'concurrency';
  readonly waitInMs: number;
}

/** The service refused the token, and the credential supplied another. */
export interface TokenRefreshedEvent extends Identified {
  readonly type: 'token-refreshed';
}

/** An answer does not look as documented. Told once for each shape; the answer is delivered all the same. */
export interface DriftEvent extends Drift {
  readonly type: 'drift';
  readonly operation: OperationId;
}

/**
 * What a client does, as it does it. No event holds a token, a secret, a URL with a query, or a customer's name.
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

/** Told of events; nothing where nobody listens, so that no event is made for nobody. */
export type EventSink = ((event: ClientEvent) => void) | undefined;

/** Passes events on. A listener that throws must not break the call it listens to. */
export function createEventSink(onEvent: EventSink): EventSink {
  if (onEvent === undefined) return undefined;
  return (event) => {
    try {
      onEvent(event);
    } catch {
      // Documented at the option: nothing sensible is left to tell it to.
    }
  };
}
