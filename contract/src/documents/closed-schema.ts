import type { JsonObject } from './json.ts';
import type { Shape } from './shape.ts';

const followed = new Set([
  '$ref',
  'allOf',
  'anyOf',
  'properties',
  'required',
  'items',
  'description',
  'examples',
]);

/**
 * A schema for one shape that refuses unknown properties. Among the alternatives of an `anyOf`, whose objects are
 * open, a body with a fault often matches another alternative.
 */
export function closedSchema({ parts, properties, items }: Shape): JsonObject {
  const own = parts.map((part) =>
    Object.fromEntries(Object.entries(part).filter(([key]) => !followed.has(key))),
  );
  const members = [...properties];
  return {
    allOf: own,
    required: members.filter(([, { required }]) => required).map(([name]) => name),
    properties: Object.fromEntries(members.map(([name, { shape }]) => [name, closedSchema(shape)])),
    ...(members.length > 0 && { additionalProperties: false }),
    ...(items !== undefined && { items: closedSchema(items) }),
  };
}
