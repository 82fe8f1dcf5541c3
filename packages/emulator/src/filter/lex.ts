/** The filter can't be parsed. The message says where, and what was expected. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
}

export type Token =
  | { readonly kind: 'word' | 'string'; readonly text: string; readonly at: number }
  | { readonly kind: '(' | ')' | 'end'; readonly at: number };

const word = /[A-Za-z][A-Za-z0-9]*/y;
const blank = /[ \t]+/y;

/** Splits a filter into words, quoted strings and parentheses. In a quoted string, a doubled quote stands for one. */
export function lex(filter: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < filter.length) {
    const character = filter.charAt(at);
    const blanks = match(blank, filter, at);
    const letters = match(word, filter, at);
    if (blanks !== undefined) {
      at += blanks.length;
    } else if (character === '(' || character === ')') {
      tokens.push({ kind: character, at });
      at += 1;
    } else if (character === "'") {
      const end = closingQuote(filter, at);
      tokens.push({ kind: 'string', text: filter.slice(at + 1, end).replaceAll("''", "'"), at });
      at = end + 1;
    } else if (letters !== undefined) {
      tokens.push({ kind: 'word', text: letters, at });
      at += letters.length;
    } else {
      throw new FilterError(`filter has an unexpected character at position ${at}`);
    }
  }
  return [...tokens, { kind: 'end', at }];
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function closingQuote(filter: string, opening: number): number {
  let at = filter.indexOf("'", opening + 1);
  while (at !== -1 && filter.charAt(at + 1) === "'") at = filter.indexOf("'", at + 2);
  if (at === -1) throw new FilterError(`filter has a string without a closing quote at position ${opening}`);
  return at;
}
