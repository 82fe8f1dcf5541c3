import { ValueType, type Attributes, type Meter } from '@opentelemetry/api';
import type { CallEndedEvent, ClientEvent, ResponseEvent } from '../events.ts';
import { operations } from '../generated/operations.ts';
import { errorTypeOf } from './call-spans.ts';

/**
 * Records the events of a client as metrics. Names and units follow the semantic conventions where those exist; other
 * names begin with `licenses_usage.`. No attribute names a customer, so that there are few series. Source:
 * https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
 */
export function createCallMetrics(meter: Meter, server: Attributes): (event: ClientEvent) => void {
  const requests = meter.createHistogram('http.client.request.duration', {
    unit: 's',
    description: 'Duration of HTTP client requests.',
    advice: { explicitBucketBoundaries: [...requestBoundariesInSeconds] },
  });
  const calls = meter.createHistogram('licenses_usage.client.call.duration', {
    unit: 's',
    description: 'Duration of calls, including waits and retries.',
    advice: { explicitBucketBoundaries: [...callBoundariesInSeconds] },
  });
  const refusals = meter.createCounter('licenses_usage.client.refusals', {
    unit: '{request}',
    description: 'Requests that the service refused with 429.',
    valueType: ValueType.INT,
  });
  const waits = meter.createHistogram('licenses_usage.client.wait.duration', {
    unit: 's',
    description: 'Waits that calls were told to make before they are sent.',
    advice: { explicitBucketBoundaries: [...callBoundariesInSeconds] },
  });
  const retries = meter.createCounter('licenses_usage.client.retries', {
    unit: '{request}',
    description: 'Requests that repeat a failed one.',
    valueType: ValueType.INT,
  });
  const rows = meter.createCounter('licenses_usage.client.rows', {
    unit: '{row}',
    description: 'Rows in answers.',
    valueType: ValueType.INT,
  });

  return (event) => {
    if (event.type === 'drift') return;
    const operation = { 'licenses_usage.operation': event.operation };
    switch (event.type) {
      case 'response':
        requests.record(event.durationInMs / 1000, { ...requestAttributes(event), ...server });
        if (event.status === 429) refusals.add(1, operation);
        return;
      case 'call-ended':
        calls.record(event.durationInMs / 1000, { ...operation, ...errorAttributes(event) });
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

/** The boundaries that the conventions advise for HTTP. */
const requestBoundariesInSeconds = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
] as const;
/** Calls may wait for minutes if the service asks for it. */
const callBoundariesInSeconds = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300] as const;

function requestAttributes(event: ResponseEvent): Attributes {
  const { path } = operations[event.operation];
  const { status } = event;
  const errorType = errorTypeOf(event);
  return {
    'http.request.method': 'GET',
    'url.template': path,
    ...(status === undefined ? {} : { 'http.response.status_code': status }),
    ...(errorType === undefined ? {} : { 'error.type': errorType }),
  };
}

function errorAttributes({ errorName }: CallEndedEvent): Attributes {
  return errorName === undefined ? {} : { 'error.type': errorName };
}
