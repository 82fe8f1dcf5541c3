import { arrayOf, isObject, type JsonObject, keysOf, objectOf, pointerTo, textsOf, valueAt } from './json.ts';

/**
 * The rules of a schema for a value, with references resolved, `allOf` merged and one alternative of `anyOf` chosen.
 */
export interface Shape {
  /** The place of the schema in the description. */
  readonly at: string;
  /** `integer`, `string`, `null` …; empty when the schema names none. */
  readonly types: readonly string[];
  readonly properties: ReadonlyMap<string, Property>;
  readonly items: Shape | undefined;
  /** The schemas that apply together, with their formats, bounds and enumerations. */
  readonly parts: readonly JsonObject[];
}

export interface Property {
  readonly shape: Shape;
  readonly required: boolean;
}

interface Part {
  readonly at: string;
  readonly node: JsonObject;
}

/** The values of one keyword in all parts of a shape. */
export function keywordsOf(shape: Shape, keyword: string): readonly unknown[] {
  return shape.parts.filter((part) => keyword in part).map((part) => part[keyword]);
}

/** The possible shapes of a value: several if the schema has alternatives. */
export function shapesAt(document: JsonObject, keys: readonly string[]): readonly Shape[] {
  return conjunctions(document, keys).flatMap((parts) => shapesOf(document, parts));
}

/** The schemas that apply together, for each combination of alternatives. */
function conjunctions(document: JsonObject, keys: readonly string[]): readonly (readonly Part[])[] {
  const node = valueAt(document, keys);
  if (node === true) return [[]];
  if (!isObject(node)) throw new Error(`The description has no schema at ${pointerTo(keys)}.`);
  let all: readonly (readonly Part[])[] = [[{ at: pointerTo(keys), node }]];
  const { $ref, allOf, anyOf } = node;
  if (typeof $ref === 'string')
    all = crossed(all, conjunctions(document, keysOf($ref.slice($ref.indexOf('#') + 1))));
  for (const index of arrayOf(allOf).keys()) {
    all = crossed(all, conjunctions(document, [...keys, 'allOf', String(index)]));
  }
  if (anyOf === undefined) return all;
  const alternatives = arrayOf(anyOf).flatMap((_, index) =>
    conjunctions(document, [...keys, 'anyOf', String(index)]),
  );
  return crossed(all, alternatives);
}

function crossed<Item>(
  left: readonly (readonly Item[])[],
  right: readonly (readonly Item[])[],
): readonly (readonly Item[])[] {
  return left.flatMap((before) => right.map((after) => [...before, ...after]));
}

function shapesOf(document: JsonObject, parts: readonly Part[]): readonly Shape[] {
  const required = new Set(parts.flatMap(({ node }) => textsOf(node['required'])));
  const names = new Set(parts.flatMap(({ node }) => Object.keys(objectOf(node['properties']))));
  const under = (...keys: readonly string[]) => {
    const places = parts
      .filter(({ node }) => valueAt(node, keys) !== undefined)
      .map(({ at }) => conjunctions(document, [...keysOf(at), ...keys]));
    return places.length === 0
      ? [undefined]
      : places.reduce(crossed).flatMap((together) => shapesOf(document, together));
  };
  const members = [...names].reduce<readonly ReadonlyMap<string, Property>[]>(
    (maps, name) =>
      maps.flatMap((map) =>
        under('properties', name)
          .filter((shape) => shape !== undefined)
          .map((shape) => new Map([...map, [name, { shape, required: required.has(name) }]])),
      ),
    [new Map()],
  );
  const types = [...new Set(parts.flatMap(({ node }) => typesOf(node['type'])))];
  return members.flatMap((properties) =>
    under('items').map((items) => ({
      at: parts[0]?.at ?? '',
      types,
      properties,
      items,
      parts: parts.map(({ node }) => node),
    })),
  );
}

function typesOf(type: unknown): readonly string[] {
  return typeof type === 'string' ? [type] : textsOf(type);
}
