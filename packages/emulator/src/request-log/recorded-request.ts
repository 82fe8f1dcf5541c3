import type { Call } from '../call/call.ts';
import type { RoutedOperation } from '../call/route.ts';

/** One request that the emulator was asked, for assertions and for the log. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  /** Which operation it was for; `undefined` when there is nothing at the address. */
  readonly operation: RoutedOperation | undefined;
  readonly status: number;
  /** By lower-case name. The value of `authorization` is replaced: only its scheme is kept. */
  readonly headers: Readonly<Record<string, string>>;
}

export function recordRequest(
  call: Call,
  operation: RoutedOperation | undefined,
  status: number,
): RecordedRequest {
  return { method: call.method, url: call.url.href, operation, status, headers: redacted(call.headers) };
}

const secretHeaders = ['authorization', 'proxy-authorization', 'cookie'];

function redacted(headers: Call['headers']): Call['headers'] {
  const copy: Record<string, string> = { ...headers };
  for (const name of secretHeaders) {
    const value = copy[name];
    if (value === undefined) continue;
    const [, scheme] = /^(Bearer|Basic) /i.exec(value) ?? [];
    copy[name] = scheme === undefined ? '[redacted]' : `${scheme} [redacted]`;
  }
  return copy;
}
