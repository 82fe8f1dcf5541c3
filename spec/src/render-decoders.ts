import { generatedHeader } from './generated-header.ts';
import type { Api, FieldList } from './read-api.ts';
import type { Field, FieldType, Model } from './read-models.ts';
import { isNullableForUsers, quote, uncapitalised } from './render-models.ts';

/** The two modules of decoders: what every call may need, and what only lists need, which is loaded later. */
export type DecoderModule = 'decoders' | 'list-decoders';

/** Renders the readers of one module. */
export function renderDecoders(api: Api, module: DecoderModule): string {
  const { eager, lazy } = splitModels(api);
  const models = module === 'decoders' ? eager : lazy;
  const bodies = models.map((model) => {
    const list = api.fieldLists.find((each) => each.model === model.name);
    return list === undefined ? renderDecoder(model) : renderRowDecoder(model, list);
  });
  const text = bodies.join('\n');
  const borrowed = eager.map(({ name }) => `read${name}`).filter((name) => hasWord(text, name));
  const types = [...models.map(({ name }) => name), ...rowTypes(api, models)];
  return [
    generatedHeader,
    ...importLine('../decode/create-decoder.ts', ['createDecoder', 'type Model'], text),
    ...(hasWord(text, 'DecodeContext')
      ? ["import type { DecodeContext } from '../decode/decode-context.ts';\n"]
      : []),
    ...importLine('../decode/fields.ts', fieldReaders, text),
    ...importLine('../decode/parse-json.ts', ['isRecord'], text),
    ...importLine('../decode/row.ts', ['isSmallCount', 'normaliseRow', 'renameCounts'], text),
    ...(module === 'decoders' ? [] : importLine('./decoders.ts', borrowed, text)),
    `import type { ${types.join(', ')} } from './models.ts';\n\n`,
    ...(module === 'decoders' ? [] : reexports(api, eager)),
    text,
    ...(module === 'decoders' ? [absentFields(eager)] : []),
  ].join('');
}

/** An insight that is computed, and not read, has no word on what the description adds to it. */
function absentFields(models: readonly Model[]): string {
  const entries = models
    .map(({ name, fields }) => ({ name, absent: fields.filter(({ isRequired }) => !isRequired) }))
    .filter(({ absent }) => absent.length > 0)
    .map(({ name, absent }) => `${name}: { ${absent.map((field) => `${field.name}: null`).join(', ')} },\n`);
  return `
/** The optional fields of each model, for an object that is not read from an answer. */
export const absentFields = {
${entries.join('')}} as const;
`;
}

/** Every reader of a list's rows is found in one place, wherever it has to be. */
function reexports({ operations }: Api, eager: readonly Model[]): readonly string[] {
  const shared = eager.filter(({ name }) =>
    operations.some(({ kind, model }) => kind === 'list' && model === name),
  );
  if (shared.length === 0) return [];
  return [`export { ${shared.map(({ name }) => `read${name}`).join(', ')} } from './decoders.ts';\n\n`];
}

const fieldReaders = [
  'isTextOrNull',
  'listOf',
  'orNull',
  'readBoolean',
  'readCount',
  'readDateTime',
  'readInteger',
  'readNumber',
  'readRequiredText',
  'readText',
  'readUnknown',
  'withOffset',
];

/** Whatever an answer that is not a list may hold has to be there before the first call. */
export function splitModels({ operations, models, fieldLists }: Api) {
  const isRow = (name: string) => fieldLists.some(({ model }) => model === name);
  const reachable = (name: string): readonly string[] => {
    const model = models.find((each) => each.name === name);
    return [name, ...(model?.fields ?? []).flatMap(({ type }) => innerModels(type)).flatMap(reachable)];
  };
  const names = new Set([
    ...operations.filter(({ kind }) => kind !== 'list').flatMap(({ model }) => reachable(model)),
    'ResourceAttributes',
  ]);
  const isEager = ({ name }: Model) => names.has(name) && !isRow(name);
  return { eager: models.filter(isEager), lazy: models.filter((model) => !isEager(model)) };
}

function innerModels(type: FieldType): readonly string[] {
  if (type.kind === 'list') return innerModels(type.items);
  return type.kind === 'model' ? [type.model] : [];
}

function rowTypes({ fieldLists }: Api, models: readonly Model[]): readonly string[] {
  return fieldLists
    .filter(({ model }) => models.some(({ name }) => name === model))
    .flatMap(({ name, model }) => [name, `${model}Of`]);
}

function importLine(from: string, names: readonly string[], text: string): readonly string[] {
  const used = names.filter((name) => hasWord(text, name.replace('type ', '')));
  return used.length === 0 ? [] : [`import { ${used.join(', ')} } from '${from}';\n`];
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(text);
}

function renderDecoder(model: Model): string {
  const { name } = model;
  return `/** Reads a \`${name}\`. */
export const read${name} = /* @__PURE__ */ createDecoder<${name}>({ ${modelParts(model)} });
`;
}

