import type { Attributes } from '@opentelemetry/api';
import type { OperationId } from '../call-context.ts';
import type { ResponseEvent } from '../events.ts';
import { operations } from '../generated/operations.ts';

/** What is requested. The path is the template, which names no customer. */
export function routeAttributes(operation: OperationId): Attributes {
  return { 'http.request.method': 'GET', 'url.template': operations[operation].path };
}

/** The host and port of a checked base URL. */
export function serverAttributes(baseUrl: string): Attributes {
  const { hostname, port, protocol } = new URL(baseUrl);
  const defaultPort = protocol === 'https:' ? 443 : 80;
  return {
    'server.address': hostname.replace(/^\[|\]$/g, ''),
    'server.port': port === '' ? defaultPort : Number(port),
  };
}

/** A complete response below 400 is not an error of the request, even if the call fails because of it. */
export function responseAttributes({ status, cause }: ResponseEvent): Attributes {
  const statusCode = status === undefined ? {} : { 'http.response.status_code': status };
  const errorType = status !== undefined && status >= 400 ? String(status) : cause;
  return { ...statusCode, ...errorAttributes(errorType) };
}

export function errorAttributes(errorType: string | undefined): Attributes {
  return errorType === undefined ? {} : { 'error.type': errorType };
}
