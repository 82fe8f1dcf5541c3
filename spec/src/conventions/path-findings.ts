import { findNodes } from '../find-nodes.ts';
import { isRecord } from '../is-record.ts';
import { resolveReference } from '../resolve-reference.ts';
import { pointerTo, type Finding } from './finding.ts';

/** Finds operations whose path has a placeholder without a parameter. */
export function pathFindings(description: Record<string, unknown>): readonly Finding[] {
  const operations = findNodes(description['paths'], (node) => 'responses' in node, ['paths']);
  if (operations.length === 0) throw new Error('The description has no operations to check.');
  return operations.flatMap(({ path, node }) => {
    const [, address = ''] = path;
    const listed: readonly unknown[] = Array.isArray(node['parameters']) ? node['parameters'] : [];
    const parameters = listed.map((parameter) => resolveReference(description, parameter));
    const names = parameters.map((parameter) =>
      isRecord(parameter) && parameter['in'] === 'path' ? parameter['name'] : undefined,
    );
    return [...address.matchAll(/\{([^}]+)\}/g)]
      .filter(([, name]) => !names.includes(name))
      .map(([place]) => ({ place: pointerTo(path), fault: `No parameter fills ${place} of its path.` }));
  });
}
