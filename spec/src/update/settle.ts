import { parse } from 'yaml';
import { wordsThatAgree } from '../conventions/word-findings.ts';
import { findNodes } from '../find-nodes.ts';
import { isRecord } from '../is-record.ts';
import { listOf, recordOf, textOf } from '../read-schema.ts';
import { resolveReference } from '../resolve-reference.ts';
import { setValues } from './apply-patch.ts';

interface Value {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Completes a changed description: a removed property is no longer required, an inline object gets a named schema, a new
 * operation takes the headers that all others take, and the text of a schema agrees with it.
 */
export async function settle(text: string, present: Record<string, unknown>): Promise<string> {
  const steps = [requirementsThatGo, objectsInPlace, headersOfAll, wordsThatFollow];
  return await steps.reduce<Promise<string>>(
    async (settled, find) => await settleBy(find, await settled, present),
    Promise.resolve(text),
  );
}

type Finder = (document: Record<string, unknown>, present: Record<string, unknown>) => readonly Value[];

/** Inner objects are named after the object that holds them has its name. */
async function settleBy(find: Finder, text: string, present: Record<string, unknown>): Promise<string> {
  const document: unknown = parse(text);
  const values = isRecord(document) ? find(document, present) : [];
  if (values.length === 0) return text;
  const settled = await setValues(text, values);
  return find === objectsInPlace ? await settleBy(find, settled, present) : settled;
}

function requirementsThatGo(
  document: Record<string, unknown>,
  present: Record<string, unknown>,
): readonly Value[] {
  const schemas = findNodes(document['components'], ({ required }) => Array.isArray(required), [
    'components',
  ]);
  return schemas.flatMap(({ path, node }) => {
    const had = recordOf(recordOf(valueAt(present, path))['properties']);
    const has = recordOf(node['properties']);
    const required = listOf(node['required']);
    const kept = required.filter((name) => String(name) in has || !(String(name) in had));
    return kept.length === required.length ? [] : [{ path: [...path, 'required'], value: kept }];
  });
}

/** The client's types are named after the schemas of the components. */
function objectsInPlace(
  document: Record<string, unknown>,
  present: Record<string, unknown>,
): readonly Value[] {
  const schemas = recordOf(recordOf(document['components'])['schemas']);
  const found = findNodes(schemas, ({ type, properties }) => type === 'object' && isRecord(properties), [
    'components',
    'schemas',
  ]);
  return found.flatMap(({ path, node }) => {
    const property = path.at(-1) === 'items' ? path.slice(0, -1) : path;
    const [word = ''] = property.slice(-1);
    const name = `${path[2]}${word.charAt(0).toUpperCase()}${word.slice(1)}`;
    const isNew = valueAt(present, path) === undefined && !(name in schemas);
    // Objects inside another one follow in the next round.
    const isOutermost = path.indexOf('properties') === property.length - 2;
    if (property.at(-2) !== 'properties' || !isNew || !isOutermost) return [];
    const { description } = { ...recordOf(valueAt(document, property)), ...node };
    return [
      {
        path,
        value: {
          $ref: `#/components/schemas/${name}`,
          ...(property === path && description !== undefined && { description }),
        },
      },
      { path: ['components', 'schemas', name], value: { ...node, description } },
    ];
  });
}

function headersOfAll(document: Record<string, unknown>, present: Record<string, unknown>): readonly Value[] {
  const [first, ...others] = operationsOf(present).map(({ node }) => referencesOf(node));
  const common = (first ?? []).filter(
    (reference) =>
      others.every((references) => references.includes(reference)) &&
      recordOf(resolveReference(present, { $ref: reference }))['in'] === 'header',
  );
  return operationsOf(document)
    .filter(({ path }) => valueAt(present, path) === undefined)
    .flatMap(({ path, node }) => {
      const missing = common.filter((reference) => !referencesOf(node).includes(reference));
      const parameters = [
        ...listOf(node['parameters']),
        ...missing.map((reference) => ({ $ref: reference })),
      ];
      return missing.length === 0 ? [] : [{ path: [...path, 'parameters'], value: parameters }];
    });
}

function operationsOf({ paths }: Record<string, unknown>) {
  return findNodes(paths, (node, path) => path.length === 3 && 'responses' in node, ['paths']);
}

function referencesOf({ parameters }: Record<string, unknown>): readonly string[] {
  return listOf(parameters).flatMap((each) => textOf(recordOf(each)['$ref']) || []);
}

function wordsThatFollow(document: Record<string, unknown>): readonly Value[] {
  return wordsThatAgree(document).map(({ path, words }) => ({
    path: [...path, 'description'],
    value: words,
  }));
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, key) => (Array.isArray(node) ? node[Number(key)] : recordOf(node)[key]),
    document,
  );
}
