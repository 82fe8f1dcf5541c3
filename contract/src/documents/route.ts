import type { DescribedResponse, Description, Operation } from './description.ts';
import type { Interaction } from './interaction.ts';

/** The described operation and answer of an interaction. */
export interface Route {
  readonly operation: Operation;
  readonly response: DescribedResponse;
}

/** @returns `undefined` when the description has no such request or status. */
export function routeOf(description: Description, { request, response }: Interaction): Route | undefined {
  const operation = operationFor(description, request.method, request.path);
  const described = operation?.responses.find(({ status }) => status === response.status);
  return operation === undefined || described === undefined ? undefined : { operation, response: described };
}

export function operationFor(description: Description, method: string, path: string): Operation | undefined {
  return description.operations.find(
    (operation) => operation.method === method && pathPattern(operation.path).test(path),
  );
}

function pathPattern(path: string): RegExp {
  const parts = path
    .split(/\{[^}]+\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}
