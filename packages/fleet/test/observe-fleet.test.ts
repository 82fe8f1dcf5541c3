import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { expect, onTestFinished, test } from 'vitest';
import { observeFleet } from '../src/index.ts';

test('the states of the queue are a gauge, until it is stopped', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1_000_000 });
  const provider = new MeterProvider({ readers: [reader] });
  onTestFinished(() => provider.shutdown());
  let looks = 0;
  const status = async () => {
    looks += 1;
    const counts = { waiting: 5, active: 4, delayed: 3, succeeded: 2, failed: 1 };
    return { ...counts, scan: 'a', customers: 15, done: false, paused: undefined, workers: [] };
  };
  const stop = observeFleet({ status }, provider.getMeter('test'));
  await reader.forceFlush();
  const [metric] = exporter.getMetrics().at(-1)?.scopeMetrics[0]?.metrics ?? [];
  expect(metric?.descriptor).toMatchObject({ name: 'licenses_usage.fleet.jobs', unit: '{job}' });
  const points = metric?.dataPoints.map(({ attributes, value }) => [
    attributes['licenses_usage.state'],
    value,
  ]);
  expect(points).toStrictEqual([
    ['waiting', 5],
    ['active', 4],
    ['delayed', 3],
    ['succeeded', 2],
    ['failed', 1],
  ]);
  stop();
  await reader.forceFlush();
  expect(looks).toBe(1);
});
