import { isFilterField } from '../../src/filter/filter.ts';
import type { FilterField } from '../../src/generated/models.ts';

export type Condition =
  | { readonly operator: 'eq' | 'ne'; readonly field: FilterField; readonly value: string }
  | { readonly operator: 'and' | 'or'; readonly operands: readonly Condition[] };

/**
 * Reads the documented grammar as strictly as it can be read: `and` binds closer than `or`, a quote within a literal is
 * doubled, and one blank stands between words. Throws on anything else.
 */
export function parseFilter(text: string): Condition {
  let at = 0;

  function take(expected: string): boolean {
    const found = text.startsWith(expected, at);
    if (found) at += expected.length;
    return found;
  }

  function fail(expected: string): never {
    throw new Error(`Expected ${expected} at ${at} of ${JSON.stringify(text)}`);
  }

  function joined(operator: 'and' | 'or', read: () => Condition): Condition {
    const operands = [read()];
    while (take(` ${operator} `)) operands.push(read());
    const [only] = operands;
    return operands.length === 1 && only !== undefined ? only : { operator, operands };
  }

  const disjunction = () => joined('or', () => joined('and', operand));

  function operand(): Condition {
    if (!take('(')) return comparison();
    const inner = disjunction();
    return take(')') ? inner : fail('a closing bracket');
  }

  function comparison(): Condition {
    const field = /^[A-Za-z]+/.exec(text.slice(at))?.[0] ?? '';
    if (!isFilterField(field)) return fail('a field');
    at += field.length;
    const operator = take(' eq ') ? 'eq' : take(' ne ') ? 'ne' : fail('an operator');
    return { operator, field, value: literal() };
  }

  function literal(): string {
    if (!take("'")) fail('a quote');
    let value = '';
    for (;;) {
      const quote = text.indexOf("'", at);
      if (quote === -1) return fail('a closing quote');
      value += text.slice(at, quote);
      at = quote + 1;
      if (!take("'")) return value;
      value += "'";
    }
  }

  const condition = disjunction();
  return at === text.length ? condition : fail('the end');
}
