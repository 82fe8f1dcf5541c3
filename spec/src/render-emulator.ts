import type { DescribedOperation } from './described-operations.ts';
import { exampleValue } from './example-value.ts';
import { generatedHeader } from './generated-header.ts';
import { mergeSchema, listOf, recordOf } from './read-models.ts';
import { ownParameters, type Api } from './read-api.ts';

/** Renders what the emulator has to know of each operation: where it is, what it takes, and how it refuses. */
export function renderEmulatorOperations(
  document: unknown,
  operations: readonly DescribedOperation[],
): string {
  const ids = operations.map(({ operationId }) => operationId);
  const table = operations.map((operation) => [
    operation.operationId,
    {
      method: operation.method,
      paths: pathsOf(document, operation),
      kind: operation.kind,
      paging: operation.paging,
      takesAppOnly: operation.takesAppOnly,
      refusals: refusalsOf(operation),
      query: queryOf(document, operation),
      own: ownParameters(operation).flatMap((each) => (each.in === 'query' ? [each.name] : [])),
      counts: operation.fieldList?.counts ?? [],
    },
  ]);
  return `${generatedHeader}import type { DescribedOperation } from '../call/described-operation.ts';

/** The name of an operation of the description. */
export type OperationId = ${ids.map((id) => JSON.stringify(id)).join(' | ')};

/** The operations of the description, in its order. */
export const operationIds: readonly OperationId[] = ${JSON.stringify(ids)};

/** What the description says of each. */
export const operations: Readonly<Record<OperationId, DescribedOperation>> = ${JSON.stringify(Object.fromEntries(table))};
`;
}

/** Renders what the emulator answers where it has no facts: the description's examples. */
export function renderEmulatorExamples(
  document: unknown,
  { models, fieldLists }: Api,
  operations: readonly DescribedOperation[],
): string {
  const fields = models.map(({ name }) => {
    const { properties } = mergeSchema(document, { $ref: `#/components/schemas/${name}` });
    const examples = Object.entries(recordOf(properties)).map(([field, node]) => [
      field,
      exampleValue(document, node),
    ]);
    return [name, Object.fromEntries(examples)];
  });
  const lists = fieldLists.map(({ name, fields: names }) => [name, names]);
  const answers = operations.map((operation) => [
    operation.operationId,
    {
      body: shortened(operation.answers.find(({ status }) => status === 200)?.example),
      path: Object.fromEntries(
        parametersInPath(operation.path).map((name, index) => [
          camelCase(name),
          operation.pathExamples[index],
        ]),
      ),
    },
  ]);
  return `${generatedHeader}import type { ExampleAnswer, ExampleFields } from '../call/described-operation.ts';
import type { OperationId } from './operations.ts';

/** An example of each field that has one, by model. */
export const exampleFields: Readonly<Record<string, ExampleFields>> = ${JSON.stringify(Object.fromEntries(fields))};

/** What rows can be filtered and grouped by, by the name of the list. */
export const fieldLists = ${JSON.stringify(Object.fromEntries(lists))} as const;

/** The documented answer of each operation, its rows cut to two. */
export const exampleAnswers: Readonly<Record<OperationId, ExampleAnswer>> = ${JSON.stringify(Object.fromEntries(answers))};
`;
}

/** As the router has them, without a slash at the end and below each prefix of the servers. */
function pathsOf(document: unknown, { path, method }: DescribedOperation): readonly string[] {
  const item = recordOf(recordOf(recordOf(document)['paths'])[path]);
  const { servers = recordOf(document)['servers'] } = recordOf(item[method.toLowerCase()]);
  const prefixes = listOf(servers).map((server) => new URL(String(recordOf(server)['url'])).pathname);
  const route = path
    .replaceAll(/\{([^}]+)\}/g, (_match, name: string) => `:${camelCase(name)}`)
    .replace(/\/$/, '');
  return [...new Set(prefixes.map((prefix) => prefix.replace(/\/$/, '') + route))];
}

/** Whose form a refused query has: that of Partner Center's own services, or that of the analytics platform behind it. */
function refusalsOf({ answers }: DescribedOperation): 'api' | 'analytics' {
  const schema = answers.find(({ status }) => status === 400)?.schema;
  return 'innererror' in recordOf(schema?.['properties']) ? 'analytics' : 'api';
}

function queryOf(document: unknown, { parameters }: DescribedOperation) {
  const inQuery = parameters.filter((each) => each.in === 'query');
  return Object.fromEntries(inQuery.map(({ name, schema }) => [name, limitsOf(document, schema)]));
}

const limits = [
  'type',
  'minimum',
  'maximum',
  'default',
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'uniqueItems',
];

function limitsOf(document: unknown, node: unknown): Record<string, unknown> {
  const schema = mergeSchema(document, node);
  const own = Object.entries(schema).filter(([keyword]) => limits.includes(keyword));
  const { items } = schema;
  return { ...Object.fromEntries(own), ...(items !== undefined && { items: limitsOf(document, items) }) };
}

/** An example is there to show a form, for which two rows are enough. */
function shortened(example: unknown): unknown {
  const members = Object.entries(recordOf(example));
  return Object.fromEntries(
    members.map(([name, value]) => [name, Array.isArray(value) ? value.slice(0, 2) : value]),
  );
}

function parametersInPath(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
