import { readdir, readFile } from 'node:fs/promises';

import { isObject } from '../../documents/json.ts';
import type { Question } from './exchange.ts';
import { operationIds, operationPaths, type OperationId } from './operations.ts';

/**
 * Reads the distinct successful requests from the client's pacts.
 * @throws Error when a pact has a request that is not a GET of a known operation, or no requests.
 */
export async function readContractRequests(): Promise<readonly Question[]> {
  const folder = new URL('pacts/', import.meta.resolve('@licenses-usage/client/package.json'));
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const pacts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  const questions = pacts.flatMap((text) => readPact(JSON.parse(text)));
  const unique = new Map(questions.map((question) => [JSON.stringify(question), question]));
  if (unique.size === 0) throw new Error('The pacts hold no request that is answered with 200.');
  return [...unique.values()];
}

function readPact(pact: unknown): readonly Question[] {
  const interactions = isObject(pact) && Array.isArray(pact['interactions']) ? pact['interactions'] : [];
  return interactions
    .filter(isObject)
    .filter(({ response }) => isObject(response) && response['status'] === 200)
    .map(({ request }) => readRequest(request));
}

function readRequest(request: unknown): Question {
  const { method, path, query, headers } = isObject(request) ? request : {};
  const operationId = operationIds.find((id) => typeof path === 'string' && patternOf(id).test(path));
  if (method !== 'GET' || operationId === undefined) {
    throw new Error(
      `The pact asks for ${String(method)} ${String(path)}, which is no GET of a known operation.`,
    );
  }
  const seeks = isObject(headers) && 'MS-ContinuationToken' in headers;
  return {
    operationId,
    expectedStatus: 200,
    ...(isObject(query) && { query: readQuery(query) }),
    ...(seeks && { continuationToken: '' }),
  };
}

function patternOf(id: OperationId): RegExp {
  return new RegExp(`^${operationPaths[id].replace('{customer-id}', '[^/]+')}$`);
}

function readQuery(query: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, values]) => [
      name,
      Array.isArray(values) ? values.join(',') : String(values),
    ]),
  );
}
