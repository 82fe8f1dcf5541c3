import openapiTS, { astToString } from 'openapi-typescript';
import { recordOf } from '../read-schema.ts';
import { resolveReference } from '../resolve-reference.ts';

/** Types that openapi-typescript writes for parts that a description lacks. */
const emptyTypes = /^export type (?:webhooks|\$defs) = Record<string, never>;\n/gm;

/**
 * Renders the types of every path, operation and component of a parsed OpenAPI document.
 *
 * @param specUrl - Where the document was read from; relative references resolve against it.
 * @throws Error when the document isn't OpenAPI 3 or a reference leads nowhere.
 */
export async function renderSchema(document: unknown, specUrl: URL): Promise<string> {
  const nodes = await openapiTS(withHeadersInPlace(document), {
    cwd: specUrl,
    alphabetize: false, // the order of the description, so that a change to it diffs at the same place here
    enum: false, // unions, because an enum doesn't run under type stripping
    silent: true, // drift is reported by us, and nothing else is worth a line
  });
  return astToString(nodes).replace(emptyTypes, '');
}

/** As JSON. openapi-typescript 7.13 ignores `required` of a header behind a reference. */
function withHeadersInPlace(document: unknown): string {
  return JSON.stringify(document, (_key, value: unknown) =>
    String(recordOf(value)['$ref']).startsWith('#/components/headers/')
      ? resolveReference(document, value)
      : value,
  );
}
