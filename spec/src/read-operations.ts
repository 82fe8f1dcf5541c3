import { isRecord } from './is-record.ts';

/** An operation of the API description, reduced to what a caller needs to send it and to name it. */
export interface Operation {
  readonly operationId: string;
  /** In capitals, as sent. */
  readonly method: string;
  /** With its parameters in braces, as in the description. */
  readonly path: string;
  readonly deprecated: boolean;
  /** The operationId of the operation that replaces this one, or null when none does. */
  readonly supersededBy: string | null;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Reads the operations of a parsed OpenAPI document, in the order of the document.
 *
 * @throws Error when there is no operation, when an operationId is missing or used twice, or when `x-superseded-by`
 *   names no operation of the document.
 */
export function readOperations(document: unknown): readonly Operation[] {
  const paths = isRecord(document) && isRecord(document['paths']) ? document['paths'] : {};
  const operations = Object.entries(paths).flatMap(([path, pathItem]) => readPathItem(path, pathItem));
  if (operations.length === 0) {
    throw new Error(
      'The API description has no operations under "paths", so there is nothing to generate from.',
    );
  }
  rejectRepeatedIds(operations);
  rejectUnknownSuccessors(operations);
  return operations;
}

function readPathItem(path: string, pathItem: unknown): Operation[] {
  if (!isRecord(pathItem)) return [];
  return methods.flatMap((method) => {
    const operation = pathItem[method];
    return isRecord(operation) ? [readOperation(path, method.toUpperCase(), operation)] : [];
  });
}

function readOperation(path: string, method: string, operation: Record<string, unknown>): Operation {
  const { operationId, deprecated, 'x-superseded-by': supersededBy = null } = operation;
  if (typeof operationId !== 'string') {
    throw new Error(
      `${method} ${path} has no operationId. Give it one: the client calls operations by that name.`,
    );
  }
  if (supersededBy !== null && typeof supersededBy !== 'string') {
    throw new Error(
      `${operationId} has an x-superseded-by that is not text. Name the operationId that replaces it.`,
    );
  }
  return { operationId, method, path, deprecated: deprecated === true, supersededBy };
}

function rejectRepeatedIds(operations: readonly Operation[]): void {
  for (const [index, { operationId }] of operations.entries()) {
    if (operations.findIndex((other) => other.operationId === operationId) !== index) {
      throw new Error(`The operationId ${operationId} is used twice. Give each operation an id of its own.`);
    }
  }
}

function rejectUnknownSuccessors(operations: readonly Operation[]): void {
  for (const { operationId, supersededBy } of operations) {
    if (supersededBy !== null && !operations.some((other) => other.operationId === supersededBy)) {
      throw new Error(
        `${operationId} is superseded by ${supersededBy}, which is no operationId of this description.`,
      );
    }
  }
}
