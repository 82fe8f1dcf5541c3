import type { RecordedRequest } from './recorded-request.ts';

/** A run that is never reset keeps its newest requests only. */
const maxKept = 10_000;

export interface RequestLog {
  readonly requests: readonly RecordedRequest[];
  add(request: RecordedRequest): void;
  reset(): void;
}

export function createRequestLog(): RequestLog {
  const requests: RecordedRequest[] = [];
  return {
    requests,
    add(request) {
      requests.push(request);
      if (requests.length > maxKept) requests.shift();
    },
    reset() {
      requests.length = 0;
    },
  };
}
