import type { Fields } from '../facts/fields.ts';
import type { Filter } from './parse.ts';

export type Predicate<Fact> = (fact: Fact) => boolean;

/**
 * @param ignoreCase The documented example asks for 'Reseller' where the data says 'reseller', so case is ignored unless told otherwise.
 */
export function compileFilter<Fact, Field extends string>(
  filter: Filter<Field>,
  fields: Fields<Fact, Field>,
  ignoreCase: boolean,
): Predicate<Fact> {
  const fold = ignoreCase ? (text: string): string => text.toLowerCase() : (text: string): string => text;
  const compile = (part: Filter<Field>): Predicate<Fact> => {
    if ('parts' in part) {
      const predicates = part.parts.map(compile);
      return part.kind === 'and'
        ? (fact) => predicates.every((predicate) => predicate(fact))
        : (fact) => predicates.some((predicate) => predicate(fact));
    }
    const expected = fold(part.value);
    const wanted = part.kind === 'eq';
    return (fact) => (fold(fields.read(fact, part.field)) === expected) === wanted;
  };
  return compile(filter);
}
