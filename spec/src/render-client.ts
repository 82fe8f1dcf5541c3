import { docComment, wordsForUsers } from './doc-comment.ts';
import { generatedHeader } from './generated-header.ts';
import { argumentName, ownParameters, type Api, type ApiOperation, type Parameter } from './read-api.ts';
import { sourceLine } from './render-models.ts';

/** Renders the client that users see: its interface, and the types that go with each operation. */
export function renderClient({ operations }: Api): string {
  const lists = operations.filter(({ kind }) => kind === 'list');
  const gets = operations.filter(({ kind }) => kind !== 'list');
  return [
    generatedHeader,
    importTypes('../decode/collection.ts', resultTypes(gets)),
    importTypes('../pages/list.ts', lists.length === 0 ? [] : ['ListPage']),
    importTypes('../pages/list-query.ts', lists.map(queryBase)),
    importTypes(
      '../input/own-parameters.ts',
      operations.flatMap(ownParameters).flatMap(({ argument }) => argument ?? []),
    ),
    importTypes('../pages/paged-iterator.ts', lists.length === 0 ? [] : ['PagedAsyncIterableIterator']),
    importTypes('../request-options.ts', [
      ...(lists.length === 0 ? [] : ['ListOptions']),
      ...(gets.length === 0 ? [] : ['RequestOptions']),
    ]),
    importTypes('./models.ts', operations.flatMap(typesOf)),
    '\n',
    lists.map(renderListTypes).join('\n'),
    gets.map(renderOptions).join(''),
    renderInterface(operations),
  ].join('');
}

/** Renders what the methods of a client do. */
export function renderMethods({ operations }: Api): string {
  const lists = operations.filter(({ kind }) => kind === 'list');
  const gets = operations.filter(({ kind }) => kind !== 'list');
  const grouped = lists.flatMap(({ fieldList, model }) =>
    fieldList === undefined ? [] : [`${model}Of`, fieldList.name],
  );
  const ungrouped = lists.flatMap(({ fieldList, model, paging }) =>
    fieldList === undefined && paging === 'next-link' ? [model] : [],
  );
  const queries = lists.flatMap((each) => (each.fieldList === undefined ? [] : [`${subject(each)}Query`]));
  return [
    generatedHeader,
    importTypes('../call/call-state.ts', ['ClientContext']),
    gets.some((each) => pathParameters(each).length > 0)
      ? "import { requireGuid } from '../input/text.ts';\n"
      : '',
    importValues('../operations/get.ts', callers(gets)),
    importValues('../operations/list.ts', listers(lists)),
    importTypes('../request-options.ts', grouped.length === 0 ? [] : ['ListOptions']),
    importTypes('./client.ts', ['LicensesUsageClient', ...queries]),
    gets.length === 0 ? '' : "import * as operations from './get-operations.ts';\n",
    importTypes('./models.ts', [...grouped, ...ungrouped]),
    `
/** Creates the methods of a client. */
export function createMethods(client: ClientContext): LicensesUsageClient {
  return {
${operations.map(renderMethod).join('')}  };
}
`,
  ].join('');
}

function importValues(from: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `import { ${names.join(', ')} } from '${from}';\n`;
}

function importTypes(from: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  return `import type { ${[...new Set(names)].join(', ')} } from '${from}';\n`;
}

function typesOf({ model, fieldList }: ApiOperation): readonly string[] {
  return fieldList === undefined ? [model] : [`${model}Of`, fieldList.name];
}

function resultTypes(gets: readonly ApiOperation[]): readonly string[] {
  return gets.map(({ kind }) => (kind === 'resource' ? 'ResourceAnswer' : 'ResourceCollection'));
}

function callers(gets: readonly ApiOperation[]): readonly string[] {
  return [...new Set(gets.map(({ kind }) => (kind === 'resource' ? 'getResource' : 'getCollection')))];
}

function listers(lists: readonly ApiOperation[]): readonly string[] {
  return [...new Set(lists.map(({ paging }) => (paging === 'seek' ? 'listBySeek' : 'listBySkip')))];
}

