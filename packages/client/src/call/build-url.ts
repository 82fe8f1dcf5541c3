import { createFinalURL, defaultPathSerializer } from 'openapi-fetch';
import type { CallRequest, Operation } from './operation.ts';

/**
 * Builds the URL of a call. This is the only file that imports openapi-fetch.
 *
 * openapi-fetch does not keep a value within its segment of the path (`..` stays `..`), so path parameters are checked
 * before they get here.
 */
export function buildUrl(
  baseUrl: string,
  { path: template }: Pick<Operation, 'path'>,
  { path = {}, pathPrefix = '', query = {} }: Pick<CallRequest<unknown>, 'path' | 'pathPrefix' | 'query'>,
): string {
  return createFinalURL(template, {
    baseUrl: baseUrl + pathPrefix,
    params: { path, query },
    pathSerializer: defaultPathSerializer,
    querySerializer: serialiseQuery,
  });
}

/** Writes a query the way the service reads it: lists joined by commas, spaces as `%20`, no `undefined`. */
export function serialiseQuery(query: object): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${encode(name)}=${Array.isArray(value) ? value.map(encode).join(',') : encode(value)}`,
    )
    .join('&');
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value)).replaceAll("'", '%27');
}
