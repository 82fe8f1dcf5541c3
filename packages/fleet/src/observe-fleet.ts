import type { Fleet } from './create-fleet.ts';

/** What is used of a `Meter` of `@opentelemetry/api`. */
export interface GaugeMeter {
  /** Makes a gauge whose values are asked for when they are exported. */
  createObservableGauge(name: string, options: GaugeOptions): ObservableGauge;
}

/** What is said of a gauge. */
export interface GaugeOptions {
  /** In the notation of UCUM, such as `{job}`. */
  readonly unit: string;
  /** One sentence for people. */
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
 * Measures how many customers of a fleet are in each state, whenever the meter's reader asks: the gauge
 * `licenses_usage.fleet.jobs`, in `{job}`, with the attribute `licenses_usage.state`. One process for each queue is enough. The
 * calls of the workers are measured by `createOpenTelemetryListener` of `@licenses-usage/client/opentelemetry`.
 *
 * ```ts
 * const stop = observeFleet(fleet, metrics.getMeter('my-program'));
 * ```
 *
 * @returns What ends the measuring.
 */
export function observeFleet(fleet: Pick<Fleet, 'status'>, meter: GaugeMeter): () => void {
  const gauge = meter.createObservableGauge('licenses_usage.fleet.jobs', {
    unit: '{job}',
    description: 'Customers of the scan, by what has become of their jobs.',
  });
  const observe: Observe = async (result) => {
    const status = await fleet.status();
    for (const state of states) result.observe(status[state], { 'licenses_usage.state': state });
  };
  gauge.addCallback(observe);
  return () => gauge.removeCallback(observe);
}
