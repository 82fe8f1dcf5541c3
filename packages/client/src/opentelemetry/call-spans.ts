import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { CallStartedEvent, ClientEvent, DriftEvent, RequestEvent } from '../events.ts';
import { operations } from '../generated/operations.ts';
import { errorAttributes, responseAttributes, routeAttributes } from './attributes.ts';

/** What happens between the start and the end of a call. */
type MidCallEvent = Exclude<ClientEvent, { type: 'drift' | 'call-started' | 'call-ended' }>;

/** The span of one call, and of its current attempt. */
export type CallSpans = ReturnType<typeof startCallSpans>;

/** Starts the span of a call as a child of the span that is active when the call is made. */
export function startCallSpans(tracer: Tracer, started: CallStartedEvent, server: Attributes) {
  /** The id by which Microsoft's support finds a call. */
  const correlation = { 'http.request.header.ms-correlationid': [started.correlationId] };
  const call = tracer.startSpan(started.operation, { kind: SpanKind.INTERNAL, attributes: correlation });
  const callContext = trace.setSpan(context.active(), call);
  let attempt: Span | undefined;

  function startAttempt({ operation, requestId, attempt: number }: RequestEvent): Span {
    const attributes = {
      ...routeAttributes(operation),
      'http.request.header.ms-requestid': [requestId],
      ...correlation,
      ...(number === 1 ? {} : { 'http.request.resend_count': number - 1 }),
      ...server,
    };
    const name = `GET ${operations[operation].path}`;
    return tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, callContext);
  }

  return {
    record(event: MidCallEvent): void {
      switch (event.type) {
        case 'request':
          attempt = startAttempt(event);
          return;
        case 'response':
          if (attempt !== undefined) endSpan(attempt, responseAttributes(event));
          attempt = undefined;
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
    /** `errorType` is the name of the error that the call rejects with. */
    end(errorType?: string): void {
      endSpan(call, errorAttributes(errorType));
    },
    /** Ends the spans of an unfinished call, of which nothing more is recorded. */
    leave(): void {
      call.addEvent('licenses_usage.left_open');
      attempt?.end();
      call.end();
    },
  };
}

/** Sets no description of the status: an error's message may say more than a trace should keep. */
function endSpan(span: Span, attributes: Attributes): void {
  span.setAttributes(attributes);
  if ('error.type' in attributes) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
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
