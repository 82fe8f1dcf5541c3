import type { ErrorObject } from 'ajv';

/**
 * Keeps, for each `anyOf`, the errors of the alternative with the fewest, which is most likely the intended one.
 * Needs errors of an inlined schema.
 */
export function nearestAlternative(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  // The innermost come first, so that their alternatives are chosen before the enclosing ones are counted.
  return errors
    .filter(({ keyword }) => keyword === 'anyOf')
    .toSorted((left, right) => right.schemaPath.length - left.schemaPath.length)
    .reduce<readonly ErrorObject[]>(chooseAlternative, errors);
}

function chooseAlternative(errors: readonly ErrorObject[], anyOf: ErrorObject): readonly ErrorObject[] {
  const within = errors.filter(
    ({ schemaPath, instancePath }) =>
      schemaPath.startsWith(`${anyOf.schemaPath}/`) && isAtOrBelow(instancePath, anyOf.instancePath),
  );
  const alternativeOf = ({ schemaPath }: ErrorObject): string | undefined =>
    schemaPath.slice(anyOf.schemaPath.length + 1).split('/')[0];
  const alternatives = [...new Set(within.map(alternativeOf))];
  const [nearest = []] = alternatives
    .map((alternative) => within.filter((error) => alternativeOf(error) === alternative))
    .toSorted((left, right) => left.length - right.length);
  const kept = new Set(nearest);
  const dropped = new Set([...within.filter((error) => !kept.has(error)), anyOf]);
  return errors.filter((error) => !dropped.has(error));
}

function isAtOrBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}
