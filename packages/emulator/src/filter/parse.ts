import type { Fields } from '../facts/fields.ts';
import { FilterError, lex, type Token } from './lex.ts';

export type Filter<Field extends string> =
  | { readonly kind: 'eq' | 'ne'; readonly field: Field; readonly value: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter<Field>[] };

/** Deeper nesting is refused, so that a hostile filter can't exhaust the stack. */
const maxDepth = 50;

/**
 * Reads `field eq 'value'` and `field ne 'value'`, joined by `and` (which binds more tightly) and `or`, with parentheses.
 * @throws FilterError when the filter is anything else.
 */
export function parseFilter<Field extends string>(
  filter: string,
  fields: Pick<Fields<never, Field>, 'names' | 'has'>,
): Filter<Field> {
  const tokens = lex(filter);
  let position = 0;

  const peek = (): Token => tokens[position] ?? { kind: 'end', at: filter.length };
  const take = (): Token => {
    const token = peek();
    position += 1;
    return token;
  };
  const takesWord = (text: string): boolean => {
    const token = peek();
    const found = token.kind === 'word' && token.text === text;
    if (found) position += 1;
    return found;
  };

  function joined(kind: 'and' | 'or', part: () => Filter<Field>): Filter<Field> {
    const parts = [part()];
    while (takesWord(kind)) parts.push(part());
    const [only] = parts;
    return only !== undefined && parts.length === 1 ? only : { kind, parts };
  }

  function disjunction(depth: number): Filter<Field> {
    if (depth > maxDepth) throw new FilterError(`filter nests parentheses deeper than ${maxDepth}`);
    return joined('or', () => joined('and', () => operand(depth)));
  }

  function operand(depth: number): Filter<Field> {
    if (peek().kind !== '(') return comparison();
    take();
    const inner = disjunction(depth + 1);
    const closing = take();
    if (closing.kind !== ')') throw new FilterError(`filter expects ")" at position ${closing.at}`);
    return inner;
  }

  function comparison(): Filter<Field> {
    const name = take();
    if (name.kind !== 'word') throw new FilterError(`filter expects a field name at position ${name.at}`);
    if (!fields.has(name.text)) {
      throw new FilterError(`filter names "${name.text}", which is not one of ${fields.names.join(', ')}`);
    }
    const operator = take();
    if (operator.kind !== 'word' || (operator.text !== 'eq' && operator.text !== 'ne')) {
      throw new FilterError(`filter expects "eq" or "ne" at position ${operator.at}`);
    }
    const value = take();
    if (value.kind !== 'string') {
      throw new FilterError(`filter expects a string in single quotes at position ${value.at}`);
    }
    return { kind: operator.text, field: name.text, value: value.text };
  }

  const result = disjunction(0);
  const rest = peek();
  if (rest.kind !== 'end') {
    throw new FilterError(`filter expects "and", "or" or its end at position ${rest.at}`);
  }
  return result;
}

export type Predicate<Fact> = (fact: Fact) => boolean;

/**
 * @param ignoreCase The documented example asks for 'Reseller' where the data says 'reseller'.
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
