import { generatedHeader } from './generated-header.ts';
import type { Operation } from './read-operations.ts';

/** Renders the module that tells the client, at run time, how each operation is sent. */
export function renderOperations(operations: readonly Operation[]): string {
  return `${generatedHeader}/** How each operation is sent, and what replaces it, by operationId. */
export const operations = {
${operations.map(renderOperation).join('')}} as const;
`;
}

function renderOperation({ operationId, method, path, deprecated, supersededBy }: Operation): string {
  return `  ${quote(operationId)}: {
    operationId: ${quote(operationId)},
    method: ${quote(method)},
    path: ${quote(path)},
    deprecated: ${deprecated},
    supersededBy: ${supersededBy === null ? 'null' : quote(supersededBy)},
  },
`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
