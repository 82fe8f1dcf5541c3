import {
  arrayOf,
  changedAt,
  isObject,
  type JsonObject,
  objectOf,
  pointerTo,
  valueAt,
} from '../documents/json.ts';
import type { DocumentChange } from './schema-mutations.ts';

/** Changes to the description that no gate may refuse. */
export function harmlessChanges(document: JsonObject): readonly DocumentChange[] {
  const schemas = Object.keys(objectOf(valueAt(document, ['components', 'schemas']))).map((name) =>
    ['components', 'schemas'].concat(name),
  );
  const operations = Object.keys(objectOf(document['paths'])).map((path) => ['paths', path, 'get']);
  return [
    ...[...schemas, ...operations].map((keys) =>
      change(keys, 'description reworded', (node) => ({ ...node, description: 'Said in other words.' })),
    ),
    ...schemas
      .filter((keys) => isObject(objectOf(valueAt(document, keys))['properties']))
      .map((keys) =>
        change([...keys, 'properties'], 'optional field added', (node) => ({
          ...node,
          // Of any type, because a new field of any type must be accepted.
          addedLater: { description: 'A field of tomorrow, at times null.' },
        })),
      ),
    ...operations.map((keys) => ({
      place: pointerTo(keys),
      change: 'optional parameter added',
      apply: (whole: unknown) =>
        changedAt(whole, [...keys, 'parameters'], (parameters) => [
          ...arrayOf(parameters),
          {
            name: 'addedLater',
            in: 'query',
            description: 'A parameter of tomorrow.',
            schema: { type: 'string', minLength: 1 },
          },
        ]),
    })),
    ...operations.map((keys) =>
      change([...keys, 'responses', '200', 'headers'], 'optional header added', (node) => ({
        ...node,
        'MS-Added': { description: 'A header of tomorrow.', schema: { type: 'string' }, example: 'new' },
      })),
    ),
  ];
}

function change(
  keys: readonly string[],
  what: string,
  edit: (node: JsonObject) => JsonObject,
): DocumentChange {
  return {
    place: pointerTo(keys),
    change: what,
    apply: (document) => changedAt(document, keys, (node) => edit(objectOf(node))),
  };
}
