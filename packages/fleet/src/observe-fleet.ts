import type { Fleet } from './create-fleet.ts';

/** The part of an `@opentelemetry/api` `Meter` that is used. */
export interface GaugeMeter {
  /** Creates a gauge whose values are read at export. */
  createObservableGauge(name: string, options: GaugeOptions): ObservableGauge;
}

/** The options of a gauge. */
export interface GaugeOptions {
  /** In the notation of UCUM, such as `{job}`. */
  readonly unit: string;
  /** A description, as one sentence. */
  readonly description: string;
}

interface ObservableGauge {
  addCallback(callback: Observe): void;
  removeCallback(callback: Observe): void;
}

type Observe = (result: {
  observe(value: number, attributes: { readonly 'licenses_usage.state': string }): void;
}) => Promise<void>;

const states = ['waiting', 'active', 'delayed', 'succeeded', 'failed'] as const;

/**
 * Measures how many customers of a fleet are in each state, at every export: the gauge `licenses_usage.fleet.jobs`,
 * in `{job}`, with the attribute `licenses_usage.state`. One process for each queue is enough. The calls of the
 * workers are measured by `createOpenTelemetryListener` of `@licenses-usage/client/opentelemetry`.
 *
 * ```ts
 * const stop = observeFleet(fleet, metrics.getMeter('my-program'));
 * ```
 *
 * @returns A function that ends the measurement.
 */
export function observeFleet(fleet: Pick<Fleet, 'status'>, meter: GaugeMeter): () => void {
  const gauge = meter.createObservableGauge('licenses_usage.fleet.jobs', {
    unit: '{job}',
    description: 'Customers of the scan, by the state of their jobs.',
  });
  const observe: Observe = async (result) => {
    const status = await fleet.status();
    for (const state of states) result.observe(status[state], { 'licenses_usage.state': state });
  };
  gauge.addCallback(observe);
  return () => gauge.removeCallback(observe);
}
