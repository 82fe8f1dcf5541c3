import { type Completeness, sample } from '../answers/sample.ts';
import type { DescribedResponse, Description, Operation } from '../documents/description.ts';
import type { Interaction } from '../documents/interaction.ts';
import { arrayOf, isObject, type JsonObject, objectOf } from '../documents/json.ts';
import type { Documents } from '../documents/load.ts';
import { operationFor } from '../documents/route.ts';
import { type Shape, shapesAt } from '../documents/shape.ts';
import { validatorOf } from '../documents/validator.ts';
import { mentions } from '../gates/mentions.ts';

/** An element of the description, with the interactions that cover it. */
export interface Covered {
  readonly operationId: string;
  /** `200`, `200 header MS-CV`, `200 field /items/*\/channel`, `query top`, `query none, with rows`, `header X-Locale`. */
  readonly what: string;
  /** Whether an answer, or a request, is valid without it. */
  readonly isOptional: boolean;
  readonly interactions: readonly string[];
}

/** Finds, for each status, header, field and parameter of each operation, the interactions that cover it. */
export function coverageOf({ description, pact }: Documents): readonly Covered[] {
  return description.operations.flatMap((operation) => {
    const interactions = pact.interactions.filter(
      ({ request }) => operationFor(description, request.method, request.path) === operation,
    );
    return [
      ...operation.responses.flatMap((response) => answersOf(description, operation, response, interactions)),
      ...parametersOf(operation, interactions),
    ];
  });
}

function answersOf(
  { document }: Description,
  { operationId }: Operation,
  response: DescribedResponse,
  all: readonly Interaction[],
): readonly Covered[] {
  const { status } = response;
  const interactions = all.filter((interaction) => interaction.response.status === status);
  const place = (what: string, at: string, isOptional: boolean): Covered => ({
    operationId,
    what: `${status} ${what}`,
    isOptional,
    interactions: names(interactions.filter((interaction) => mentions(interaction, at))),
  });
  return [
    { operationId, what: `${status}`, isOptional: false, interactions: names(interactions) },
    ...response.headers.map(({ name, required }) => place(`header ${name}`, `header ${name}`, !required)),
    ...[...fieldsOf(document, response)].map(([field, isOptional]) =>
      place(`field ${field}`, field, isOptional),
    ),
  ];
}

/** Every property of an answer in any of its alternatives, and whether each alternative is valid without it. */
type Fields = ReadonlyMap<string, boolean>;

const fields = new WeakMap<DescribedResponse, Fields>();

function fieldsOf(document: JsonObject, response: DescribedResponse): Fields {
  const found = fields.get(response) ?? findFields(document, response);
  fields.set(response, found);
  return found;
}

function findFields(document: JsonObject, { schema }: DescribedResponse): Fields {
  const walk = (value: unknown, place: string): readonly string[] => {
    if (Array.isArray(value)) return value.flatMap((item) => walk(item, `${place}/*`));
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([name, member]) => [
      `${place}/${name}`,
      ...walk(member, `${place}/${name}`),
    ]);
  };
  const validator = validatorOf(document);
  const shapes = shapesAt(document, schema);
  const placesOf = (completeness: Completeness) =>
    shapes.flatMap((shape) => walk(sample(shape, completeness, undefined, validator), ''));
  const required = new Set(placesOf('lean'));
  const nullable = new Set(shapes.flatMap((shape) => nullablePlaces(shape, '')));
  return new Map(placesOf('full').map((place) => [place, !required.has(place) || nullable.has(place)]));
}

/** Nullable places, which a pact can't ask for. */
function nullablePlaces({ properties, items }: Shape, place: string): readonly string[] {
  return [
    ...(items === undefined ? [] : nullablePlaces(items, `${place}/*`)),
    ...[...properties].flatMap(([name, { shape }]) => [
      ...(shape.types.includes('null') ? [`${place}/${name}`] : []),
      ...nullablePlaces(shape, `${place}/${name}`),
    ]),
  ];
}

function parametersOf(
  { operationId, parameters }: Operation,
  all: readonly Interaction[],
): readonly Covered[] {
  const plain = {
    operationId,
    what: 'query none, with rows',
    isOptional: false,
    interactions: names(
      all.filter(
        (interaction) => hasRows(interaction) && Object.keys(interaction.request.query).length === 0,
      ),
    ),
  };
  const asked = parameters.map(({ name, in: place, required }) => ({
    operationId,
    what: `${place} ${name}`,
    isOptional: !required,
    interactions: names(
      all.filter(({ request }) => {
        if (place === 'path') return true;
        return name in (place === 'query' ? request.query : request.headers);
      }),
    ),
  }));
  return [plain, ...asked];
}

function hasRows({ response }: Interaction): boolean {
  const body = objectOf(response.body);
  const lists = ['items', 'value', 'Value'].map((name) => body[name]).filter((list) => Array.isArray(list));
  // The answer with one resource has no list.
  return response.status < 300 && (lists.length === 0 || lists.some((list) => arrayOf(list).length > 0));
}

function names(interactions: readonly Interaction[]): readonly string[] {
  return interactions.map(({ description }) => description);
}
