import type { Attributes } from '@opentelemetry/api';
import type { ClientEvent } from '../events.ts';
import { operations } from '../generated/operations.ts';

type CallEvent = Exclude<ClientEvent, { type: 'drift' }>;

/** Where requests go: the host and port of a checked base URL. */
export function serverAttributes(baseUrl: string): Attributes {
  const { hostname, port, protocol } = new URL(baseUrl);
  const defaultPort = protocol === 'https:' ? 443 : 80;
  return {
    'server.address': hostname.replace(/^\[|\]$/g, ''),
    'server.port': port === '' ? defaultPort : Number(port),
  };
}

/** What Microsoft's support finds a call by. */
export function correlationAttributes({ correlationId }: CallEvent): Attributes {
  return { 'http.request.header.ms-correlationid': [correlationId] };
}

/** One request. The template stands for the path: it names no customer. */
export function requestAttributes(event: Extract<CallEvent, { type: 'request' }>): Attributes {
  const { method, path } = operations[event.operation];
  return {
    'http.request.method': method,
    'url.template': path,
    'http.request.header.ms-requestid': [event.requestId],
    ...correlationAttributes(event),
    ...(event.attempt === 1 ? {} : { 'http.request.resend_count': event.attempt - 1 }),
  };
}
