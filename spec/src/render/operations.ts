import type { Api, ApiOperation, Parameter } from '../read-api.ts';
import { docComment } from './doc-comment.ts';
import { fieldsOf, quote } from './models.ts';

/** Renders the table of operations, with the readers of answers without pages. */
export function renderOperations({ operations }: Api): string {
  return `/** The path, the successor and, for an answer without pages, the reader of each operation, by operationId. */
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

/** Renders the lists of one kind of paging, with the readers of their rows. The first such list loads them. */
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

/** Renders the limits that hold for every operation. */
export function renderLimits({ operations }: Api): string {
  const sizes = operations
    .flatMap(({ parameters, paging }) =>
      parameters.filter(({ name }) => name === (paging === 'seek' ? 'size' : 'top')),
    )
    .flatMap(({ schema: { maximum } }) => (typeof maximum === 'number' ? [maximum] : []));
  return `/** The largest page that every list allows. It is also the page size when none is asked for. */
export const largestPage = ${Math.min(...sizes)};
`;
}

/** Renders the methods of a client. */
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

/** Renders the check of an operation's own parameters. */
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
