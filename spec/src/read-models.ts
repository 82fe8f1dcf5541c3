import { listOf, mergeSchema, recordOf, schemaName, textOf } from './read-schema.ts';

/** The type of a value for users, and its reader. */
export interface FieldType {
  readonly kind:
    | 'text'
    | 'dateTime'
    | 'boolean'
    | 'count'
    | 'integer'
    | 'number'
    | 'model'
    | 'list'
    | 'unknown';
  /** Its type without null. */
  readonly type: string;
  /** The client's reader of it. */
  readonly reader: string;
  /** Whether the reader refuses null. Otherwise it may return null. */
  readonly isStrict: boolean;
  /** A condition on `$`, the value, that holds when it needs no normalising; undefined when there is none. */
  readonly check: string | undefined;
  /** The model that it is or holds. */
  readonly model: string | undefined;
}

/** A property of a model. */
export interface Field extends FieldType {
  readonly name: string;
  readonly description: string;
  /** The example in the form that users get, for a comment; undefined if the description has none. */
  readonly example: string | undefined;
  /** The offset that a date without one is taken to have. */
  readonly assumedOffset: string;
  /** Whether the service always sends it. */
  readonly isRequired: boolean;
  /** Whether the description allows null. */
  readonly isNullable: boolean;
  /** The type for users. An absent value is null, whatever the description says, unless an answer without it is refused. */
  readonly userType: string;
  readonly knownValues: readonly string[];
  /** Other spellings of its name. */
  readonly aliases: readonly string[];
}

/** An object schema that users see. */
export interface Model {
  readonly name: string;
  readonly description: string;
  readonly source: string;
  readonly fields: readonly Field[];
}

/**
 * Reads a schema and the schemas of its properties, inner ones first.
 *
 * @throws Error when a property is of a type without a known reader.
 */
export function readModels(document: unknown, name: string, source = ''): readonly Model[] {
  const schema = mergeSchema(document, { $ref: `#/components/schemas/${name}` });
  const fields = Object.entries(recordOf(schema['properties'])).map(([field, node]) =>
    readField(document, field, node, listOf(schema['required']).includes(field)),
  );
  const page = textOf(recordOf(schema['externalDocs'])['url']);
  return [
    ...fields.flatMap(({ model }) => (model === undefined ? [] : readModels(document, model))),
    { name, description: textOf(schema['description']), source: page || source, fields },
  ];
}

function readField(document: unknown, name: string, node: unknown, isRequired: boolean): Field {
  const schema = mergeSchema(document, node);
  const read = readType(document, name, node);
  const assumedOffset = textOf(schema['x-assumed-offset']);
  const isNullable = typesOf(schema).includes('null');
  const isIndispensable =
    schema['x-indispensable'] === true || (read.kind === 'count' && isRequired && !isNullable);
  // An example of an object shows that object, not the property that refers to it.
  const { examples, example } = schemaName(node) === undefined ? schema : recordOf(node);
  const [shown = example] = listOf(examples);
  return {
    ...read,
    reader: isIndispensable ? indispensableReader(name, read) : nullableReader(read),
    name,
    description: textOf(schema['description']),
    example:
      shown === undefined || shown === null
        ? undefined
        : `${typeof shown === 'string' ? shown : JSON.stringify(shown)}${assumedOffset}`,
    assumedOffset,
    isRequired,
    isNullable,
    userType: read.kind === 'unknown' || isIndispensable ? read.type : `${read.type} | null`,
    knownValues: [...listOf(schema['enum']), ...listOf(schema['x-extensible-enum'])].filter(isText),
    aliases: listOf(schema['x-aliases']).filter(isText),
  };
}

function indispensableReader(name: string, { kind, reader, isStrict }: FieldType): string {
  if (kind === 'text') return 'readRequiredText';
  if (isStrict && kind !== 'list') return reader;
  throw new Error(`${name} can't be x-indispensable: only a text, a count or an object can.`);
}

function nullableReader({ reader, isStrict }: FieldType): string {
  return isStrict ? `orNull(${reader})` : reader;
}

const scalars = {
  text: { type: 'string', reader: 'readText', isStrict: false, check: "typeof $ === 'string'" },
  dateTime: { type: 'string', reader: 'readDateTime', isStrict: false, check: "typeof $ === 'string'" },
  boolean: { type: 'boolean', reader: 'readBoolean', isStrict: false, check: "typeof $ === 'boolean'" },
  count: { type: 'number', reader: 'readCount', isStrict: true, check: 'isSmallCount($)' },
  integer: { type: 'number', reader: 'readInteger', isStrict: false, check: 'Number.isSafeInteger($)' },
  number: { type: 'number', reader: 'readNumber', isStrict: false, check: 'Number.isFinite($)' },
  unknown: { type: 'unknown', reader: 'readUnknown', isStrict: false, check: 'true' },
} as const;

function readType(document: unknown, place: string, node: unknown): FieldType {
  const schema = mergeSchema(document, node);
  const [type, another] = typesOf(schema).filter((each) => each !== 'null');
  const scalar = (kind: keyof typeof scalars): FieldType => ({ kind, ...scalars[kind], model: undefined });
  const model = schemaName(node);
  if (another !== undefined) return scalar('unknown');
  if (type === 'object' && model !== undefined) {
    return { kind: 'model', type: model, reader: `read${model}`, isStrict: true, check: undefined, model };
  }
  if (type === 'array') {
    const item = readType(document, `${place}/*`, schema['items']);
    const items = item.isStrict || item.kind === 'unknown' ? item.type : `(${item.type} | null)`;
    const reader = `listOf(${item.reader})`;
    return { kind: 'list', type: `${items}[]`, reader, isStrict: true, check: undefined, model: item.model };
  }
  if (type === 'integer') return scalar(schema['minimum'] === 0 ? 'count' : 'integer');
  if (type === 'number' || type === 'boolean') return scalar(type);
  if (type === 'string') {
    return scalar(schema['format'] === 'date-time' || 'x-assumed-offset' in schema ? 'dateTime' : 'text');
  }
  throw new Error(
    `No reader is known for the property ${place}. Give it a type, and an object a schema of its own under components/schemas.`,
  );
}

function typesOf(schema: Record<string, unknown>): readonly unknown[] {
  return [schema['type']].flat();
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
