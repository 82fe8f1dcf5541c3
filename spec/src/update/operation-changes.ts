import { isRecord } from '../is-record.ts';
import { readOperations } from '../read-operations.ts';
import { readFacets, type Facets } from './facets.ts';

export interface OperationChange {
  readonly operationId: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** `GET /v1/customers`, as the description that has the operation says; of two, the later one. */
  readonly request: string;
  /** The names of added, removed or changed elements; empty unless the operation is in both descriptions. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Finds the changes of a new description for callers, by operation in its order; removed operations come last. */
export function findOperationChanges(before: unknown, after: unknown): readonly OperationChange[] {
  const old = readAll(before);
  const current = readAll(after);
  const kept = [...current].flatMap(([operationId, operation]): OperationChange[] => {
    const previous = old.get(operationId);
    return previous === undefined
      ? [{ ...whole(operationId, operation), kind: 'added' }]
      : differences(operationId, previous, operation);
  });
  const gone = [...old].filter(([operationId]) => !current.has(operationId));
  return [
    ...kept,
    ...gone.map(([operationId, operation]): OperationChange => ({
      ...whole(operationId, operation),
      kind: 'removed',
    })),
  ];
}

interface Described {
  readonly request: string;
  readonly facets: Facets;
}

function readAll(document: unknown): ReadonlyMap<string, Described> {
  const paths = isRecord(document) && isRecord(document['paths']) ? document['paths'] : {};
  return new Map(
    readOperations(document).map(({ operationId, method, path }) => {
      const item = isRecord(paths[path]) ? paths[path] : {};
      const operation = item[method.toLowerCase()];
      const facets = readFacets(document, isRecord(operation) ? operation : {});
      return [operationId, { request: `${method} ${path}`, facets }];
    }),
  );
}

function whole(operationId: string, { request }: Described) {
  return { operationId, request, added: [], removed: [], changed: [] };
}

function differences(operationId: string, before: Described, after: Described): OperationChange[] {
  const added = [...after.facets.keys()].filter((name) => !before.facets.has(name));
  const removed = [...before.facets.keys()].filter((name) => !after.facets.has(name));
  const changed = [...after.facets]
    .filter(([name, value]) => before.facets.has(name) && before.facets.get(name) !== value)
    .map(([name]) => name);
  if (before.request !== after.request) changed.unshift(`address, which was ${before.request}`);
  if (added.length + removed.length + changed.length === 0) return [];
  return [{ operationId, kind: 'changed', request: after.request, added, removed, changed }];
}
