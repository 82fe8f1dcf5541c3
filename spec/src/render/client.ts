import type { Api, ApiOperation, Parameter } from '../read-api.ts';
import { docComment, sourceLine, wordsForUsers } from './doc-comment.ts';
import { quote } from './models.ts';

/** Renders the client's interface and the types of each operation for users. */
export function renderClient({ operations }: Api): string {
  return `${operations.map(renderTypes).join('')}
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

function renderTypes(operation: ApiOperation): string {
  const { operationId, kind, own } = operation;
  const members = `{\n${own.map(renderParameter).join('\n')}}\n`;
  if (kind === 'list') return renderListTypes(operation, members);
  if (own.length === 0) return '';
  return `
/** Options of a call of \`${operationId}\`. */
export interface ${optionsOf(operation)} extends RequestOptions ${members}`;
}

function renderListTypes(
  { operationId, model, fieldList, paging, parameters, source }: ApiOperation,
  members: string,
) {
  const subject = subjectOf(operationId);
  const fields = `readonly ${fieldList?.name}[]`;
  const has = (name: string) => parameters.some((each) => each.name === name);
  const chosen = ['top', 'skip', 'filter', 'processedDateTime'].filter(
    (name, index) => index < 2 || has(name),
  );
  const base = {
    seek: 'SeekQuery',
    'next-link': `Pick<RowsQuery<never, readonly []>, ${chosen.map(quote).join(' | ')}>`,
  };
  const [page, query] =
    fieldList === undefined
      ? [`Page extends ListPage<${model}>`, `Query extends ${base[paging ?? 'seek']}`]
      : [
          'Page<Row> extends ListPage<Row>',
          `Query<GroupBy extends ${fields} = ${fields}> extends RowsQuery<${fieldList.name}, GroupBy>`,
        ];
  return `
/** One page of \`${operationId}\`. */
export interface ${subject}${page} {}

${docComment('', [`What \`${operationId}\` lists.`, sourceLine(source)])}export interface ${subject}${query} ${members}`;
}

/** \`LicensesUsage\` of \`listLicensesUsage\`. */
function subjectOf(operationId: string): string {
  return operationId.replace(/^list/, '');
}

/** The type of an operation's options. An operation with parameters of its own has a type of its own. */
function optionsOf({ operationId, own }: ApiOperation): string {
  if (own.length === 0) return 'RequestOptions';
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Options`;
}

function renderParameter({ argument, description, clientType, schema }: Parameter): string {
  const limits = ['minimum', 'maximum'].flatMap((limit) =>
    typeof schema[limit] === 'number' ? [`${limit} ${schema[limit]}`] : [],
  );
  const { type, enum: values } = schema;
  const known = Array.isArray(values)
    ? values.map((value) => quote(String(value))).join(' | ')
    : ({ integer: 'number', number: 'number', boolean: 'boolean' }[String(type)] ?? 'string');
  return `${docComment('  ', [
    wordsForUsers(description),
    limits.length === 0 ? '' : `Limits: ${limits.join(', ')}.`,
  ])}  readonly ${argument}?: ${clientType ?? known} | undefined;\n`;
}

function renderSignature(operation: ApiOperation): string {
  const { operationId, description, source, takesAppOnly, inPath } = operation;
  const [deprecation = ''] = /Superseded by [^]*?\.(?=\s|$)/.exec(description) ?? [];
  const link = deprecation.replaceAll(/\s+/g, ' ').replace(/`(\w+)`/, '{@link LicensesUsageClient.$1}');
  const comment = docComment('  ', [
    wordsForUsers(description),
    takesAppOnly ? 'Takes an App+User or an app-only token.' : 'Needs an App+User token.',
    sourceLine(source),
    ...inPath.map((each) => `@param ${each.argument} ${wordsForUsers(each.description)}`),
    link && `@deprecated ${link}`,
  ]);
  return `${comment}  ${operationId}${signatureOf(operation)};\n`;
}

function signatureOf(operation: ApiOperation): string {
  const { operationId, kind, model, fieldList, inPath } = operation;
  if (kind !== 'list') {
    const path = inPath.map(({ argument }) => `${argument}: string, `).join('');
    const result = kind === 'resource' ? 'ResourceAnswer' : 'ResourceCollection';
    return `(${path}requestOptions?: ${optionsOf(operation)}): Promise<${result}<${model}>>`;
  }
  const subject = subjectOf(operationId);
  const [generic, chosen, row, page] =
    fieldList === undefined
      ? ['', '', model, '']
      : [
          `<const GroupBy extends readonly ${fieldList.name}[] = []>`,
          '<GroupBy>',
          `${model}Of<GroupBy>`,
          `<${model}Of<GroupBy>>`,
        ];
  return `${generic}(query?: ${subject}Query${chosen}, listOptions?: ListOptions): PagedAsyncIterableIterator<${row}, ${subject}Page${page}>`;
}
