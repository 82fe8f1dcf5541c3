import { readFile } from 'node:fs/promises';

import { parse } from 'yaml';

import { arrayOf, isObject, type JsonObject, keysOf, objectOf, valueAt } from './json.ts';

/** The API description, reduced to the parts that requests and answers are checked against. */
export interface Description {
  readonly operations: readonly Operation[];
  readonly document: JsonObject;
}

export interface Operation {
  readonly operationId: string;
  /** In capitals. */
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly responses: readonly DescribedResponse[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly example: unknown;
  /** Whether an array is sent as one comma-separated value. */
  readonly isJoined: boolean;
  /** The keys that lead to its schema. */
  readonly schema: readonly string[];
}

export interface DescribedResponse {
  readonly status: number;
  readonly mediaTypes: readonly string[];
  readonly headers: readonly DescribedHeader[];
  /** The keys that lead to the schema of the JSON body. */
  readonly schema: readonly string[];
}

export interface DescribedHeader {
  readonly name: string;
  readonly required: boolean;
  readonly example: unknown;
  readonly schema: readonly string[];
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export async function loadDescription(file: URL): Promise<Description> {
  // Copied through JSON, so that nodes shared by YAML aliases become separate and can be changed separately.
  return readDescription(JSON.parse(JSON.stringify(parse(await readFile(file, 'utf8')))));
}

/** @throws Error for a description without operations. */
export function readDescription(json: unknown): Description {
  const document = objectOf(json);
  const operations = Object.entries(objectOf(document['paths'])).flatMap(([path, item]) =>
    methods
      .filter((method) => isObject(objectOf(item)[method]))
      .map((method) => readOperation(document, path, method)),
  );
  if (operations.length === 0) throw new Error('The description holds no operations.');
  return { operations, document };
}

function readOperation(document: JsonObject, path: string, method: string): Operation {
  const keys = ['paths', path, method];
  const node = objectOf(valueAt(document, keys));
  return {
    operationId: String(node['operationId']),
    method: method.toUpperCase(),
    path,
    parameters: arrayOf(node['parameters']).map((_, index) =>
      readParameter(document, [...keys, 'parameters', String(index)]),
    ),
    responses: Object.keys(objectOf(node['responses'])).map((status) =>
      readResponse(document, [...keys, 'responses', status], Number(status)),
    ),
  };
}

function readParameter(document: JsonObject, place: readonly string[]): Parameter {
  const { keys, node } = follow(document, place);
  return {
    name: String(node['name']),
    in: String(node['in']),
    required: node['required'] === true,
    example: node['example'],
    isJoined: node['explode'] === false,
    schema: [...keys, 'schema'],
  };
}

function readResponse(document: JsonObject, place: readonly string[], status: number): DescribedResponse {
  const { keys, node } = follow(document, place);
  const mediaTypes = Object.keys(objectOf(node['content']));
  return {
    status,
    mediaTypes,
    headers: Object.keys(objectOf(node['headers'])).map((name) => {
      const header = follow(document, [...keys, 'headers', name]);
      return {
        name,
        required: header.node['required'] === true,
        example: header.node['example'],
        schema: [...header.keys, 'schema'],
      };
    }),
    schema: [...keys, 'content', mediaTypes[0] ?? 'application/json', 'schema'],
  };
}

function follow(
  document: JsonObject,
  keys: readonly string[],
): { keys: readonly string[]; node: JsonObject } {
  const node = objectOf(valueAt(document, keys));
  const { $ref } = node;
  return typeof $ref === 'string' ? follow(document, keysOf($ref.slice(1))) : { keys, node };
}
