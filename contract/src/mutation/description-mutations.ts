import { readDescription } from '../documents/description.ts';
import {
  arrayOf,
  changedAt,
  isObject,
  type JsonObject,
  objectOf,
  pointerTo,
  valueAt,
} from '../documents/json.ts';
import { harmlessChanges } from './harmless-changes.ts';
import type { Mutation } from './mutation.ts';
import { type DocumentChange, schemaChanges, valueChanges } from './schema-mutations.ts';

/** Every small fault that the description can have, derived from its contents. */
export function descriptionMutations(document: JsonObject): readonly Mutation[] {
  const faults = [
    ...schemaChanges(document),
    ...parameterChanges(document),
    ...headerChanges(document),
    ...operationChanges(document),
    ...responseChanges(document),
  ];
  return [
    ...faults.filter(isPossible).map((change) => mutationOf(change, false)),
    ...harmlessChanges(document).map((change) => mutationOf(change, true)),
  ];
}

/** Parameters and headers are sent as text, which is never null. */
function isPossible({ place, change }: DocumentChange): boolean {
  return !(change === 'made nullable' && /^\/components\/(parameters|headers)\//.test(place));
}

function mutationOf({ place, change, apply }: DocumentChange, isHarmless: boolean): Mutation {
  return {
    document: 'description',
    place,
    change,
    isHarmless,
    apply: (subject) => ({ ...subject, description: readDescription(apply(subject.description.document)) }),
  };
}

function at(keys: readonly string[], change: string, edit: (node: JsonObject) => unknown): DocumentChange {
  return {
    place: pointerTo(keys),
    change,
    apply: (document) => changedAt(document, keys, (node) => edit(objectOf(node))),
  };
}

function parameterChanges(document: JsonObject): readonly DocumentChange[] {
  const parameters = ['components', 'parameters'];
  return Object.entries(objectOf(valueAt(document, parameters))).flatMap(([key, node]) => {
    const keys = [...parameters, key];
    const { name, required, in: place, schema } = objectOf(node);
    const isPath = place === 'path';
    return [
      ...(isPath
        ? []
        : [at(keys, 'parameter renamed', (old) => ({ ...old, name: `${String(name)}Renamed` }))]),
      ...(isPath
        ? []
        : [
            at(keys, required === true ? 'parameter made optional' : 'parameter made required', (old) => ({
              ...old,
              required: required !== true,
            })),
            at(keys, 'parameter moved', (old) => ({ ...old, in: place === 'query' ? 'header' : 'query' })),
          ]),
      ...valueChanges(objectOf(schema), [...keys, 'schema']),
      ...('items' in objectOf(schema)
        ? valueChanges(objectOf(objectOf(schema)['items']), [...keys, 'schema', 'items'])
        : []),
      ...('explode' in objectOf(node)
        ? [at(keys, 'explode changed', (old) => ({ ...old, explode: true }))]
        : []),
    ];
  });
}

function headerChanges(document: JsonObject): readonly DocumentChange[] {
  const headers = ['components', 'headers'];
  return Object.entries(objectOf(valueAt(document, headers))).flatMap(([key, node]) => {
    const keys = [...headers, key];
    const { required, schema } = objectOf(node);
    return [
      at(keys, required === true ? 'header made optional' : 'header made required', (old) => ({
        ...old,
        required: required !== true,
      })),
      ...valueChanges(objectOf(schema), [...keys, 'schema']),
    ];
  });
}

function operationChanges(document: JsonObject): readonly DocumentChange[] {
  return Object.entries(objectOf(document['paths'])).flatMap(([path, item]) => {
    const keys = ['paths', path, 'get'];
    const { parameters, responses } = objectOf(objectOf(item)['get']);
    return [
      at(['paths'], `path ${path} changed`, (paths) =>
        renamedKey(paths, path, `${path.replace(/\/$/, '')}s/`),
      ),
      at(['paths'], `path ${path} removed`, (paths) => withoutKey(paths, path)),
      at(['paths', path], 'method changed', (old) => renamedKey(old, 'get', 'post')),
      ...arrayOf(parameters).map((_, index) =>
        at([...keys, 'parameters', String(index)], 'parameter removed', () => undefined),
      ),
      ...Object.keys(objectOf(responses)).flatMap((status) => [
        at([...keys, 'responses', status], 'status removed', () => undefined),
        at([...keys, 'responses'], `status ${status} changed`, (old) =>
          renamedKey(old, status, `${Number(status) + 9}`),
        ),
      ]),
    ];
  });
}

/** Changes to answers: shared answers once, the others at their operation. */
function responseChanges(document: JsonObject): readonly DocumentChange[] {
  const shared = Object.keys(objectOf(valueAt(document, ['components', 'responses']))).map((name) =>
    ['components', 'responses'].concat(name),
  );
  const own = Object.entries(objectOf(document['paths'])).flatMap(([path, item]) =>
    Object.entries(objectOf(objectOf(objectOf(item)['get'])['responses']))
      .filter(([, response]) => !('$ref' in objectOf(response)))
      .map(([status]) => ['paths', path, 'get', 'responses', status]),
  );
  return [...shared, ...own].flatMap((keys) => {
    const response = objectOf(valueAt(document, keys));
    const content = [...keys, 'content'];
    const alternatives = objectOf(objectOf(objectOf(response['content'])['application/json'])['schema'])[
      'anyOf'
    ];
    return [
      at(content, 'media type changed', (old) => renamedKey(old, 'application/json', 'application/xml')),
      ...Object.keys(objectOf(response['headers'])).flatMap((name) => [
        at([...keys, 'headers', name], 'header removed', () => undefined),
        at([...keys, 'headers'], `header ${name} renamed`, (old) => renamedKey(old, name, `${name}-Renamed`)),
      ]),
      ...arrayOf(alternatives).map((_, index) =>
        at(
          [...content, 'application/json', 'schema', 'anyOf', String(index)],
          'alternative removed',
          () => undefined,
        ),
      ),
    ];
  });
}

function renamedKey(object: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? to : key, value]));
}

function withoutKey(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => key !== name && isObject(value)));
}
