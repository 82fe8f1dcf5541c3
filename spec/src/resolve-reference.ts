import { isRecord } from './is-record.ts';

/**
 * Returns the target of a node's reference, or the node itself if it is not a reference.
 *
 * @throws Error when the target is missing or outside of the document.
 */
export function resolveReference(document: unknown, node: unknown): unknown {
  if (!isRecord(node) || typeof node['$ref'] !== 'string') return node;
  const reference = node['$ref'];
  if (!reference.startsWith('#/')) throw new Error(`${reference} leads out of the API description.`);
  let target: unknown = document;
  for (const key of reference.slice(2).split('/')) {
    const name = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
    target = isRecord(target) ? target[name] : undefined;
  }
  if (target === undefined) throw new Error(`${reference} leads nowhere in the API description.`);
  return resolveReference(document, target);
}
