import type { Call } from '../call/call.ts';
import type { RoutedOperation } from '../call/routes.ts';
import type { FaultName } from '../faults/catalogue.ts';

/** One request that the emulator was asked, for assertions and for the log. */
export interface RecordedRequest {
  /** When it was asked, by the emulator's clock. */
  readonly at: Date;
  readonly method: string;
  readonly url: string;
  /** Which operation it was for; `undefined` when there is nothing at the address. */
  readonly operation: RoutedOperation | undefined;
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
