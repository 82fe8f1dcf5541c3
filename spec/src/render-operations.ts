import { docComment } from './doc-comment.ts';
import { generatedHeader } from './generated-header.ts';
import { argumentName, ownParameters, type Api, type ApiOperation, type Parameter } from './read-api.ts';
import { splitModels } from './render-decoders.ts';
import { quote } from './render-models.ts';

/** Renders the module that tells the client, at run time, where each operation is and what replaces it. */
export function renderOperations({ operations }: Api): string {
  return `${generatedHeader}/** Where each operation is, and what replaces it, by operationId. */
export const operations = {
${operations.map(renderOperation).join('')}} as const;
${renderListIds(operations)}`;
}

function renderListIds(operations: readonly ApiOperation[]): string {
  const ids = operations.filter(({ kind }) => kind === 'list').map(({ operationId }) => quote(operationId));
  return `
/** The operations that list. */
export type ListOperationId = ${ids.join(' | ') || 'never'};
`;
}

/** Renders the limits that the client has to know, whatever the operation. */
export function renderLimits({ operations }: Api): string {
  const sizes = operations
    .flatMap(({ parameters, paging }) =>
      parameters.filter(({ name }) => name === pageSizes[paging ?? 'seek']),
    )
    .map(({ schema }) => schema['maximum'])
    .filter((maximum) => typeof maximum === 'number');
  return `${generatedHeader}
/** The largest page that every list allows, and the page that it sends when no size is asked for. */
export const largestPage = ${Math.min(...sizes)};
`;
}

/** What asks for the size of a page. */
const pageSizes = { 'next-link': 'top', seek: 'size' } as const;

function renderOperation({ operationId, method, path, deprecated, supersededBy }: ApiOperation): string {
  return `${operationId}: {
  operationId: ${quote(operationId)},
  method: ${quote(method)},
  path: ${quote(path)},
  deprecated: ${deprecated},
  supersededBy: ${supersededBy === null ? 'null' : quote(supersededBy)},
},
`;
}

/** Renders the operations that answer at once, with the readers of their answers. */
export function renderGetOperations({ operations }: Api): string {
  const gets = operations.filter(({ kind }) => kind !== 'list');
  const models = [...new Set(gets.map(({ model }) => model))];
  const types = new Set(gets.map(operationType));
  return [
    generatedHeader,
    `import type { ${[...types].join(', ')} } from '../call/operation.ts';\n`,
    gets.some((operation) => ownParameters(operation).length > 0)
      ? "import { resolveOwnParameters } from '../input/own-parameters.ts';\n"
      : '',
    `import { ${models.map((model) => `read${model}`).join(', ')} } from './decoders.ts';\n`,
    `import type { ${models.join(', ')} } from './models.ts';\n`,
    "import { operations } from './operations.ts';\n\n",
    gets
      .map((operation) => {
        const { operationId, model } = operation;
        const reader = operation.kind === 'resource' ? 'read' : 'readItem';
        return `${docComment('', [operation.summary && `${operation.summary}.`])}export const ${operationId}: ${operationType(operation)}<${model}> = {
  ...operations.${operationId},
  ${reader}: read${model},${resolverMember(operation)}
};
`;
      })
      .join('\n'),
  ].join('');
}

function parametersMember(operation: ApiOperation): string {
  return ownParameters(operation).length === 0 ? '' : `\n  parameters: ${rules(operation)},`;
}

function resolverMember(operation: ApiOperation): string {
  if (ownParameters(operation).length === 0) return '';
  return `\n  resolveOwn: (given) => resolveOwnParameters('requestOptions', given, ${rules(operation)}),`;
}

function rules(operation: ApiOperation): string {
  const members = ownParameters(operation).map(
    (each) => `${quote(argumentName(each))}: { ${rule(each).join(', ')} }`,
  );
  return `{ ${members.join(', ')} }`;
}

function rule(parameter: Parameter): readonly string[] {
  const { minimum, maximum, enum: values } = parameter.schema;
  return [
    `type: ${quote(ruleType(parameter))}`,
    ...(typeof minimum === 'number' ? [`min: ${minimum}`] : []),
    ...(typeof maximum === 'number' ? [`max: ${maximum}`] : []),
    ...(parameter.in === 'header' ? [`header: ${quote(parameter.name)}`] : []),
    ...(Array.isArray(values) ? [`values: [${values.map((value) => quote(String(value))).join(', ')}]`] : []),
  ];
}

/** @throws Error when nothing is known that checks a value of the type. */
function ruleType({ name, argument, schema }: Parameter): string {
  if (argument !== undefined) return argument;
  const type = schema['type'];
  if (type === 'string') return 'text';
  if (type === 'integer' || type === 'number' || type === 'boolean') return type;
  throw new Error(`No check is known for the parameter ${name}: its type is ${JSON.stringify(type)}.`);
}

function operationType({ kind }: ApiOperation): string {
  return kind === 'resource' ? 'ResourceOperation' : 'CollectionOperation';
}

/** Renders what is loaded by the first list: the lists, with the readers of their rows. */
export function renderListOperations(api: Api): string {
  const { operations } = api;
  const eager = splitModels(api).eager.map(({ name }) => name);
  const lists = operations.filter(({ kind }) => kind === 'list');
  const fields = lists.flatMap(({ fieldList }) => fieldList ?? []).map(({ name }) => fieldsName(name));
  const models = [...new Set(lists.map(({ model }) => model))];
  const importReaders = (from: string, names: readonly string[]) =>
    names.length === 0 ? '' : `import { ${names.map((name) => `read${name}`).join(', ')} } from '${from}';\n`;
  const pagings = new Set(lists.map(({ paging }) => paging));
  const isUngrouped = lists.some(
    ({ fieldList, paging }) => fieldList === undefined && paging === 'next-link',
  );
  return [
    generatedHeader,
    isUngrouped ? "import type { DecodeContext } from '../decode/decode-context.ts';\n" : '',
    importReaders(
      './decoders.ts',
      models.filter((model) => eager.includes(model)),
    ),
    importReaders(
      './list-decoders.ts',
      models.filter((model) => !eager.includes(model)),
    ),
    fields.length === 0 ? '' : `import { ${fields.join(', ')} } from './models.ts';\n\n`,
    pagings.has('seek') ? "export { createSeekPages } from '../pages/seek-pages.ts';\n" : '',
    pagings.has('next-link') ? "export { createSkipPages } from '../pages/skip-pages.ts';\n" : '',
    ...lists.map(
      (operation) => `
${docComment('', [`${operation.summary}.`])}export const ${operation.operationId} = {
  operation: ${quote(operation.operationId)},
${rowMembers(operation)},${parametersMember(operation)}
} as const;
`,
    ),
  ].join('');
}

function rowMembers({ fieldList, model, paging }: ApiOperation): string {
  if (fieldList !== undefined) return `  fields: ${fieldsName(fieldList.name)},\n  readRow: read${model}`;
  if (paging === 'seek') return `  readRow: read${model}`;
  return `  fields: [],\n  readRow: (row: unknown, _groupBy: readonly never[], ctx: DecodeContext) => read${model}(row, ctx)`;
}

function fieldsName(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}s`;
}
