import { isRecord } from '../is-record.ts';

const headerReference = /^#\/components\/headers\/(?<name>[^/]+)$/;

/**
 * Gives the document as JSON in which each response holds its headers instead of references to them.
 *
 * openapi-typescript 7.13 types every referenced header as always present; only of a header in place does it read
 * `required`. A reference to a header that doesn't exist is left for openapi-typescript to report.
 */
export function inlineHeaders(document: unknown): string {
  const components = isRecord(document) ? document['components'] : undefined;
  const headers = isRecord(components) && isRecord(components['headers']) ? components['headers'] : {};
  return JSON.stringify(document, (_key, value: unknown) => {
    const name = referencedHeader(value);
    return name === undefined ? value : (headers[name] ?? value);
  });
}

function referencedHeader(value: unknown): string | undefined {
  if (!isRecord(value) || typeof value['$ref'] !== 'string') return undefined;
  return headerReference.exec(value['$ref'])?.groups?.['name'];
}
