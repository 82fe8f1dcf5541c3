import { MatchersV3 } from '@pact-foundation/pact';
import { listOf, mergeSchema, recordOf } from '@licenses-usage/spec/read-schema';
import { count, dateTimeWithOffset, dateTimeWithoutOffset, guid, percent } from './wire-forms.ts';

const { string } = MatchersV3;

type Matcher = ReturnType<typeof count> | ReturnType<typeof string> | { readonly [field: string]: Matcher };

/** The forms in which the service may send a value: the required parts of a schema in their allowed forms, with an example. */
export function formOf(document: unknown, node: unknown, example: unknown): Matcher {
  const schema = mergeSchema(document, node);
  const required = requiredOf(document, schema);
  if (required.length > 0) {
    const values = recordOf(example);
    return Object.fromEntries(
      required.map(([field, property]) => [field, formOf(document, property, values[field])]),
    );
  }
  const types = [schema['type']].flat();
  if (types.includes('integer')) return count(Number(example));
  if (types.includes('number')) return percent(Number(example));
  if (!types.includes('string')) throw new Error(`The contract has no form for ${JSON.stringify(schema)}.`);
  if (schema['x-assumed-offset'] !== undefined) return dateTimeWithoutOffset(String(example));
  if (schema['format'] === 'date-time') return dateTimeWithOffset(String(example));
  return schema['format'] === 'uuid' ? guid(String(example)) : string(String(example));
}

/** The client's result for an example with only the required parts: dates have offsets, and absent values are null. */
export function readingOf(document: unknown, node: unknown, example: unknown): unknown {
  const schema = mergeSchema(document, node);
  const required = new Set(requiredOf(document, schema).map(([field]) => field));
  if (required.size === 0) {
    const offset = schema['x-assumed-offset'];
    return typeof offset === 'string' ? `${String(example)}${offset}` : example;
  }
  const values = recordOf(example);
  return Object.fromEntries(
    Object.entries(recordOf(schema['properties'])).map(([field, property]) => [
      field,
      required.has(field) ? readingOf(document, property, values[field]) : null,
    ]),
  );
}

/**
 * Required properties, but for the type of a resource, which the client hands on and makes nothing of, and for what may be
 * null: a pact can't ask for a text or null.
 */
function requiredOf(
  document: unknown,
  schema: Record<string, unknown>,
): readonly (readonly [string, unknown])[] {
  const required = listOf(schema['required']);
  return Object.entries(recordOf(schema['properties'])).filter(
    ([field, property]) =>
      required.includes(field) &&
      field !== 'attributes' &&
      ![mergeSchema(document, property)['type']].flat().includes('null'),
  );
}
