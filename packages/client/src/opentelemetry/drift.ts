import { SpanKind, trace, type Tracer } from '@opentelemetry/api';
import type { DriftEvent } from '../events.ts';

/**
 * Drift belongs to an operation and is told once, whichever call meets it first: it goes to the span that is active
 * around the call. Where there is none, it gets a span of its own rather than be lost.
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
