import { recordOf } from './read-schema.ts';

/** An operation of the API description, reduced to the parts for sending and naming it. */
export interface Operation {
  readonly operationId: string;
  /** In capitals, as sent. */
  readonly method: string;
  /** With its parameters in braces, as in the description. */
  readonly path: string;
  readonly deprecated: boolean;
  /** The operationId of the operation that replaces this one, or null when none does. */
  readonly supersededBy: string | null;
  /** Its node in the description. */
  readonly node: Record<string, unknown>;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Reads the operations of a parsed OpenAPI document, in the order of the document.
 *
 * @throws Error when there is no operation, or one has no operationId.
 */
export function readOperations(document: unknown): readonly Operation[] {
  const operations = Object.entries(recordOf(recordOf(document)['paths'])).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const node = recordOf(item)[method];
      return node === undefined ? [] : [readOperation(path, method.toUpperCase(), recordOf(node))];
    }),
  );
  if (operations.length > 0) return operations;
  throw new Error(
    'The API description has no operations under "paths", so there is nothing to generate from.',
  );
}

function readOperation(path: string, method: string, node: Record<string, unknown>): Operation {
  const { operationId, deprecated, 'x-superseded-by': supersededBy } = node;
  if (typeof operationId !== 'string') {
    throw new Error(
      `${method} ${path} has no operationId. Give it one: the client calls operations by that name.`,
    );
  }
  return {
    operationId,
    method,
    path,
    deprecated: deprecated === true,
    supersededBy: typeof supersededBy === 'string' ? supersededBy : null,
    node,
  };
}
