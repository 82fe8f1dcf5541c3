import { isRecord } from '../is-record.ts';
import { readOperations } from '../read-operations.ts';

/** An operation of the description, with the keys that lead to it. */
export interface FoundOperation {
  readonly path: readonly string[];
  readonly node: Record<string, unknown>;
}

/** Finds the operation of a request, by its servers and its path, with or without a trailing slash. */
export function findOperation(
  description: Record<string, unknown>,
  method: string,
  url: string,
): FoundOperation | undefined {
  return readOperations(description)
    .filter((operation) => operation.method === method)
    .map(({ path }) => ['paths', path, method.toLowerCase()])
    .map((path) => ({ path, node: nodeAt(description, path) }))
    .find(({ path, node }) =>
      serversOf(description, node).some((server) => matches(`${server}${path[1] ?? ''}`, url)),
    );
}

function nodeAt(description: Record<string, unknown>, path: readonly string[]): Record<string, unknown> {
  return path.reduce<Record<string, unknown>>((node, key) => {
    const next = node[key];
    return isRecord(next) ? next : {};
  }, description);
}

function serversOf(description: Record<string, unknown>, node: Record<string, unknown>): readonly string[] {
  const servers = node['servers'] ?? description['servers'];
  return Array.isArray(servers) ? servers.filter(isRecord).map(({ url }) => String(url)) : [];
}

function matches(template: string, url: string): boolean {
  const [address = ''] = url.split('?');
  const expected = template.replace(/\/$/, '').split('/');
  const actual = address.replace(/\/$/, '').split('/');
  return (
    expected.length === actual.length &&
    expected.every((segment, index) => segment === actual[index] || /^\{.+\}$/.test(segment))
  );
}
