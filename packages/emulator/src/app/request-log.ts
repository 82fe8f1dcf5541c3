import type { Call } from '../call/call.ts';
import type { RoutedOperation } from '../call/routes.ts';
import type { FaultName } from '../faults/catalogue.ts';

/** A request that the emulator answered, for assertions and for the log. */
export interface RecordedRequest {
  /** When it came in, by the emulator's clock. */
  readonly at: Date;
  /** Upper case. */
  readonly method: string;
  /** With the query, as it was asked. */
  readonly url: string;
  /** The operation at the address, `undefined` where there is none. */
  readonly operation: RoutedOperation | undefined;
  /** The status of the answer, faults included. */
  readonly status: number;
  /** The faults that were switched on for it. */
  readonly faults: readonly FaultName[];
  /** By lower-case name. Of `authorization` only the scheme is kept. */
  readonly headers: Readonly<Record<string, string>>;
}

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
  /** How many were added, also those that were dropped since. */
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
