import type { Interaction } from '../documents/interaction.ts';
import { isObject, type JsonObject } from '../documents/json.ts';
import type { Route } from '../documents/route.ts';
import { type Shape, shapesAt } from '../documents/shape.ts';
import { refTo, type Validator, validatorOf } from '../documents/validator.ts';
import { guarantees } from './guarantees.ts';
import { narrowings } from './narrowings.ts';
import { sample } from './sample.ts';

/** The description's rules for the answer to one interaction. */
export interface Expectation {
  /** The alternative that the interaction's example matches. */
  readonly shape: Shape;
  /** Answers like the example: with every described field, and with only the example's fields. */
  readonly full: unknown;
  readonly lean: unknown;
  /** Whether the provider may give this answer in the interaction's state. */
  allows(body: unknown): boolean;
  /** The reasons why it may not; empty when it may. */
  faultsIn(body: unknown): readonly string[];
  /** Links that don't lead to further pages, as they do in every state. */
  linkFaultsIn(body: unknown): readonly string[];
  /** Whether the provider may give this answer in no state. */
  forbids(body: unknown): boolean;
}

/** @throws Error when the interaction's example can't be part of any answer that the description allows. */
export function expectationOf(
  document: JsonObject,
  { operation, response }: Route,
  interaction: Interaction,
): Expectation {
  const validator = validatorOf(document);
  const narrowed = narrowings.filter(
    ({ operationId, status }) => operationId === operation.operationId && status === response.status,
  );
  const guaranteed = guarantees.filter(
    (guarantee) =>
      interaction.states.some(({ name }) => name === (guarantee.state ?? name)) &&
      (guarantee.operationId ?? operation.operationId) === operation.operationId &&
      (guarantee.interaction ?? /^/).test(interaction.description),
  );
  const described = {
    allOf: [
      refTo(response.schema),
      ...narrowed.map(({ schemaFor }) => schemaFor(interaction.request)),
      ...guaranteed.filter(({ isAskedFor }) => isAskedFor === true).map(({ schema }) => schema),
    ],
  };
  const expected = { allOf: [described, ...guaranteed.map(({ schema }) => schema)] };
  const always = guaranteed.filter(({ state }) => state === undefined).map(({ schema }) => schema);
  const allows = (body: unknown) => validator.isValid(expected, body);
  const faultsIn = (body: unknown) => validator.errors(expected, body);
  const linkFaultsIn = (body: unknown) => validator.errors({ allOf: [{}, ...always] }, body);
  const forbids = (body: unknown) => !validator.isValid(described, body);

  const reasons: string[] = [];
  for (const shape of shapesAt({ ...document, expected }, ['expected'])) {
    const example = interaction.response.body;
    const unknown = unknownIn(shape, example, '');
    const bodies = unknown.length > 0 ? undefined : completions(shape, example, validator);
    if (bodies !== undefined && allows(bodies.full) && allows(bodies.lean)) {
      return { shape, ...bodies, allows, faultsIn, linkFaultsIn, forbids };
    }
    reasons.push(
      ...unknown.map((place) => `the description knows no ${place}`),
      ...(bodies === undefined ? [] : validator.errors(expected, bodies.full)),
    );
  }
  throw new Error(`The example of the pact is no answer that the description allows: ${reasons.join('; ')}.`);
}

function completions(shape: Shape, example: unknown, validator: Validator) {
  return {
    full: sample(shape, 'full', example, validator),
    lean: sample(shape, 'lean', example, validator),
  };
}

/** Properties of a value that the shape does not name, unless it names none at all. */
export function unknownIn(shape: Shape, example: unknown, place: string): readonly string[] {
  if (Array.isArray(example)) {
    const { items } = shape;
    return items === undefined ? [] : example.flatMap((item) => unknownIn(items, item, `${place}/*`));
  }
  if (!isObject(example) || shape.properties.size === 0) return [];
  return Object.entries(example).flatMap(([name, value]) => {
    const property = shape.properties.get(name);
    return property === undefined
      ? [`${place}/${name}`]
      : unknownIn(property.shape, value, `${place}/${name}`);
  });
}
