import { isRecord, type Json } from '../is-record.ts';

/**
 * Copies a schema with its references filled in, and closes its objects, so that a property without a description is found. With
 * everything in one place, the path of an error tells through which alternative it came.
 *
 * Parts of an `allOf` stay open, because each sees the properties of the others; the whole is closed instead.
 */
export function inlineSchema(description: Json, schema: unknown): unknown {
  return inline(description, schema, false);
}

function inline(description: Json, schema: unknown, isPart: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((item: unknown) => inline(description, item, false));
  if (!isRecord(schema)) return schema;
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
  const isObject = isRecord(whole['properties']) || Array.isArray(whole['allOf']);
  return isObject && !isPart ? { ...copy, unevaluatedProperties: false } : copy;
}

/** @throws Error when the reference leads nowhere. */
export function targetOf(description: Json, reference: string): Json {
  const target = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), description);
  if (!isRecord(target)) throw new Error(`The description has nothing at ${reference}.`);
  return typeof target['$ref'] === 'string' ? targetOf(description, target['$ref']) : target;
}
