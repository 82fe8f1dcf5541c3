import { isRecord } from './is-record.ts';
import { resolveReference } from './resolve-reference.ts';

/** What a value is, so far as a reader of it is concerned. */
export type FieldType =
  | { readonly kind: 'text' | 'boolean' | 'count' | 'integer' | 'number' | 'unknown' }
  /** `assumedOffset` is the offset that is meant where the service sends none. */
  | { readonly kind: 'dateTime'; readonly assumedOffset: string | undefined }
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'list'; readonly items: FieldType };

/** A property of a model. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly description: string;
  /** As users get it, in the words of a comment; undefined where the description gives none. */
  readonly example: string | undefined;
  /** Whether the service always sends it. */
  readonly isRequired: boolean;
  /** Whether the description allows null. */
  readonly isNullable: boolean;
  /** Whether users get it without null: an answer without it is refused. */
  readonly isIndispensable: boolean;
  readonly knownValues: readonly string[];
  /** Other spellings of its name. */
  readonly aliases: readonly string[];
}

/** An object schema that users get to see. */
export interface Model {
  readonly name: string;
  readonly description: string;
  readonly source: string | undefined;
  readonly fields: readonly Field[];
}

/** A schema with what it takes over from others by `$ref` and `allOf`. */
export function mergeSchema(document: unknown, node: unknown): Record<string, unknown> {
  const own = isRecord(node) ? node : {};
  const target = resolveReference(document, own);
  const schema = isRecord(target) ? { ...target, ...own } : own;
  const parts = listOf(schema['allOf']).map((part) => mergeSchema(document, part));
  const all = [...parts, schema];
  return {
    ...Object.assign({}, ...parts),
    ...schema,
    properties: Object.assign({}, ...all.map((each) => each['properties'])),
    required: all.flatMap((each) => listOf(each['required'])),
  };
}

/** The name of the schema of the components that a node refers to. */
export function schemaName(node: unknown): string | undefined {
  const reference = isRecord(node) ? node['$ref'] : undefined;
  return typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
}

/**
 * Reads a schema and those of its properties, inner ones first.
 *
 * @throws Error when a property is of a type that no reader is known for.
 */
export function readModels(document: unknown, name: string, source: string | undefined): readonly Model[] {
  const schema = mergeSchema(document, { $ref: `#/components/schemas/${name}` });
  const fields = Object.entries(recordOf(schema['properties'])).map(([field, node]) =>
    readField(document, field, node, listOf(schema['required']).includes(field)),
  );
  const { externalDocs } = schema;
  const model: Model = {
    name,
    description: textOf(schema['description']),
    source: isRecord(externalDocs) ? textOf(externalDocs['url']) : source,
    fields,
  };
  const inner = fields.flatMap(({ type }) => modelsOf(type));
  return [...inner.flatMap((each) => readModels(document, each, undefined)), model];
}

function modelsOf(type: FieldType): readonly string[] {
  if (type.kind === 'list') return modelsOf(type.items);
  return type.kind === 'model' ? [type.model] : [];
}

function readField(document: unknown, name: string, node: unknown, isRequired: boolean): Field {
  const schema = mergeSchema(document, node);
  const types = typesOf(schema);
  const type = readType(document, name, node);
  const isNullable = types.includes('null');
  return {
    name,
    type,
    description: textOf(schema['description']),
    example: exampleOf(isRecord(node) && '$ref' in node ? node : schema, type),
    isRequired,
    isNullable,
    isIndispensable:
      schema['x-indispensable'] === true || (type.kind === 'count' && isRequired && !isNullable),
    knownValues: [...listOf(schema['enum']), ...listOf(schema['x-extensible-enum'])].filter(isText),
    aliases: listOf(schema['x-aliases']).filter(isText),
  };
}

function readType(document: unknown, place: string, node: unknown): FieldType {
  const name = schemaName(node);
  const schema = mergeSchema(document, node);
  const [type, another] = typesOf(schema).filter((each) => each !== 'null');
  if (another !== undefined) return { kind: 'unknown' };
  if (type === 'object' && name !== undefined) return { kind: 'model', model: name };
  if (type === 'array') return { kind: 'list', items: readType(document, `${place}/*`, schema['items']) };
  if (type === 'integer') return { kind: schema['minimum'] === 0 ? 'count' : 'integer' };
  if (type === 'number' || type === 'boolean') return { kind: type };
  if (type === 'string') {
    const assumedOffset = textOf(schema['x-assumed-offset']) || undefined;
    if (schema['format'] !== 'date-time' && assumedOffset === undefined) return { kind: 'text' };
    return { kind: 'dateTime', assumedOffset };
  }
  throw new Error(
    `No reader is known for the property ${place}. Give it a type, and an object a schema of its own under components/schemas.`,
  );
}

function typesOf(schema: Record<string, unknown>): readonly unknown[] {
  return [schema['type']].flat();
}

function exampleOf({ examples, example }: Record<string, unknown>, type: FieldType): string | undefined {
  const [first = example] = listOf(examples);
  if (first === undefined || first === null) return undefined;
  const text = typeof first === 'string' ? first : JSON.stringify(first);
  return type.kind === 'dateTime' ? text + (type.assumedOffset ?? '') : text;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Text of several lines as one paragraph after the other. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
