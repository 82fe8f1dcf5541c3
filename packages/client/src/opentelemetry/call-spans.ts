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
  ClientEvent,
  DriftEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  ThrottledEvent,
  TokenRefreshedEvent,
} from '../events.ts';
import { operations } from '../generated/operations.ts';

/** What happens between the start and the end of a call. */
export type MidCallEvent = RequestEvent | ResponseEvent | RetryEvent | ThrottledEvent | TokenRefreshedEvent;

/** The span of one call, and of its current attempt. */
export interface CallSpans {
  record(event: MidCallEvent): void;
  /** `errorType` is the name of the error that the call rejects with. */
  end(errorType?: string): void;
  /** Ends the spans of an unfinished call, of which nothing more is recorded. */
  leave(): void;
}

/** Starts the span of a call as a child of the span that is active when the call is made. */
export function startCallSpans(tracer: Tracer, started: CallStartedEvent, server: Attributes): CallSpans {
  const attributes = correlationAttributes(started);
  const call = tracer.startSpan(started.operation, { kind: SpanKind.INTERNAL, attributes });
  const callContext = trace.setSpan(context.active(), call);
  let attempt: Span | undefined;

  function startAttempt(event: RequestEvent): Span {
    const { path } = operations[event.operation];
    const kind = SpanKind.CLIENT;
    const ownAttributes = { ...requestAttributes(event), ...server };
    return tracer.startSpan(`GET ${path}`, { kind, attributes: ownAttributes }, callContext);
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

/** A complete response below 400 is not an error of the request, even if the call fails because of it. */
export function errorTypeOf({ status, cause }: ResponseEvent): string | undefined {
  return status !== undefined && status >= 400 ? String(status) : cause;
}

/** Sets no description of the status: an error's message may say more than a trace should keep. */
function endSpan(span: Span, errorType: string | undefined): void {
  if (errorType !== undefined) {
    span.setAttribute('error.type', errorType);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

type CallEvent = Exclude<ClientEvent, { type: 'drift' }>;

/** The host and port of a checked base URL. */
export function serverAttributes(baseUrl: string): Attributes {
  const { hostname, port, protocol } = new URL(baseUrl);
  const defaultPort = protocol === 'https:' ? 443 : 80;
  return {
    'server.address': hostname.replace(/^\[|\]$/g, ''),
    'server.port': port === '' ? defaultPort : Number(port),
  };
}

/** The id by which Microsoft's support finds a call. */
function correlationAttributes({ correlationId }: CallEvent): Attributes {
  return { 'http.request.header.ms-correlationid': [correlationId] };
}

/** Describes one request. The path is the template, which names no customer. */
function requestAttributes(event: Extract<CallEvent, { type: 'request' }>): Attributes {
  const { path } = operations[event.operation];
  return {
    'http.request.method': 'GET',
    'url.template': path,
    'http.request.header.ms-requestid': [event.requestId],
    ...correlationAttributes(event),
    ...(event.attempt === 1 ? {} : { 'http.request.resend_count': event.attempt - 1 }),
  };
}

/**
 * Records drift on the span that is active around the call, or on a span of its own if there is none. Drift belongs
 * to an operation, and is reported once, by the first call that finds it.
 */
export function recordDrift(tracer: Tracer, event: DriftEvent): void {
  const attributes = {
    'licenses_usage.operation': event.operation,
    'licenses_usage.drift': event.kind,
    'licenses_usage.pointer': event.pointer,
    'licenses_usage.field': event.field,
  };
  const active = trace.getActiveSpan();
  if (active?.isRecording() === true) active.addEvent('licenses_usage.drift', attributes);
  else tracer.startSpan(`${event.operation} drift`, { kind: SpanKind.INTERNAL, attributes }).end();
}
