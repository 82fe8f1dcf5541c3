import {
  arrayOf,
  changedAt,
  isObject,
  type JsonObject,
  objectOf,
  pointerTo,
  textsOf,
  valueAt,
} from '../documents/json.ts';

/** A change to the description, before it is wrapped into a mutation. */
export interface DocumentChange {
  readonly place: string;
  readonly change: string;
  readonly apply: (document: unknown) => unknown;
}

/** Every change to every property of every schema that a component describes. */
export function schemaChanges(document: JsonObject): readonly DocumentChange[] {
  const schemas = ['components', 'schemas'];
  return Object.keys(objectOf(valueAt(document, schemas))).flatMap((name) =>
    objectsIn(document, [...schemas, name]).flatMap((keys) => objectChanges(document, keys)),
  );
}

/** The places of an object schema and of the object schemas inside it. */
function objectsIn(document: JsonObject, keys: readonly string[]): readonly (readonly string[])[] {
  const node = valueAt(document, keys);
  if (Array.isArray(node)) return node.flatMap((_, index) => objectsIn(document, [...keys, String(index)]));
  if (!isObject(node)) return [];
  const inside = Object.keys(node)
    .filter((key) => !['examples', 'required', 'enum', 'not', 'propertyNames'].includes(key))
    .flatMap((key) => objectsIn(document, [...keys, key]));
  return 'properties' in node && keys.at(-1) !== 'properties' ? [keys, ...inside] : inside;
}

function objectChanges(document: JsonObject, keys: readonly string[]): readonly DocumentChange[] {
  const node = objectOf(valueAt(document, keys));
  const required = textsOf(node['required']);
  return Object.entries(objectOf(node['properties'])).flatMap(([name, schema]) => {
    const place = [...keys, 'properties', name];
    const at = pointerTo(place);
    const edit = (change: string, apply: DocumentChange['apply']): DocumentChange => ({
      place: at,
      change,
      apply,
    });
    const isRequired = required.includes(name);
    return [
      edit('renamed', (whole) => changedAt(whole, keys, (object) => renamed(objectOf(object), name))),
      edit('removed', (whole) => changedAt(whole, keys, (object) => without(objectOf(object), name))),
      edit(isRequired ? 'made optional' : 'made required', (whole) =>
        changedAt(whole, [...keys, 'required'], (names) =>
          isRequired ? textsOf(names).filter((other) => other !== name) : [...textsOf(names), name],
        ),
      ),
      ...valueChanges(objectOf(schema), place),
    ];
  });
}

function renamed(object: JsonObject, name: string): JsonObject {
  const changed = (other: string) => (other === name ? `${name}Renamed` : other);
  const properties = Object.entries(objectOf(object['properties'])).map(([key, schema]) => [
    changed(key),
    schema,
  ]);
  const required = textsOf(object['required']).map(changed);
  return { ...object, properties: Object.fromEntries(properties), ...('required' in object && { required }) };
}

function without(object: JsonObject, name: string): JsonObject {
  const properties = Object.entries(objectOf(object['properties'])).filter(([key]) => key !== name);
  const required = textsOf(object['required']).filter((other) => other !== name);
  return { ...object, properties: Object.fromEntries(properties), ...('required' in object && { required }) };
}

const otherTypes: Readonly<Record<string, string>> = {
  string: 'integer',
  integer: 'string',
  number: 'string',
  boolean: 'string',
  array: 'object',
  object: 'string',
};

/** Changes to what a value may be: type, null, enumeration, format and bounds. */
export function valueChanges(schema: JsonObject, place: readonly string[]): readonly DocumentChange[] {
  const set = (change: string, changes: JsonObject): DocumentChange => ({
    place: pointerTo(place),
    change,
    apply: (document) =>
      changedAt(document, place, (old) =>
        Object.fromEntries(
          Object.entries({ ...objectOf(old), ...changes }).filter(([, value]) => value !== undefined),
        ),
      ),
  });
  const replace = (change: string, other: unknown): DocumentChange => ({
    place: pointerTo(place),
    change,
    apply: (document) => changedAt(document, place, () => other),
  });
  const types = typeof schema['type'] === 'string' ? [schema['type']] : textsOf(schema['type']);
  const type = types.find((each) => each !== 'null');
  const isNullable = types.includes('null');
  if (type === undefined) {
    // A reference, or alternatives.
    return [
      replace('retyped', { type: 'string' }),
      replace('made nullable', { anyOf: [schema, { type: 'null' }] }),
    ];
  }
  return [
    replace('retyped', { type: otherTypes[type] ?? 'string', description: schema['description'] }),
    set(isNullable ? 'made non-null' : 'made nullable', { type: isNullable ? type : [...types, 'null'] }),
    ...enumChanges(schema, type, set),
    ...formatChanges(schema, type, set),
    ...boundChanges(schema, type, set),
    ...(isObject(schema['items']) && 'type' in schema['items']
      ? [set('items retyped', { items: { type: otherTypes[String(schema['items']['type'])] ?? 'string' } })]
      : []),
  ];
}

type Set = (change: string, changes: JsonObject) => DocumentChange;

function enumChanges(schema: JsonObject, type: string, set: Set): readonly DocumentChange[] {
  const values = arrayOf(schema['enum']);
  if (values.length > 0) {
    return [
      set('enum widened', { enum: [...values, 'another'] }),
      ...(values.length > 1 ? [set('enum narrowed', { enum: values.slice(0, -1) })] : []),
      set('enum removed', { enum: undefined }),
    ];
  }
  return type === 'string'
    ? [set('enum added', { enum: ['only'], examples: ['only'], format: undefined, pattern: undefined })]
    : [];
}

function formatChanges(schema: JsonObject, type: string, set: Set): readonly DocumentChange[] {
  if (type !== 'string') return [];
  const keyword = ['format', 'pattern'].find((each) => each in schema);
  if (keyword !== undefined) return [set(`${keyword} removed`, { [keyword]: undefined })];
  return [set('format added', { format: 'uuid', examples: ['4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04'] })];
}

function boundChanges(schema: JsonObject, type: string, set: Set): readonly DocumentChange[] {
  const present = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'].flatMap(
    (bound) => {
      const value = schema[bound];
      if (typeof value !== 'number') return [];
      const step = bound.startsWith('min') ? 1 : -1;
      return [
        set(`${bound} removed`, { [bound]: undefined }),
        set(`${bound} tightened`, { [bound]: value + step }),
      ];
    },
  );
  const added: Readonly<Record<string, JsonObject>> = {
    integer: { maximum: 0 },
    number: { maximum: 0 },
    string: { maxLength: 1 },
    array: { maxItems: 0 },
  };
  const bounds = added[type];
  const [name = ''] = Object.keys(bounds ?? {});
  return bounds === undefined || name in schema ? present : [...present, set(`${name} added`, bounds)];
}
