import { isRecord } from './is-record.ts';

/**
 * Gives what a node refers to in its document, or the node itself when it refers to nothing.
 *
 * @throws Error when the reference leads nowhere, or out of the document.
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
