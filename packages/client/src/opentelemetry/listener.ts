import { metrics, trace, type Meter, type Tracer } from '@opentelemetry/api';
import type { ClientEvent } from '../events.ts';
import { requireBaseUrl, requireInteger, requireMethods } from '../input/values.ts';
import { serverAttributes } from './attributes.ts';
import { createCallMetrics } from './call-metrics.ts';
import { recordDrift, startCallSpans, type CallSpans } from './call-spans.ts';

/** How a listener turns events into spans and metrics. */
export interface OpenTelemetryListenerOptions {
  /** Starts the spans. Default: the tracer `@licenses-usage/client` of the registered provider. */
  readonly tracer?: Tracer | undefined;
  /**
   * Creates the instruments. Default: the meter `@licenses-usage/client` of the provider that is registered when the
   * first event occurs.
   */
  readonly meter?: Meter | undefined;
  /**
   * The `baseUrl` of the client, for `server.address` and `server.port`: events hold no address. Default: spans
   * and metrics have neither.
   */
  readonly baseUrl?: string | URL | undefined;
  /**
   * How many calls are tracked at the same time. When there are more, the spans of the oldest end. Bounds the memory
   * of calls that never end. Default: 10,000.
   */
  readonly maxOpenCalls?: number | undefined;
}

/**
 * Turns the events of a client into metrics and spans. The metrics are listed in the README. There is one span for
 * each call and, as its child, one for each attempt, by the semantic conventions for HTTP. Retries, waits and renewed
 * tokens are events of the call's span; drift is an event of the span that is active around the call, or a span of
 * its own. A call that ends without a result, even by an abort, has the status ERROR and the name of its error as
 * `error.type`. No span holds a token, a customer's name or id, or a URL.
 *
 * ```ts
 * const client = createClient({ credential, onEvent: createOpenTelemetryListener() });
 * ```
 *
 * If you have a listener of your own, call both:
 *
 * ```ts
 * const trace = createOpenTelemetryListener();
 * const client = createClient({
 *   credential,
 *   onEvent(event) {
 *     trace(event);
 *     logger.debug(event);
 *   },
 * });
 * ```
 *
 * Source: https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 * @throws {ConfigurationError} naming the first option at fault.
 */
export function createOpenTelemetryListener(
  options: OpenTelemetryListenerOptions = {},
): (event: ClientEvent) => void {
  const { baseUrl, maxOpenCalls = 10_000 } = options;
  const { tracer = trace.getTracer('@licenses-usage/client'), meter } = options;
  // Checked here, because a client ignores the errors of its listener.
  requireMethods('tracer', tracer, ['startSpan'], `trace.getTracer('my-program')`);
  if (meter !== undefined) {
    requireMethods('meter', meter, ['createHistogram'], `metrics.getMeter('my-program')`);
  }
  const server = baseUrl === undefined ? {} : serverAttributes(requireBaseUrl('baseUrl', baseUrl));
  requireInteger('maxOpenCalls', maxOpenCalls, { min: 1, example: 10_000 });
  /** The calls that have started but not ended, in the order of their start. */
  const openCalls = new Map<number, CallSpans>();
  let measure: ((event: ClientEvent) => void) | undefined;
  return (event) => {
    // Unlike a tracer, a meter obtained before its provider is registered never gets that provider.
    measure ??= createCallMetrics(meter ?? metrics.getMeter('@licenses-usage/client'), server);
    measure(event);
    switch (event.type) {
      case 'call-started': {
        openCalls.set(event.callId, startCallSpans(tracer, event, server));
        const [oldest] = openCalls;
        if (openCalls.size <= maxOpenCalls || oldest === undefined) return;
        const [callId, spans] = oldest;
        openCalls.delete(callId);
        spans.leave();
        return;
      }
      case 'call-ended':
        openCalls.get(event.callId)?.end(event.errorName);
        openCalls.delete(event.callId);
        return;
      case 'drift':
        recordDrift(tracer, event);
        return;
      default:
        openCalls.get(event.callId)?.record(event);
    }
  };
}
