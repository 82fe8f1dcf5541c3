import type { Api, FieldList } from '../read-api.ts';
import type { Field, Model } from '../read-models.ts';
import { docComment, sourceLine, wordsForUsers } from './doc-comment.ts';

/** Renders the types of answers for users, and the fields that rows can be filtered and grouped by. */
export function renderModels({ models, fieldLists }: Api): string {
  return [
    ...models.map(renderModel),
    ...fieldLists.map(renderFieldList),
    renderFilterFields(fieldLists),
  ].join('\n');
}

function renderModel({ name, description, source, fields }: Model): string {
  const comment = docComment('', [wordsForUsers(description), sourceLine(source)]);
  return `${comment}export interface ${name} {\n${fields.map(renderField).join('\n')}}\n`;
}

function renderField(field: Field): string {
  const { name, kind, userType, description, example, knownValues, assumedOffset } = field;
  const offset =
    assumedOffset === ''
      ? 'ISO 8601 with an offset.'
      : `ISO 8601; the client adds the offset \`${assumedOffset}\`.`;
  const values = knownValues.map((value) => `\`${value}\``).join(', ');
  const facts = [
    kind === 'dateTime' && offset,
    values !== '' && `Known values: ${values}; the service may add others.`,
    userType.endsWith(' | null') && '`null` when the service sends none.',
    example !== undefined && `Example: \`${example}\`.`,
  ];
  const comment = docComment('  ', [wordsForUsers(description), facts.filter(Boolean).join(' ')]);
  return `${comment}  ${name}: ${userType};\n`;
}

function renderFieldList({ name, fields, model, counts }: FieldList): string {
  const kept = `Pick<${model}, ${counts.map(quote).join(' | ')}>`;
  return `/** A field that a \`${model}\` can be filtered and grouped by. */
export type ${name} = ${fields.map(quote).join(' | ')};

/**
 * A \`${model}\` narrowed by a \`groupBy\` to the chosen fields and the counts. When the fields are known only at run
 * time, each is optional.
 */
export type ${model}Of<GroupBy extends readonly ${name}[]> = GroupBy extends readonly [] ? ${model} : number extends GroupBy['length'] ? Partial<Pick<${model}, ${name}>> & ${kept} : Pick<${model}, GroupBy[number]> & ${kept};

/** The fields that a \`${model}\` can be filtered and grouped by, in documented order. */
export const ${fieldsOf(name)}: readonly ${name}[] = [${fields.map(quote).join(', ')}];
`;
}

/** A condition is created before its list is known, so any list's fields are accepted. */
function renderFilterFields(fieldLists: readonly FieldList[]): string {
  const all = [...new Set(fieldLists.flatMap(({ fields }) => fields))];
  return `/** A field that the rows of some list can be filtered by. */
export type FilterField = ${fieldLists.map(({ name }) => name).join(' | ') || 'never'};

/** The fields that the rows of some list can be filtered by. */
export const filterFields: readonly FilterField[] = [${all.map(quote).join(', ')}];
`;
}

/** The name of the list of fields: `licensesUsageFields` for `LicensesUsageField`. */
export function fieldsOf(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}s`;
}

export function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}
