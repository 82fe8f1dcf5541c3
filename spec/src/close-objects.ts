import { isRecord } from './is-record.ts';
import { findNodes } from './find-nodes.ts';

/**
 * Closes every object schema of a document in place, so that undescribed properties are refused.
 *
 * The description leaves objects open for the service, but its own examples may have only described properties. Parts
 * of an `allOf` stay open, because each sees the properties of the others; the whole is closed instead.
 */
export function closeObjects(document: unknown): void {
  const parts = new Set(
    findNodes(document, (_node, path) => path.at(-2) === 'allOf').flatMap(({ path, node }) => [
      pointerTo(path),
      node['$ref'],
    ]),
  );
  for (const { path, node } of findNodes(document, isObjectSchema)) {
    if (!parts.has(pointerTo(path))) node['unevaluatedProperties'] = false;
  }
}

function isObjectSchema(node: Record<string, unknown>): boolean {
  return isRecord(node['properties']) || Array.isArray(node['allOf']);
}

function pointerTo(path: readonly string[]): string {
  return `#/${path.join('/')}`;
}
