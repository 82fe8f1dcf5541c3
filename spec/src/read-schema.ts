import { isRecord } from './is-record.ts';
import { resolveReference } from './resolve-reference.ts';

/** A schema merged with those that it refers to by `$ref` and `allOf`. */
export function mergeSchema(document: unknown, node: unknown): Record<string, unknown> {
  const own = recordOf(node);
  const schema = { ...recordOf(resolveReference(document, own)), ...own };
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
  const reference = recordOf(node)['$ref'];
  return typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
}

/** Trimmed text; empty when there is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** The value if it is an object, or else an empty object. */
export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** The value if it is a list, or else an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
