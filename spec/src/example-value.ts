import { listOf, mergeSchema, recordOf } from './read-schema.ts';

/**
 * A value that a schema allows: its example, an object of the examples of its properties, a value of its enumeration, or
 * null if it may be null. Undefined when the description offers none of these.
 */
export function exampleValue(document: unknown, node: unknown): unknown {
  const schema = mergeSchema(document, node);
  const { examples, example, enum: values, type, items } = schema;
  const [given = example ?? listOf(values)[0]] = listOf(examples);
  if (given !== undefined) return given;
  const types = [type].flat();
  if (types.includes('null')) return null;
  if (types.includes('object')) return exampleObject(document, schema);
  const item = types.includes('array') ? exampleValue(document, items) : undefined;
  return item === undefined ? undefined : [item];
}

/** Undefined where a required property has no example. */
function exampleObject(document: unknown, schema: Record<string, unknown>): unknown {
  const members = Object.entries(recordOf(schema['properties']))
    .map(([name, property]) => [name, exampleValue(document, property)] as const)
    .filter(([, value]) => value !== undefined);
  const names = members.map(([name]) => name);
  if (listOf(schema['required']).some((name) => !names.includes(String(name)))) return undefined;
  return Object.fromEntries(members);
}
