import { isObject, type JsonObject } from '../../documents/json.ts';

/**
 * Copies a schema with its references inlined, and closes its objects, so that undescribed properties are found. In
 * an inlined schema, the path of an error shows its alternative.
 *
 * Parts of an `allOf` stay open, because each sees the properties of the others; the whole is closed instead.
 */
export function inlineSchema(description: JsonObject, schema: unknown): unknown {
  return inline(description, schema, false);
}

function inline(description: JsonObject, schema: unknown, isPart: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((item: unknown) => inline(description, item, false));
  if (!isObject(schema)) return schema;
  const { $ref, ...rest } = schema;
  const whole = typeof $ref === 'string' ? { ...targetOf(description, $ref), ...rest } : rest;
  const copy = Object.fromEntries(
    Object.entries(whole).map(([key, value]) => [
      key,
      key === 'allOf' && Array.isArray(value)
        ? value.map((part: unknown) => inline(description, part, true))
        : inline(description, value, false),
    ]),
  );
  const isObjectSchema = isObject(whole['properties']) || Array.isArray(whole['allOf']);
  return isObjectSchema && !isPart ? { ...copy, unevaluatedProperties: false } : copy;
}

/** @throws Error when the reference leads nowhere. */
export function targetOf(description: JsonObject, reference: string): JsonObject {
  const target = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), description);
  if (!isObject(target)) throw new Error(`The description has nothing at ${reference}.`);
  return typeof target['$ref'] === 'string' ? targetOf(description, target['$ref']) : target;
}
