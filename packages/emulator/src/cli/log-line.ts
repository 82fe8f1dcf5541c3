import { addressForLog } from '../services/log-address.ts';
import type { RecordedRequest } from '../options.ts';

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
