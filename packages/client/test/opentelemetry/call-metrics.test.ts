import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createOpenTelemetryListener } from '../../src/opentelemetry/listener.ts';
import { customerAnswer, customerId, fault } from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';
import { thrownBy } from '../support/thrown-by.ts';

/** A client over answers whose events become metrics, and the collected metrics. */
function createMeteredClient(answers: readonly Answer[]) {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1_000_000 });
  const provider = new MeterProvider({ readers: [reader] });
  onTestFinished(() => provider.shutdown());
  const onEvent = createOpenTelemetryListener({
    meter: provider.getMeter('test'),
    baseUrl: 'https://a.example',
  });
  return {
    ...createTestClient(answers, { onEvent }),
    /** By name: the attributes of each series, and its sum and count or its value. */
    read: async () => {
      await reader.forceFlush();
      const found =
        exporter
          .getMetrics()
          .at(-1)
          ?.scopeMetrics.flatMap(({ metrics }) => metrics) ?? [];
      return new Map(
        found.map(({ descriptor, dataPoints }) => [
          descriptor.name,
          {
            unit: descriptor.unit,
            series: dataPoints.map(({ attributes, value }) => ({ attributes, value })),
          },
        ]),
      );
    },
  };
}

const operation = { 'licenses_usage.operation': 'getCustomerLicensesUsage' };
const request = {
  'http.request.method': 'GET',
  'url.template': '/v1/customers/{customer-id}/analytics/licenses/usage',
  'server.address': 'a.example',
  'server.port': 443,
};

describe('the metrics of a call', () => {
  test('are its duration, that of its request, and its rows', async () => {
    const { client, read } = createMeteredClient([customerAnswer]);
    const { items } = await client.getCustomerLicensesUsage(customerId);
    const metrics = await read();
    expect(metrics.get('http.client.request.duration')).toMatchObject({
      unit: 's',
      series: [{ attributes: { ...request, 'http.response.status_code': 200 }, value: { count: 1 } }],
    });
    expect(metrics.get('licenses_usage.client.call.duration')).toMatchObject({
      unit: 's',
      series: [{ attributes: operation, value: { count: 1 } }],
    });
    expect(metrics.get('licenses_usage.client.rows')).toEqual({
      unit: '{row}',
      series: [{ attributes: operation, value: items.length }],
    });
    expect(metrics.has('licenses_usage.client.refusals')).toBe(false);
  });

  test('count a refusal, the retry after it and how long it waits, and name no customer', async () => {
    const { client, clock, read } = createMeteredClient([fault(429, { 'Retry-After': '2' }), customerAnswer]);
    await clock.run(client.getCustomerLicensesUsage(customerId));
    const metrics = await read();
    expect(metrics.get('licenses_usage.client.refusals')?.series).toEqual([
      { attributes: operation, value: 1 },
    ]);
    expect(metrics.get('licenses_usage.client.retries')?.series).toEqual([
      { attributes: operation, value: 1 },
    ]);
    expect(metrics.get('http.client.request.duration')?.series.map(({ attributes }) => attributes)).toEqual([
      { ...request, 'http.response.status_code': 429, 'error.type': '429' },
      { ...request, 'http.response.status_code': 200 },
    ]);
    expect(JSON.stringify([...metrics])).not.toContain(customerId);
  });

  test('have the name of the error of a failed call', async () => {
    const { client, read } = createMeteredClient([fault(404)]);
    await client.getCustomerLicensesUsage(customerId).catch(() => {});
    const metrics = await read();
    expect(metrics.get('licenses_usage.client.call.duration')?.series).toMatchObject([
      { attributes: { ...operation, 'error.type': 'ServiceError' }, value: { count: 1 } },
    ]);
  });

  test('a value that is not a meter is refused', () => {
    // @ts-expect-error an object without instruments, as a program in JavaScript may pass
    const error = thrownBy(() => createOpenTelemetryListener({ meter: {} }));
    expect(error).toMatchObject({ name: 'ConfigurationError', argument: 'meter' });
  });
});
