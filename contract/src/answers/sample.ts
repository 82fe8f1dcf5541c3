import { arrayOf, isObject, type JsonObject } from '../documents/json.ts';
import { operations } from '../documents/operations.ts';
import { keywordsOf, type Shape } from '../documents/shape.ts';
import type { Validator } from '../documents/validator.ts';

/** Which optional properties are present: all of them, or only those of the example. */
export type Completeness = 'full' | 'lean';

/** A value of a shape that is as close to an example as the shape allows. */
export function sample(
  shape: Shape,
  completeness: Completeness,
  example: unknown,
  validator: Validator,
): unknown {
  if (shape.properties.size > 0) {
    const given = isObject(example) ? example : {};
    return Object.fromEntries(
      [...shape.properties]
        .filter(([name, { required }]) => required || completeness === 'full' || name in given)
        .map(([name, property]) => [name, sample(property.shape, completeness, given[name], validator)]),
    );
  }
  if (shape.items !== undefined) {
    const given = arrayOf(example);
    if (Array.isArray(example) && given.length === 0) return [];
    return [sample(shape.items, completeness, given[0], validator)];
  }
  return scalar(shape, example, validator);
}

/** The example if it is valid, else the description's own example, else the first valid value of the type. */
function scalar(shape: Shape, example: unknown, validator: Validator): unknown {
  const own = ['examples', 'enum'].flatMap((keyword) => keywordsOf(shape, keyword).flatMap(arrayOf));
  const proposals = [example, ...own, ...keywordsOf(shape, 'const'), ...fallbacks];
  const fitting = proposals.find(
    (value) => value !== undefined && shape.parts.every((part) => validator.isValid(scalarsOf(part), value)),
  );
  if (fitting === undefined) {
    throw new Error(`No value is known for the schema at ${shape.at}: give it an example that fits.`);
  }
  return fitting;
}

const scalarKeywords = 'type const enum format pattern minimum maximum minLength maxLength not'.split(' ');

function scalarsOf(part: JsonObject): JsonObject {
  return Object.fromEntries(scalarKeywords.filter((name) => name in part).map((name) => [name, part[name]]));
}

/** The query of a further page. */
const further = { 'next-link': 'top=1&skip=1', seek: 'size=1&seekOperation=Next' } as const;

const fallbacks: readonly unknown[] = [
  'text',
  1,
  true,
  {},
  [],
  null,
  '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
  '2018-10-14T00:00:00Z',
  '2018-10-14',
  ...operations.flatMap(({ paging, examplePath }) =>
    paging === null ? [] : [`${examplePath}?${further[paging]}`],
  ),
  400,
  0,
];
