import type { UsageFact } from '../facts/facts.ts';
import { readField } from '../facts/fields.ts';
import type { Filter } from './parse.ts';

export type Predicate = (fact: UsageFact) => boolean;

/**
 * @param ignoreCase The documented example asks for 'Reseller' where the data says 'reseller', so case is ignored unless told otherwise.
 */
export function compileFilter(filter: Filter, ignoreCase: boolean): Predicate {
  const fold = ignoreCase ? (text: string): string => text.toLowerCase() : (text: string): string => text;
  const compile = (part: Filter): Predicate => {
    if ('parts' in part) {
      const predicates = part.parts.map(compile);
      return part.kind === 'and'
        ? (fact) => predicates.every((predicate) => predicate(fact))
        : (fact) => predicates.some((predicate) => predicate(fact));
    }
    const expected = fold(part.value);
    const wanted = part.kind === 'eq';
    return (fact) => (fold(readField(fact, part.field)) === expected) === wanted;
  };
  return compile(filter);
}
