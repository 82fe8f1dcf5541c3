import { ValueType, type Attributes, type Counter, type Histogram, type Meter } from '@opentelemetry/api';
import type { ClientEvent } from '../events.ts';
import { errorAttributes, responseAttributes, routeAttributes } from './attributes.ts';

/** The boundaries that the conventions advise for HTTP. */
const requestBoundariesInSeconds = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];
/** Calls may wait for minutes if the service asks for it. */
const callBoundariesInSeconds = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/**
 * Records the events of a client as metrics. Names and units follow the semantic conventions where those exist; other
 * names begin with `licenses_usage.`. No attribute names a customer, so that there are few series. Source:
 * https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
 */
export function createCallMetrics(meter: Meter, server: Attributes): (event: ClientEvent) => void {
  const duration = (name: string, boundaries: number[], description: string): Histogram =>
    meter.createHistogram(name, {
      unit: 's',
      description,
      advice: { explicitBucketBoundaries: boundaries },
    });
  const count = (name: string, unit: string, description: string): Counter =>
    meter.createCounter(`licenses_usage.client.${name}`, { unit, description, valueType: ValueType.INT });

  const requests = duration(
    'http.client.request.duration',
    requestBoundariesInSeconds,
    'Duration of HTTP client requests.',
  );
  const calls = duration(
    'licenses_usage.client.call.duration',
    callBoundariesInSeconds,
    'Duration of calls, including waits and retries.',
  );
  const waits = duration(
    'licenses_usage.client.wait.duration',
    callBoundariesInSeconds,
    'Waits that calls were told to make before they are sent.',
  );
  const refusals = count('refusals', '{request}', 'Requests that the service refused with 429.');
  const retries = count('retries', '{request}', 'Requests that repeat a failed one.');
  const rows = count('rows', '{row}', 'Rows in answers.');

  return (event) => {
    if (event.type === 'drift') return;
    const operation = { 'licenses_usage.operation': event.operation };
    switch (event.type) {
      case 'response':
        requests.record(event.durationInMs / 1000, {
          ...routeAttributes(event.operation),
          ...responseAttributes(event),
          ...server,
        });
        if (event.status === 429) refusals.add(1, operation);
        return;
      case 'call-ended':
        calls.record(event.durationInMs / 1000, { ...operation, ...errorAttributes(event.errorName) });
        if (event.rows !== undefined) rows.add(event.rows, operation);
        return;
      case 'throttled':
        waits.record(event.waitInMs / 1000, { ...operation, 'licenses_usage.reason': event.reason });
        return;
      case 'retry':
        retries.add(1, operation);
        return;
      default:
    }
  };
}