/** `LicensesUsage` of `listLicensesUsage`. */
function subject({ operationId }: ApiOperation): string {
  return operationId.replace(/^list/, '');
}

function queryBase({ paging }: ApiOperation): string {
  return paging === 'seek' ? 'SeekQuery' : 'RowsQuery';
}

/** @throws Error when the list has a parameter in its path: a walk over pages fills in none. */
function renderListTypes(operation: ApiOperation): string {
  const { operationId, model, fieldList, source } = operation;
  const [inPath] = pathParameters(operation);
  if (inPath !== undefined) {
    throw new Error(
      `${operationId} has pages and a parameter in its path, ${inPath.name}: no such list is known.`,
    );
  }
  const name = subject(operation);
  const query = queryBase(operation);
  const page = fieldList === undefined ? `ListPage<${model}>` : 'ListPage<Row>';
  const parameter = fieldList === undefined ? '' : '<Row>';
  const group = fieldList && `GroupBy extends readonly ${fieldList.name}[] = readonly ${fieldList.name}[]`;
  return [
    docComment('', [`One page of \`${operationId}\`.`]),
    `export interface ${name}Page${parameter} extends ${page} {}\n\n`,
    docComment('', [`What \`${operationId}\` lists.`, sourceLine(source)]),
    group === undefined
      ? `export interface ${name}Query extends ${ungroupedQuery(operation)}`
      : `export interface ${name}Query<${group}> extends ${query}<${fieldList?.name}, GroupBy>`,
    ` {\n${ownParameters(operation).map(renderParameter).join('\n')}}\n`,
  ].join('');
}

/** Without what the description doesn't have of what chooses rows. */
function ungroupedQuery({ paging, parameters }: ApiOperation): string {
  if (paging === 'seek') return 'SeekQuery';
  const absent = ['filter', 'processedDateTime'].filter((each) =>
    parameters.every(({ name }) => name !== each),
  );
  const omitted = ['groupBy', ...absent].map((each) => `'${each}'`).join(' | ');
  return `Omit<RowsQuery<never, readonly []>, ${omitted}>`;
}

function renderParameter(parameter: Parameter): string {
  const { description, schema } = parameter;
  const limits = ['minimum', 'maximum'].flatMap((limit) =>
    typeof schema[limit] === 'number' ? [`${limit} ${schema[limit]}`] : [],
  );
  const comment = docComment('  ', [
    wordsForUsers(description),
    limits.length === 0 ? undefined : `Limits: ${limits.join(', ')}.`,
  ]);
  return `${comment}  readonly ${argumentName(parameter)}?: ${parameterType(parameter)} | undefined;\n`;
}

function parameterType({ argument, schema }: Parameter): string {
  if (argument !== undefined) return argument;
  const { type, enum: values } = schema;
  if (Array.isArray(values)) return values.map((value) => `'${String(value)}'`).join(' | ');
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'boolean' ? 'boolean' : 'string';
}

/** The options of a call that has parameters of its own beside those of every call. */
function optionsType(operation: ApiOperation): string {
  return ownParameters(operation).length === 0 ? 'RequestOptions' : parametersName(operation);
}

function parametersName({ operationId }: ApiOperation): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Options`;
}

function renderOptions(operation: ApiOperation): string {
  const own = ownParameters(operation);
  if (own.length === 0) return '';
  return `
${docComment('', [`Options of a call of \`${operation.operationId}\`.`])}export interface ${parametersName(operation)} extends RequestOptions {
${own.map(renderParameter).join('\n')}}
`;
}

function renderInterface(operations: readonly ApiOperation[]): string {
  return `
/**
 * Reads licence-usage insights from Partner Center.
 *
 * Every method rejects with a \`LicensesUsageError\`, or with the reason of the caller's own abort. Bad input is a
 * \`ConfigurationError\` before anything is sent; no method throws it synchronously.
 */
