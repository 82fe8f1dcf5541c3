import type { RecordedRequest } from '../app/request-log.ts';

/** One line for people. */
export function logLine(request: RecordedRequest): string {
  const time = request.at.toISOString().slice(11, 19);
  const faults = request.faults.length > 0 ? ` [${request.faults.join(', ')}]` : '';
  return `${time} ${request.method} ${addressForLog(request.url)} ${request.status}${faults}`;
}

/** One line for programs. */
export function jsonLogLine({
  at,
  method,
  url,
  operation,
  status,
  faults,
  headers,
}: RecordedRequest): string {
  return JSON.stringify({
    at: at.toISOString(),
    method,
    address: addressForLog(url),
    operation,
    status,
    faults,
    requestId: headers['ms-requestid'],
    correlationId: headers['ms-correlationid'],
  });
}

/**
 * The path and query in readable form, without the values of filters, which may be names of real customers, and without
 * parameters that no operation knows.
 */
function addressForLog(address: string): string {
  const url = new URL(address);
  const known = [...url.searchParams].filter(([name]) =>
    ['top', 'skip', 'groupby', 'processeddatetime', 'size', 'seekoperation', 'filter'].includes(
      name.toLowerCase(),
    ),
  );
  const query = known.map(([name, value]) => `${name}=${withoutControls(withoutLiterals(value))}`).join('&');
  return url.pathname + (query === '' ? '' : `?${query}`);
}

function withoutLiterals(value: string): string {
  return value
    .replaceAll(/'(?:[^']|'')*'?/g, "'…'")
    .replaceAll(/"Value"\s*:\s*"(?:[^"\\]|\\.)*"?/g, '"Value":"…"');
}

/** Replaces control characters, so that a log line stays one line. */
function withoutControls(value: string): string {
  return value.replaceAll(/\p{Cc}/gu, '·');
}
