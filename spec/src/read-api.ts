import { listOf, mergeSchema, readModels, recordOf, schemaName, textOf, type Model } from './read-models.ts';
import { readOperations, type Operation } from './read-operations.ts';
import { resolveReference } from './resolve-reference.ts';

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly isRequired: boolean;
  readonly description: string;
  readonly schema: Record<string, unknown>;
  /** What the client takes in its place, where that is no plain value: the name of a type of its own. */
  readonly argument: string | undefined;
}

/** The fields that a list can be filtered and grouped by. */
export interface FieldList {
  /** Of the schema that lists them, such as `LicensesUsageField`. */
  readonly name: string;
  readonly fields: readonly string[];
  /** Of the rows that have the fields. */
  readonly model: string;
  /** What every group holds beside the fields it was asked for. */
  readonly counts: readonly string[];
  /** The schema of a group. */
  readonly group: string | undefined;
}

/** An operation with all that callers see of it. */
export interface ApiOperation extends Operation {
  readonly summary: string;
  readonly description: string;
  readonly source: string | undefined;
  readonly takesAppOnly: boolean;
  /** Whether the answer is one object, all items at once, or a page of them. */
  readonly kind: 'resource' | 'collection' | 'list';
  /** How a further page is asked for; null unless `kind` is `list`. */
  readonly paging: 'next-link' | 'seek' | null;
  /** Of the answer's resource, items or rows. */
  readonly model: string;
  readonly fieldList: FieldList | undefined;
  readonly parameters: readonly Parameter[];
}

/** The API description, reduced to what the client is generated from. */
export interface Api {
  readonly operations: readonly ApiOperation[];
  /** In the order in which they use each other. */
  readonly models: readonly Model[];
  readonly fieldLists: readonly FieldList[];
}

/**
 * Reads a parsed OpenAPI document.
 *
 * @throws Error when an operation is of no known kind, or a model has a property without a reader.
 */
export function readApi(document: unknown): Api {
  const operations = readOperations(document).map((operation) => readOperation(document, operation));
  const models = new Map<string, Model>();
  for (const { model, source } of operations) {
    for (const each of readModels(document, model, source)) {
      if (!models.has(each.name)) models.set(each.name, each);
    }
  }
  const fieldLists = operations.flatMap(({ fieldList }) => fieldList ?? []);
  return { operations, models: [...models.values()], fieldLists };
}

function readOperation(document: unknown, operation: Operation): ApiOperation {
  const { operationId, method, path } = operation;
  const item = recordOf(recordOf(recordOf(document)['paths'])[path]);
  const node = recordOf(item[method.toLowerCase()]);
  const paging = readPaging(operationId, node['x-paging']);
  const answer = readAnswer(document, operationId, node);
  if (paging !== null && answer.kind === 'resource') {
    throw new Error(`${operationId} has pages, but its answer has no list under items, value or Value.`);
  }
  const parameters = listOf(node['parameters']).map((each) => readParameter(document, each));
  const fields = groupable(document, parameters);
  return {
    ...operation,
    summary: textOf(node['summary']),
    description: textOf(node['description']),
    source: textOf(recordOf(node['externalDocs'])['url']) || undefined,
    takesAppOnly: listOf(node['security']).some((each) => 'appOnly' in recordOf(each)),
    kind: paging === null ? answer.kind : 'list',
    paging,
    model: answer.model,
    fieldList: fields && { ...fields, model: answer.model, group: answer.group, counts: answer.counts },
    parameters,
  };
}

function readPaging(operationId: string, value: unknown): 'next-link' | 'seek' | null {
  if (value === undefined) return null;
  if (value === 'next-link' || value === 'seek') return value;
  throw new Error(`${operationId} has an x-paging that is neither next-link nor seek.`);
}

function readAnswer(document: unknown, operationId: string, node: Record<string, unknown>) {
  const response = recordOf(resolveReference(document, recordOf(node['responses'])['200']));
  const media = recordOf(recordOf(response['content'])['application/json']);
  const schema = mergeSchema(document, media['schema']);
  const properties = recordOf(schema['properties']);
  const list = ['items', 'value', 'Value'].find((name) => name in properties);
  const alternatives = list === undefined ? [media['schema']] : itemsOf(document, properties[list]);
  const [model, group] = alternatives.map(schemaName);
  if (model === undefined) {
    throw new Error(
      `${operationId} answers with no schema of components/schemas. Refer to one by $ref: the client names its types so.`,
    );
  }
  const counts = group === undefined ? [] : mergeSchema(document, alternatives[1])['required'];
  return {
    kind: list === undefined ? ('resource' as const) : ('collection' as const),
    model,
    group,
    counts: listOf(counts).map(String),
  };
}

/** The schemas of the items of a list, of which there are two where rows can be grouped. */
function itemsOf(document: unknown, node: unknown): readonly unknown[] {
  const list = mergeSchema(document, node);
  const alternatives = listOf(list['anyOf']);
  return (alternatives.length === 0 ? [list] : alternatives).map((each) => recordOf(each)['items']);
}

function readParameter(document: unknown, reference: unknown): Parameter {
  const node = recordOf(resolveReference(document, reference));
  return {
    name: String(node['name']),
    in: String(node['in']),
    isRequired: node['required'] === true,
    description: textOf(node['description']),
    schema: recordOf(node['schema']),
    argument: textOf(node['x-argument']) || undefined,
  };
}

/** What each way of paging uses; the client has its own words for it. */
const pagingParameters = {
  'next-link': ['top', 'skip', 'filter', 'groupby', 'processedDateTime'],
  seek: ['size', 'seekOperation'],
} as const;

/** The headers that the client sends of itself, with every call or with a further page. */
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

/** The parameters of the query and the headers that only this operation takes, and that users give. */
export function ownParameters({ parameters, paging }: ApiOperation): readonly Parameter[] {
  const known: readonly string[] = paging === null ? [] : pagingParameters[paging];
  return parameters.filter(
    (each) =>
      (each.in === 'query' && !known.includes(each.name)) ||
      (each.in === 'header' && !commonHeaders.includes(each.name)),
  );
}

/** What users call a parameter: `customerId` for `customer-id`, `xRegion` for the header `X-Region`. */
export function argumentName({ name, in: place }: Parameter): string {
  if (place === 'query') return name;
  const words = name.split('-').map((word) => (/^[A-Z]+$/.test(word) ? word.toLowerCase() : word));
  return words
    .map((word, index) => {
      const first = word.charAt(0);
      return (index === 0 ? first.toLowerCase() : first.toUpperCase()) + word.slice(1);
    })
    .join('');
}

function groupable(document: unknown, parameters: readonly Parameter[]) {
  const items = parameters.find(({ name }) => name === 'groupby')?.schema['items'];
  const name = schemaName(items);
  if (name === undefined) return undefined;
  return { name, fields: listOf(mergeSchema(document, items)['enum']).map(String) };
}
