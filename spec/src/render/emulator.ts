import type { DescribedOperation } from '../described-operations.ts';
import { exampleValue } from '../example-value.ts';
import type { Api } from '../read-api.ts';
import { listOf, mergeSchema, recordOf } from '../read-schema.ts';

/** Renders the operations for the emulator: their addresses, their parameters and the form of their refusals. */
export function renderEmulatorOperations(
  document: unknown,
  operations: readonly DescribedOperation[],
): string {
  const ids = operations.map(({ operationId }) => JSON.stringify(operationId));
  const table = tableOf(operations, (operation) => ({
    method: operation.method,
    paths: pathsOf(document, operation),
    kind: operation.kind,
    paging: operation.paging,
    takesAppOnly: operation.takesAppOnly,
    refusals: refusalsOf(operation),
    query: Object.fromEntries(
      operation.parameters
        .filter((each) => each.in === 'query')
        .map(({ name, schema }) => [name, limitsOf(document, schema)]),
    ),
    own: operation.own.filter((each) => each.in === 'query').map(({ name }) => name),
    counts: operation.fieldList?.counts ?? [],
  }));
  return `import type { DescribedOperation } from '../call/described-operation.ts';

/** The operationId of an operation of the description. */
export type OperationId = ${ids.join(' | ')};

/** The operations of the description, in its order. */
export const operationIds: readonly OperationId[] = [${ids.join(', ')}];

/** The description of each operation. */
export const operations: Readonly<Record<OperationId, DescribedOperation>> = ${table};
`;
}

/** Renders the description's examples, which the emulator answers with when it has no facts. */
export function renderEmulatorExamples(
  document: unknown,
  { models, fieldLists }: Api,
  operations: readonly DescribedOperation[],
): string {
  const fields = models.map(({ name }) => {
    const { properties } = mergeSchema(document, { $ref: `#/components/schemas/${name}` });
    return [name, mapValues(recordOf(properties), (node) => exampleValue(document, node))];
  });
  const lists = fieldLists.map(({ name, fields: names }) => [name, names]);
  const answers = tableOf(operations, ({ answers: all, inPath, pathExamples }) => ({
    body: shortened(all.find(({ status }) => status === 200)?.example),
    path: Object.fromEntries(inPath.map(({ argument }, index) => [argument, pathExamples[index]])),
  }));
  return `import type { ExampleAnswer, ExampleFields } from '../call/described-operation.ts';
import type { OperationId } from './operations.ts';

/** An example of each field that has one, by model. */
export const exampleFields: Readonly<Record<string, ExampleFields>> = ${JSON.stringify(Object.fromEntries(fields))};

/** The fields that rows can be filtered and grouped by, by the name of the enumeration. */
export const fieldLists = ${JSON.stringify(Object.fromEntries(lists))} as const;

/** The documented answer of each operation, its rows cut to two. */
export const exampleAnswers: Readonly<Record<OperationId, ExampleAnswer>> = ${answers};
`;
}

function tableOf(
  operations: readonly DescribedOperation[],
  of: (operation: DescribedOperation) => object,
): string {
  return JSON.stringify(Object.fromEntries(operations.map((each) => [each.operationId, of(each)])));
}

function mapValues(
  record: Record<string, unknown>,
  map: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

/** Addresses in the router's syntax, under each prefix of the servers and without a trailing slash. */
function pathsOf(document: unknown, { path, node, inPath }: DescribedOperation): readonly string[] {
  const { servers = recordOf(document)['servers'] } = node;
  const prefixes = listOf(servers).map((server) => new URL(String(recordOf(server)['url'])).pathname);
  const route = inPath.reduce(
    (whole, { name, argument }) => whole.replace(`{${name}}`, `:${argument}`),
    path,
  );
  return [...new Set(prefixes.map((prefix) => (prefix.replace(/\/$/, '') + route).replace(/\/$/, '')))];
}

/** The form of a refused query: that of Partner Center's own services, or of the analytics platform behind it. */
function refusalsOf({ answers }: DescribedOperation): 'api' | 'analytics' {
  const schema = answers.find(({ status }) => status === 400)?.schema;
  return 'innererror' in recordOf(schema?.['properties']) ? 'analytics' : 'api';
}

const limits = 'type minimum maximum default enum format pattern minLength maxLength uniqueItems'.split(' ');

function limitsOf(document: unknown, node: unknown): Record<string, unknown> {
  const { items, ...schema } = mergeSchema(document, node);
  const own = Object.entries(schema).filter(([keyword]) => limits.includes(keyword));
  return { ...Object.fromEntries(own), ...(items !== undefined && { items: limitsOf(document, items) }) };
}

/** Two rows are enough for an example of the form. */
function shortened(example: unknown): unknown {
  return mapValues(recordOf(example), (value) => (Array.isArray(value) ? value.slice(0, 2) : value));
}