export interface LicensesUsageClient {
${operations.map(renderSignature).join('\n')}}
`;
}

function renderSignature(operation: ApiOperation): string {
  const { description, source, takesAppOnly } = operation;
  const [deprecation] = /Superseded by [^]*?\.(?=\s|$)/.exec(description) ?? [];
  const link = deprecation?.replaceAll(/\s+/g, ' ').replace(/`(\w+)`/, '{@link LicensesUsageClient.$1}');
  const comment = docComment('  ', [
    wordsForUsers(description),
    takesAppOnly ? 'Takes an App+User or an app-only token.' : 'Needs an App+User token.',
    sourceLine(source),
    ...pathParameters(operation).map(
      (each) => `@param ${argumentName(each)} ${wordsForUsers(each.description)}`,
    ),
    link && `@deprecated ${link}`,
  ]);
  return `${comment}  ${operation.operationId}${signature(operation)};\n`;
}

function signature(operation: ApiOperation): string {
  const { kind, model, fieldList } = operation;
  const path = pathParameters(operation).map((each) => `${argumentName(each)}: string, `);
  if (kind !== 'list') {
    const result = kind === 'resource' ? 'ResourceAnswer' : 'ResourceCollection';
    return `(${path.join('')}requestOptions?: ${optionsType(operation)}): Promise<${result}<${model}>>`;
  }
  const name = subject(operation);
  if (fieldList === undefined) {
    return `(query?: ${name}Query, listOptions?: ListOptions): PagedAsyncIterableIterator<${model}, ${name}Page>`;
  }
  const row = `${model}Of<GroupBy>`;
  return [
    `<const GroupBy extends readonly ${fieldList.name}[] = []>`,
    `(query?: ${name}Query<GroupBy>, listOptions?: ListOptions): `,
    `PagedAsyncIterableIterator<${row}, ${name}Page<${row}>>`,
  ].join('');
}

function renderMethod(operation: ApiOperation): string {
  const { operationId, kind, paging, fieldList, model } = operation;
  if (kind === 'list') {
    const choose = `(lists) => lists.${operationId}`;
    if (paging === 'seek') {
      return `${operationId}: (query = {}, listOptions) => listBySeek(client, ${choose}, query, listOptions),\n`;
    }
    if (fieldList === undefined) {
      return `${operationId}: (query = {}, listOptions) => listBySkip<${model}, never>(client, ${choose}, query, listOptions),\n`;
    }
    const group = `GroupBy extends readonly ${fieldList.name}[]`;
    return `${operationId}: <const ${group} = []>(query: ${subject(operation)}Query<GroupBy> = {}, listOptions?: ListOptions) => listBySkip<${model}Of<GroupBy>, ${fieldList.name}>(client, ${choose}, query, listOptions),\n`;
  }
  const caller = kind === 'resource' ? 'getResource' : 'getCollection';
  const parameters = pathParameters(operation);
  if (parameters.length === 0) {
    return `${operationId}: (requestOptions) => ${caller}(client, operations.${operationId}, {}, requestOptions),\n`;
  }
  const names = parameters.map(argumentName);
  const path = parameters.map((each) => {
    const name = argumentName(each);
    return `'${each.name}': requireGuid('${name}', ${name})`;
  });
  return `${operationId}: async (${[...names, 'requestOptions'].join(', ')}) => {
  const path = { ${path.join(', ')} };
  return ${caller}(client, operations.${operationId}, path, requestOptions);
},
`;
}

/** @throws Error when one is of a form that nothing is known to check: it could lead out of its segment of the path. */
function pathParameters({ parameters, operationId }: ApiOperation): readonly Parameter[] {
  const found = parameters.filter((each) => each.in === 'path');
  const stranger = found.find(({ schema }) => schema['format'] !== 'uuid');
  if (stranger === undefined) return found;
  throw new Error(
    `The path parameter ${stranger.name} of ${operationId} is no GUID. Only format: uuid has a check.`,
  );
}
