import { trace } from '@opentelemetry/api';
import { describe, expect, expectTypeOf, onTestFinished, test } from 'vitest';
import { createClient, type ClientEvent } from '../../src/index.ts';
import { createOpenTelemetryListener } from '../../src/opentelemetry/listener.ts';
import { token } from '../support/client.ts';
import { thrownBy } from '../support/thrown-by.ts';
import { createTracing, partnerCall } from './support/traced-client.ts';

describe('options', () => {
  test('may be left out: the registered provider makes the tracer, even if it is registered later', async () => {
    const onEvent = createOpenTelemetryListener();
    const { provider, endedSpans } = createTracing();
    trace.setGlobalTracerProvider(provider);
    onTestFinished(() => trace.disable());
    const client = createClient({
      credential: () => token,
      fetch: async () => Response.json({ totalCount: 0, items: [] }),
      onEvent,
    });
    await client.getPartnerLicensesUsage();
    const call = endedSpans().find(({ name }) => name === partnerCall);
    expect(call?.instrumentationScope.name).toBe('@licenses-usage/client');
  });

  test('the listener takes the events of a client', () => {
    expectTypeOf(createOpenTelemetryListener).returns.toEqualTypeOf<(event: ClientEvent) => void>();
  });

  test.each([
    [{ baseUrl: 'http://api.example' }, 'baseUrl'],
    [{ maxOpenCalls: 0 }, 'maxOpenCalls'],
    [{ maxOpenCalls: 1.5 }, 'maxOpenCalls'],
  ])('%o is refused by name', (options, argument) => {
    expect(thrownBy(() => createOpenTelemetryListener(options))).toMatchObject({
      name: 'ConfigurationError',
      argument,
    });
  });

  test('a provider in place of its tracer is refused by name', () => {
    const { provider } = createTracing();
    // @ts-expect-error a provider is not a tracer
    expect(thrownBy(() => createOpenTelemetryListener({ tracer: provider }))).toMatchObject({
      name: 'ConfigurationError',
      argument: 'tracer',
    });
  });
});
