import { listOf, mergeSchema, recordOf, schemaName, textOf } from './read-schema.ts';
import { readModels, type Model } from './read-models.ts';
import { readOperations, type Operation } from './read-operations.ts';
import { resolveReference } from './resolve-reference.ts';

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  /** Its name for users: `customerId` for `customer-id`, `xRegion` for the header `X-Region`. */
  readonly argument: string;
  readonly isRequired: boolean;
  readonly description: string;
  readonly schema: Record<string, unknown>;
  readonly example: unknown;
  /** The client's own type for it, if it is not a plain value. */
  readonly clientType: string | undefined;
}

/** The fields that a list can be filtered and grouped by. */
export interface FieldList {
  /** The name of the schema that lists them, such as `LicensesUsageField`. */
  readonly name: string;
  readonly fields: readonly string[];
  /** The model of the rows with these fields. */
  readonly model: string;
  /** The fields of every group in addition to the requested ones. */
  readonly counts: readonly string[];
  /** The schema of a group. */
  readonly group: string | undefined;
}

/** An operation with everything that callers see. */
export interface ApiOperation extends Operation {
  readonly summary: string;
  readonly description: string;
  readonly source: string;
  readonly takesAppOnly: boolean;
  /** Whether the answer is one object, all items at once, or a page of them. */
  readonly kind: 'resource' | 'collection' | 'list';
  /** How a further page is requested; null unless `kind` is `list`. */
  readonly paging: 'next-link' | 'seek' | null;
  /** The model of the answer's resource, items or rows. */
  readonly model: string;
  readonly fieldList: FieldList | undefined;
  readonly parameters: readonly Parameter[];
  /** Path parameters, each a GUID. */
  readonly inPath: readonly Parameter[];
  /** Query and header parameters that only this operation takes and that users set. */
  readonly own: readonly Parameter[];
}

/** The API description, reduced to the parts from which the client is generated. */
export interface Api {
  readonly operations: readonly ApiOperation[];
  /** The models, in order of dependency. */
  readonly models: readonly Model[];
  readonly fieldLists: readonly FieldList[];
}

/**
 * Reads a parsed OpenAPI document.
 *
 * @throws Error when an operation is of an unknown kind, or a model has a property without a reader.
 */
export function readApi(document: unknown): Api {
  const operations = readOperations(document).map((operation) => readOperation(document, operation));
  const all = operations.flatMap(({ model, source }) => readModels(document, model, source));
  return {
    operations,
    models: all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index),
    fieldLists: operations.flatMap(({ fieldList }) => fieldList ?? []),
  };
}

/** The parameters of each way of paging, for which the client has its own names. */
const pagingParameters = {
  'next-link': ['top', 'skip', 'filter', 'groupby', 'processedDateTime'],
  seek: ['size', 'seekOperation'],
} as const;

/** The headers that the client sends on its own, with every call or with a further page. */
const commonHeaders = [
  'MS-RequestId',
  'MS-CorrelationId',
  'MS-CV',
  'X-Locale',
  'MS-PartnerCenter-Client',
  'MS-PartnerCenter-Application',
  'MS-Contract-Version',
  'MS-ContinuationToken',
];

function readOperation(document: unknown, operation: Operation): ApiOperation {
  const { operationId, method, node } = operation;
  if (method !== 'GET') throw new Error(`${operationId} is a ${method}: the client only reads, by GET.`);
  const paging = node['x-paging'] === undefined ? null : readPaging(operationId, node['x-paging']);
  const { isList, model, group, counts } = readAnswer(document, operationId, node);
  const parameters = listOf(node['parameters']).map((each) => readParameter(document, each));
  const inPath = parameters.filter((each) => each.in === 'path');
  if (paging !== null && !isList) {
    throw new Error(`${operationId} has pages, but its answer has no list under items, value or Value.`);
  }
  for (const { name, schema } of inPath) {
    if (paging !== null)
      throw new Error(
        `${operationId} has pages and a parameter in its path, ${name}: no such list is known.`,
      );
    if (schema['format'] !== 'uuid')
      throw new Error(
        `The path parameter ${name} of ${operationId} is no GUID. Only format: uuid has a check.`,
      );
  }
  const known: readonly string[] = [...commonHeaders, ...(paging === null ? [] : pagingParameters[paging])];
  const fields = parameters.find(({ name }) => name === 'groupby')?.schema['items'];
  const name = schemaName(fields);
  return {
    ...operation,
    summary: textOf(node['summary']),
    description: textOf(node['description']),
    source: textOf(recordOf(node['externalDocs'])['url']),
    takesAppOnly: listOf(node['security']).some((each) => 'appOnly' in recordOf(each)),
    kind: paging !== null ? 'list' : isList ? 'collection' : 'resource',
    paging,
    model,
    fieldList:
      name === undefined
        ? undefined
        : { name, fields: listOf(mergeSchema(document, fields)['enum']).map(String), model, group, counts },
    parameters,
    inPath,
    own: parameters.filter((each) => each.in !== 'path' && !known.includes(each.name)),
  };
}

function readPaging(operationId: string, value: unknown): 'next-link' | 'seek' {
  if (value === 'next-link' || value === 'seek') return value;
  throw new Error(`${operationId} has an x-paging that is neither next-link nor seek.`);
}

/** The items of a list have two schemas when rows can be grouped. */
function readAnswer(document: unknown, operationId: string, { responses }: Operation['node']) {
  const response = recordOf(resolveReference(document, recordOf(responses)['200']));
  const { schema } = recordOf(recordOf(response['content'])['application/json']);
  const { properties } = mergeSchema(document, schema);
  const [list] = ['items', 'value', 'Value'].flatMap((name) => recordOf(properties)[name] ?? []);
  const rows = mergeSchema(document, list);
  const alternatives = listOf(rows['anyOf'] ?? [rows]).map((each) => recordOf(each)['items']);
  const [model, group] = (list === undefined ? [schema] : alternatives).map(schemaName);
  if (model === undefined) {
    throw new Error(
      `${operationId} answers with no schema of components/schemas. Refer to one by $ref: the client names its types so.`,
    );
  }
  const counts = group === undefined ? [] : listOf(mergeSchema(document, alternatives[1])['required']);
  return { isList: list !== undefined, model, group, counts: counts.map(String) };
}

function readParameter(document: unknown, reference: unknown): Parameter {
  const node = recordOf(resolveReference(document, reference));
  const name = String(node['name']);
  return {
    name,
    in: String(node['in']),
    argument: node['in'] === 'query' ? name : camelCase(name),
    isRequired: node['required'] === true,
    description: textOf(node['description']),
    schema: recordOf(node['schema']),
    example: node['example'],
    clientType: textOf(node['x-argument']) || undefined,
  };
}

function camelCase(name: string): string {
  return name
    .split('-')
    .map((word) => (/^[A-Z]+$/.test(word) ? word.toLowerCase() : word))
    .map((word, index) => word.charAt(0)[index === 0 ? 'toLowerCase' : 'toUpperCase']() + word.slice(1))
    .join('');
}
