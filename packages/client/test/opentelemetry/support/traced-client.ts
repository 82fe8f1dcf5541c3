import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import type { ClientOptions } from '../../../src/index.ts';
import {
  createOpenTelemetryListener,
  type OpenTelemetryListenerOptions,
} from '../../../src/opentelemetry/listener.ts';
import { createTestClient, type Answer, type TestClient } from '../../support/client.ts';

/** A provider that keeps its spans, in the order in which they end. */
export function createTracing() {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  return { provider, endedSpans: (): readonly ReadableSpan[] => exporter.getFinishedSpans() };
}

export interface TracedClient extends TestClient {
  readonly endedSpans: () => readonly ReadableSpan[];
  /** The only span of this name that has ended. */
  readonly endedSpan: (name: string) => ReadableSpan;
}

export const partnerCall = 'getPartnerLicensesUsage';
export const partnerRequest = 'GET /v1/analytics/licenses/usage';
export const customerCall = 'getCustomerLicensesUsage';
export const customerRequest = 'GET /v1/customers/{customer-id}/analytics/licenses/usage';

/** A client over answers whose events become spans. */
export function createTracedClient(
  answers: Answer | readonly Answer[],
  options: Omit<Partial<ClientOptions>, 'clock' | 'onEvent'> = {},
  listenerOptions: OpenTelemetryListenerOptions = {},
): TracedClient {
  const { provider, endedSpans } = createTracing();
  const onEvent = createOpenTelemetryListener({ tracer: provider.getTracer('test'), ...listenerOptions });
  return {
    ...createTestClient(answers, { ...options, onEvent }),
    endedSpans,
    endedSpan(name) {
      const [span, ...others] = endedSpans().filter((ended) => ended.name === name);
      if (span === undefined || others.length > 0)
        throw new Error(`Expected one span ${name} among: ${namesOf(endedSpans()).join(', ')}.`);
      return span;
    },
  };
}

export function namesOf(spans: readonly ReadableSpan[]): readonly string[] {
  return spans.map((span) => span.name);
}
