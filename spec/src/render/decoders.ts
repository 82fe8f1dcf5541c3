import type { Api, ApiOperation, FieldList } from '../read-api.ts';
import type { Field, Model } from '../read-models.ts';
import { quote } from './models.ts';

/** Renders the readers of answers without pages, which every program may need. */
export function renderDecoders(api: Api): string {
  const { eager } = splitModels(api);
  const absent = eager.map(({ name, fields }) => {
    const optional = fields.filter(({ isRequired }) => !isRequired).map((field) => `${field.name}: null`);
    return `${name}: { ${optional.join(', ')} },\n`;
  });
  return `${eager.map(renderDecoder).join('\n')}
/** The optional fields of each model, for an object that is not read from an answer. */
export const absentFields = {
${absent.join('')}} as const;
`;
}

/** Renders the readers that only lists need. Lists by a link share the readers of answers without pages. */
export function renderListDecoders(api: Api): string {
  const { eager, lazy } = splitModels(api);
  return [
    reexport(rowsBy(api, 'next-link'), eager, './decoders.ts'),
    ...lazy.map((model) => renderListDecoder(api, model)),
  ].join('\n');
}

/** Renders the readers that only lists by a token need. They share the readers of the other two modules. */
export function renderSeekDecoders(api: Api): string {
  const { eager, lazy, seek } = splitModels(api);
  const rows = rowsBy(api, 'seek');
  return [
    reexport(rows, eager, './decoders.ts'),
    reexport(rows, lazy, './list-decoders.ts'),
    ...seek.map((model) => renderListDecoder(api, model)),
  ].join('\n');
}

function rowsBy({ operations }: Api, paging: ApiOperation['paging']): readonly string[] {
  return operations.filter((each) => each.paging === paging).map(({ model }) => model);
}

/** The module of lists imports the reader of its rows from here, even if it stands in another module. */
function reexport(rows: readonly string[], models: readonly Model[], file: string): string {
  const shared = models.filter(({ name }) => rows.includes(name)).map(({ name }) => `read${name}`);
  return shared.length === 0 ? '' : `export { ${shared.join(', ')} } from '${file}';\n`;
}

function renderListDecoder({ fieldLists }: Api, model: Model): string {
  const list = fieldLists.find((each) => each.model === model.name);
  return list === undefined ? renderDecoder(model) : renderRowDecoder(model, list);
}

function splitModels({ operations, models, fieldLists }: Api) {
  const reachable = (name: string): readonly string[] => [
    name,
    ...models
      .filter((each) => each.name === name)
      .flatMap(({ fields }) => fields.flatMap(({ model }) => model ?? []))
      .flatMap(reachable),
  ];
  const answers = operations.filter(({ kind }) => kind !== 'list').map(({ model }) => model);
  const names = new Set(['ResourceAttributes', ...answers].flatMap(reachable));
  for (const { model } of fieldLists) names.delete(model);
  const bySkip = operations.filter(({ kind, paging }) => kind === 'list' && paging !== 'seek');
  const skipNames = new Set(bySkip.flatMap(({ model }) => reachable(model)));
  const late = models.filter(({ name }) => !names.has(name));
  return {
    eager: models.filter(({ name }) => names.has(name)),
    lazy: late.filter(({ name }) => skipNames.has(name)),
    seek: late.filter(({ name }) => !skipNames.has(name)),
  };
}

function renderDecoder(model: Model): string {
  const { name } = model;
  return `/** Reads a \`${name}\`. */
export const read${name} = /* @__PURE__ */ createDecoder<${name}>({ ${modelMembers(model)} });
`;
}

function renderRowDecoder(model: Model, { name: field, counts }: FieldList): string {
  const { name, fields } = model;
  const keys = counts.map(quote);
  const dates = fields.filter(({ kind }) => kind === 'dateTime').map((each) => quote(each.name));
  return `/** Reads a row of an answer that was grouped by \`groupBy\`, or of an ungrouped one when that is empty. */
export const read${name} = /* @__PURE__ */ createRowDecoder<${name}, ${field}, ${keys.join(' | ')}>({
${modelMembers(model)}, counts: [${keys.join(', ')}], dateTimes: [${dates.join(', ')}],
isWellFormed: ({ ${fields.map((each) => each.name).join(', ')} }) => ${fields.map(wellFormed).join(' && ')},
});
`;
}

function modelMembers({ fields }: Model): string {
  const optional = fields.filter(({ isRequired }) => !isRequired).map(({ name }) => quote(name));
  const known = fields
    .filter(({ knownValues }) => knownValues.length > 0)
    .map(
      ({ name, knownValues }) =>
        `${name}: [${knownValues.map((each) => quote(each.toLowerCase())).join(', ')}]`,
    );
  const aliases = fields.flatMap((field) => field.aliases.map((alias) => `${alias}: ${quote(field.name)}`));
  return [
    `readers: {\n${fields.map(({ name, reader }) => `${name}: ${reader},\n`).join('')}}`,
    ...(optional.length === 0 ? [] : [`optional: [${optional.join(', ')}]`]),
    ...(known.length === 0 ? [] : [`known: { ${known.join(', ')} }`]),
    ...(aliases.length === 0
      ? []
      : [`rename: (value, ctx) => renameCounts(value, { ${aliases.join(', ')} }, ctx)`]),
  ].join(', ');
}

function wellFormed({ name, check, knownValues, isRequired, isNullable }: Field): string {
  const values = knownValues.map((value) => `${name} === ${quote(value)}`);
  const conditions = [
    ...(isRequired ? [] : [`${name} === undefined`]),
    ...(isRequired && !isNullable ? [] : [`${name} === null`]),
    ...(check === undefined || values.length > 0 ? values : [check.replace('$', name)]),
  ];
  return conditions.length > 1 ? `(${conditions.join(' || ')})` : (conditions[0] ?? 'false');
}
