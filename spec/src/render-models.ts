import { docComment, wordsForUsers } from './doc-comment.ts';
import { generatedHeader } from './generated-header.ts';
import type { Api, FieldList } from './read-api.ts';
import type { Field, FieldType, Model } from './read-models.ts';

/** Renders the types that users get answers in. */
export function renderModels({ models, fieldLists }: Api): string {
  return [
    generatedHeader,
    ...models.map(renderModel),
    ...fieldLists.map((list) => renderFieldList(list)),
    ...(fieldLists.length === 0 ? [] : [renderFilterFields(fieldLists)]),
  ].join('\n');
}

function renderModel({ name, description, source, fields }: Model): string {
  const comment = docComment('', [wordsForUsers(description), sourceLine(source)]);
  return `${comment}export interface ${name} {\n${fields.map(renderField).join('\n')}}\n`;
}

function renderField(field: Field): string {
  return `${docComment('  ', fieldWords(field))}  ${field.name}: ${userType(field)};\n`;
}

function fieldWords(field: Field): readonly string[] {
  const { type, description, example, knownValues } = field;
  const values = knownValues.map((value) => `\`${value}\``).join(', ');
  return [
    wordsForUsers(description),
    [
      ...(type.kind === 'dateTime' ? [dateTimeWords(type.assumedOffset)] : []),
      ...(values === '' ? [] : [`Known values: ${values}; the service may add others.`]),
      ...(isNullableForUsers(field) ? ['`null` when the service sends none.'] : []),
      ...(example === undefined ? [] : [`Example: \`${example}\`.`]),
    ].join(' '),
  ];
}

function dateTimeWords(assumedOffset: string | undefined): string {
  return assumedOffset === undefined
    ? 'ISO 8601 with an offset.'
    : `ISO 8601; the client adds the offset \`${assumedOffset}\`.`;
}

/** A source page, as doc comments name it. */
export function sourceLine(source: string | undefined): string | undefined {
  return source === undefined ? undefined : `Source: ${source}`;
}

/** Whatever a text is documented as, the client gives null for one that is missing. */
export function isNullableForUsers({ isIndispensable, type }: Field): boolean {
  return !isIndispensable && type.kind !== 'unknown';
}

/** The type of a field as users get it. */
export function userType(field: Field): string {
  return `${typeName(field.type)}${isNullableForUsers(field) ? ' | null' : ''}`;
}

function typeName(type: FieldType): string {
  switch (type.kind) {
    case 'text':
    case 'dateTime':
      return 'string';
    case 'count':
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'unknown':
      return type.kind;
    case 'model':
      return type.model;
    case 'list':
      return isNullableItem(type.items) ? `(${typeName(type.items)} | null)[]` : `${typeName(type.items)}[]`;
  }
}

function isNullableItem({ kind }: FieldType): boolean {
  return kind !== 'model' && kind !== 'count' && kind !== 'unknown';
}

function renderFieldList({ name, fields, model, counts }: FieldList): string {
  const kept = `Pick<${model}, ${union(counts)}>`;
  const chosen = `GroupBy extends readonly ${name}[]`;
  return [
    docComment('', [`A field that a \`${model}\` can be filtered and grouped by.`]),
    `export type ${name} = ${union(fields)};\n\n`,
    docComment('', [
      `What a \`groupBy\` leaves of a \`${model}\`: the chosen fields and the counts. Where the fields are known only at run time, each is optional.`,
    ]),
    `export type ${model}Of<${chosen}> = GroupBy extends readonly [] ? ${model} : `,
    `number extends GroupBy['length'] ? Partial<Pick<${model}, ${name}>> & ${kept} : `,
    `Pick<${model}, GroupBy[number]> & ${kept};\n\n`,
    docComment('', [`The fields that a \`${model}\` can be filtered and grouped by, in documented order.`]),
    `export const ${uncapitalised(name)}s: readonly ${name}[] = [${fields.map(quote).join(', ')}];\n`,
  ].join('');
}

/** Conditions are made before it is known what list they are for. */
function renderFilterFields(fieldLists: readonly FieldList[]): string {
  const all = [...new Set(fieldLists.flatMap(({ fields }) => fields))];
  return `/** A field that the rows of some list can be filtered by. */
export type FilterField = ${fieldLists.map(({ name }) => name).join(' | ')};

/** The fields that the rows of some list can be filtered by. */
export const filterFields: readonly FilterField[] = [${all.map(quote).join(', ')}];

/** Whether the rows of some list can be filtered by a field of this name. */
export function isFilterField(value: unknown): value is FilterField {
  return filterFields.some((field) => field === value);
}
`;
}

function union(names: readonly string[]): string {
  return names.map(quote).join(' | ');
}

export function quote(text: string): string {
  return JSON.stringify(text);
}

export function uncapitalised(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
