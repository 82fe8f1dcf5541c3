import type { Api, ApiOperation, Parameter } from '../read-api.ts';
import { docComment } from './doc-comment.ts';
import { fieldsOf, quote } from './models.ts';

/** Renders the table of operations, with the readers of those that answer at once. */
export function renderOperations({ operations }: Api): string {
  return `/** Where each operation is, what replaces it, and how its answer is read unless it is a page, by operationId. */
export const operations = {
${operations.map(renderOperation).join('')}} as const;
`;
}

function renderOperation({ operationId, path, supersededBy, kind, model, own }: ApiOperation): string {
  return `${operationId}: {
  operationId: ${quote(operationId)},
  path: ${quote(path)},
${supersededBy === null ? '' : `  supersededBy: ${quote(supersededBy)},\n`}\
${kind === 'list' ? '' : `  ${kind === 'resource' ? 'read' : 'readItem'}: read${model},\n`}\
${kind === 'list' || own.length === 0 ? '' : `  resolveOwn: ${resolver('requestOptions', own)},\n`}\
},
`;
}

/** Renders one kind of list, with the readers of their rows: what is loaded by the first such list. */
export function renderLists({ operations }: Api, kind: keyof typeof pageSources): string {
  const lists = operations.filter(
    (each) => each.kind === 'list' && (each.paging === 'seek') === (kind === 'seek'),
  );
  return [
    `${pageSources[kind]}\n`,
    ...lists.map(
      ({ operationId, summary, fieldList, model, own }) => `
${docComment('', [`${summary}.`])}export const ${operationId} = {
  operation: ${quote(operationId)},
${fieldList === undefined ? '' : `  fields: ${fieldsOf(fieldList.name)},\n`}\
  readRow: read${model},
${own.length === 0 ? '' : `  resolveOwn: ${resolver('query', own)},\n`}\
} as const;
`,
    ),
  ].join('');
}

const pageSources = {
  seek: "export { createSeekPages } from '../pages/seek-pages.ts';",
  skip: `export { createSkipPages } from '../pages/skip-pages.ts';

/**
 * Loads the lists whose pages are addressed by a token. Loaded from here, so that bundlers keep the code that both
 * kinds of lists share in this chunk.
 */
export const loadSeekLists = () => import('./seek-lists.ts');`,
} as const;

/** Renders the limits that the client has to know, whatever the operation. */
export function renderLimits({ operations }: Api): string {
  const sizes = operations
    .flatMap(({ parameters, paging }) =>
      parameters.filter(({ name }) => name === (paging === 'seek' ? 'size' : 'top')),
    )
    .flatMap(({ schema: { maximum } }) => (typeof maximum === 'number' ? [maximum] : []));
  return `/** The largest page that every list allows, and the page that it sends when no size is asked for. */
export const largestPage = ${Math.min(...sizes)};
`;
}

/** Renders what the methods of a client do. */
export function renderMethods({ operations }: Api): string {
  return `/** Creates the methods of a client. */
export function createMethods(client: ClientContext): LicensesUsageClient {
  return {
${operations.map(renderMethod).join('')}  };
}
`;
}

function renderMethod({ operationId, kind, paging, inPath }: ApiOperation): string {
  if (kind === 'list') {
    const lister = paging === 'seek' ? 'listBySeek' : 'listBySkip';
    return `${operationId}: (query, listOptions) => ${lister}(client, (lists) => lists.${operationId}, query, listOptions),\n`;
  }
  const caller = kind === 'resource' ? 'getResource' : 'getCollection';
  const path = inPath.map(({ name, argument }) => `${quote(name)}: ${argument}`).join(', ');
  const given = [...inPath.map(({ argument }) => argument), 'requestOptions'].join(', ');
  return `${operationId}: (${given}) => ${caller}(client, operations.${operationId}, { ${path} }, requestOptions),\n`;
}

/** Checks the parameters that only one operation takes. */
function resolver(argument: string, own: readonly Parameter[]): string {
  const rules = own.map((each) => `${each.argument}: { ${ruleOf(each).join(', ')} }`).join(', ');
  return `(given: object | undefined) => resolveOwnParameters('${argument}', given, { ${rules} })`;
}

function ruleOf({ name, in: place, clientType, schema }: Parameter): readonly string[] {
  const { type, minimum, maximum, enum: values } = schema;
  const known = clientType ?? (type === 'string' ? 'text' : type);
  if (typeof known !== 'string' || !['text', 'integer', 'number', 'boolean', clientType].includes(known)) {
    throw new Error(`No check is known for the parameter ${name}: its type is ${JSON.stringify(type)}.`);
  }
  return [
    `type: ${quote(known)}`,
    ...(typeof minimum === 'number' ? [`min: ${minimum}`] : []),
    ...(typeof maximum === 'number' ? [`max: ${maximum}`] : []),
    ...(place === 'header' ? [`header: ${quote(name)}`] : []),
    ...(Array.isArray(values) ? [`values: [${values.map((value) => quote(String(value))).join(', ')}]`] : []),
  ];
}
