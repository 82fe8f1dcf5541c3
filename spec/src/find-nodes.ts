import { isRecord } from './is-record.ts';

/** An object somewhere in a document, with the keys that lead to it. */
export interface FoundNode {
  readonly path: readonly string[];
  readonly node: Record<string, unknown>;
}

/** Lists every object of a parsed document that passes the test, outermost first. */
export function findNodes(
  document: unknown,
  test: (node: Record<string, unknown>, path: readonly string[]) => boolean,
  path: readonly string[] = [],
): FoundNode[] {
  if (Array.isArray(document)) {
    return document.flatMap((item: unknown, index) => findNodes(item, test, [...path, String(index)]));
  }
  if (!isRecord(document)) return [];
  const here = test(document, path) ? [{ path, node: document }] : [];
  return [
    ...here,
    ...Object.entries(document).flatMap(([key, value]) => findNodes(value, test, [...path, key])),
  ];
}
