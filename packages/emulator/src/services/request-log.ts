import type { Call } from '../call/call.ts';
import type { RecordedRequest } from '../options.ts';

const secretHeaders = ['authorization', 'proxy-authorization', 'cookie'];

export function withoutSecrets(headers: Call['headers']): Call['headers'] {
  const copy: Record<string, string> = { ...headers };
  for (const name of secretHeaders) {
    const value = copy[name];
    if (value === undefined) continue;
    const [, scheme] = /^(Bearer|Basic) /i.exec(value) ?? [];
    copy[name] = scheme === undefined ? '[redacted]' : `${scheme} [redacted]`;
  }
  return copy;
}

/** Older requests are dropped. */
const maxKept = 10_000;

export interface RequestLog {
  readonly requests: readonly RecordedRequest[];
  /** How many were added, including dropped ones. */
  readonly count: number;
  add(request: RecordedRequest): void;
  reset(): void;
}

export function createRequestLog(): RequestLog {
  const requests: RecordedRequest[] = [];
  let count = 0;
  return {
    requests,
    get count() {
      return count;
    },
    add(request) {
      count += 1;
      requests.push(request);
      if (requests.length > maxKept) requests.shift();
    },
    reset() {
      requests.length = 0;
      count = 0;
    },
  };
}
