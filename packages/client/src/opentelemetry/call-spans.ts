import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type {
  CallStartedEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  ThrottledEvent,
  TokenRefreshedEvent,
} from '../events.ts';
import { operations } from '../generated/operations.ts';
import { correlationAttributes, requestAttributes } from './attributes.ts';

/** What happens between the start and the end of a call. */
export type MidCallEvent = RequestEvent | ResponseEvent | RetryEvent | ThrottledEvent | TokenRefreshedEvent;

/** The span of one call, and of the attempt that is under way. */
export interface CallSpans {
  record(event: MidCallEvent): void;
  /** `errorType` is the name of the error that the call rejects with. */
  end(errorType?: string): void;
  /** Ends the spans of a call that goes on: nothing more is recorded of it. */
  leave(): void;
}

/** Starts the span of a call, below the span that is active where the call is made. */
export function startCallSpans(tracer: Tracer, started: CallStartedEvent, server: Attributes): CallSpans {
  const attributes = correlationAttributes(started);
  const call = tracer.startSpan(started.operation, { kind: SpanKind.INTERNAL, attributes });
  const callContext = trace.setSpan(context.active(), call);
  let attempt: Span | undefined;

  function startAttempt(event: RequestEvent): Span {
    const { method, path } = operations[event.operation];
    const kind = SpanKind.CLIENT;
    const ownAttributes = { ...requestAttributes(event), ...server };
    return tracer.startSpan(`${method} ${path}`, { kind, attributes: ownAttributes }, callContext);
  }

  function endAttempt(event: ResponseEvent): void {
    if (attempt === undefined) return;
    if (event.status !== undefined) attempt.setAttribute('http.response.status_code', event.status);
    endSpan(attempt, errorTypeOf(event));
    attempt = undefined;
  }

  return {
    record(event) {
      switch (event.type) {
        case 'request':
          attempt = startAttempt(event);
          return;
        case 'response':
          endAttempt(event);
          return;
        case 'retry':
          call.addEvent('licenses_usage.retry', {
            'licenses_usage.delay_in_ms': event.delayInMs,
            'licenses_usage.retry_after_in_ms': event.retryAfterInMs,
          });
          return;
        case 'throttled':
          call.addEvent('licenses_usage.throttled', {
            'licenses_usage.reason': event.reason,
            'licenses_usage.wait_in_ms': event.waitInMs,
          });
          return;
        case 'token-refreshed':
          call.addEvent('licenses_usage.token_refreshed');
      }
    },
    end(errorType) {
      endSpan(call, errorType);
    },
    leave() {
      call.addEvent('licenses_usage.left_open');
      attempt?.end();
      call.end();
    },
  };
}

/** A response below 400 that could be read is no error of the request, whatever the call makes of it. */
function errorTypeOf({ status, cause }: ResponseEvent): string | undefined {
  return status !== undefined && status >= 400 ? String(status) : cause;
}

/** The status has no description: an error's message may say more than a trace should keep. */
function endSpan(span: Span, errorType: string | undefined): void {
  if (errorType !== undefined) {
    span.setAttribute('error.type', errorType);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