function modelParts({ fields }: Model): string {
  const optional = fields.filter(({ isRequired }) => !isRequired).map(({ name }) => quote(name));
  const known = fields
    .filter(({ knownValues }) => knownValues.length > 0)
    .map(({ name, knownValues }) => `${name}: [${knownValues.map(quote).join(', ')}]`);
  const aliases = fields.flatMap((field) => field.aliases.map((alias) => `${alias}: ${quote(field.name)}`));
  return [
    `readers: {\n${fields.map((field) => `${field.name}: ${reader(field)},\n`).join('')}}`,
    ...(optional.length === 0 ? [] : [`optional: [${optional.join(', ')}]`]),
    ...(known.length === 0 ? [] : [`known: { ${known.join(', ')} }`]),
    ...(aliases.length === 0
      ? []
      : [`rename: (value, ctx) => renameCounts(value, { ${aliases.join(', ')} }, ctx)`]),
  ].join(', ');
}

function reader(field: Field): string {
  const { type, isIndispensable, name } = field;
  if (!isIndispensable) return nullableReader(type);
  if (type.kind === 'count') return 'readCount';
  if (type.kind === 'text') return 'readRequiredText';
  if (type.kind === 'model') return `read${type.model}`;
  throw new Error(`${name} can't be x-indispensable: only a text, a count or an object can.`);
}

function nullableReader(type: FieldType): string {
  switch (type.kind) {
    case 'count':
      return 'orNull(readCount)';
    case 'model':
      return `orNull(read${type.model})`;
    case 'list':
      return `orNull(listOf(${itemReader(type.items)}))`;
    default:
      return simpleReaders[type.kind];
  }
}

const simpleReaders = {
  text: 'readText',
  dateTime: 'readDateTime',
  boolean: 'readBoolean',
  integer: 'readInteger',
  number: 'readNumber',
  unknown: 'readUnknown',
} as const;

function itemReader(type: FieldType): string {
  if (type.kind === 'count') return 'readCount';
  return type.kind === 'model' ? `read${type.model}` : nullableReader(type);
}

function renderRowDecoder(model: Model, { name: field, counts }: FieldList): string {
  const { name } = model;
  const table = uncapitalised(name);
  const signature = `<GroupBy extends readonly ${field}[]>(value: unknown, groupBy: readonly ${field}[], ctx: DecodeContext)`;
  return `const ${table}: Model<${name}> = { ${modelParts(model)} };

/** Reads a row of an answer that was grouped by \`groupBy\`, or of an ungrouped one when that is empty. */
export function read${name}${signature}: ${name}Of<GroupBy> {
  narrow${name}<GroupBy>(value, groupBy, ctx);
  return value;
}

function narrow${name}${signature}: asserts value is ${name}Of<GroupBy> {
  if (groupBy.length === 0 && normaliseFast${name}(value)) return;
  normaliseRow(value, ${table}, groupBy, [${counts.map(quote).join(', ')}], ctx);
}

${renderFastPath(model)}`;
}

/**
 * The check of a well-formed row is unrolled: most rows are well-formed, and it takes a tenth of the time that reading
 * them field by field takes.
 */
function renderFastPath({ name, fields }: Model): string {
  const dates = fields.filter(({ type }) => type.kind === 'dateTime');
  const optional = fields.filter((field) => !field.isRequired && isNullableForUsers(field));
  return `/** Normalises a row that has every field of its type and no other, and tells whether it did: most rows are like that. */
function normaliseFast${name}(row: unknown): boolean {
  if (!isRecord(row)) return false;
  const { ${fields.map((field) => field.name).join(', ')} } = row;
  const isTyped = ${fields.map(wellFormed).join(' && ')};
  if (!isTyped) return false;
${optional.map((field) => `  if (${field.name} === undefined) row['${field.name}'] = null;\n`).join('')}  let fieldCount = 0;
  for (const _ in row) fieldCount += 1;
  if (fieldCount !== ${fields.length}) return false;
${dates.map((field) => `  ${mayBeNull(field) ? `if (typeof ${field.name} === 'string') ` : ''}row['${field.name}'] = withOffset(${field.name});\n`).join('')}  return true;
}
`;
}

function mayBeNull({ isRequired, isNullable }: Field): boolean {
  return !isRequired || isNullable;
}

function wellFormed(field: Field): string {
  const { name, type, knownValues } = field;
  const values = knownValues.map((value) => `${name} === ${quote(value)}`);
  const checks = {
    text: values.length > 0 ? values.join(' || ') : `typeof ${name} === 'string'`,
    dateTime: `typeof ${name} === 'string'`,
    boolean: `typeof ${name} === 'boolean'`,
    count: `isSmallCount(${name})`,
    integer: `Number.isSafeInteger(${name})`,
    number: `Number.isFinite(${name})`,
    unknown: 'true',
    model: 'false',
    list: 'false',
  };
  const check = checks[type.kind];
  const absent = [
    ...(field.isRequired ? [] : [`${name} === undefined`]),
    ...(mayBeNull(field) ? [`${name} === null`] : []),
  ];
  const all = [...absent, ...(check === 'false' ? [] : [check])];
  return all.length === 1 && !check.includes('||') ? all.join() : `(${all.join(' || ')})`;
}
