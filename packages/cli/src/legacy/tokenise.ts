import { Cursor } from './cursor.ts';
import type { Language } from './language.ts';
import { quotations, readQuotedText } from './quoted-text.ts';
import type { Token } from './token.ts';

const blank = /\s+/y;
const regularExpression = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

const words: Readonly<Record<Language, RegExp>> = {
  ecmascript: /[\p{ID_Start}$_#][\p{ID_Continue}$]*|\d[\w.]*/uy,
  csharp: /@?[\p{ID_Start}_][\p{ID_Continue}]*|\d[\w.]*/uy,
  // A verb and its noun are one word, a variable keeps its sign.
  powershell: /\$?[\p{ID_Start}_][\p{ID_Continue}:]*(?:-[\p{ID_Start}][\p{ID_Continue}]*)*|\d[\w.]*/uy,
};

/** The tokens of a source text, comments left out. It never fails: what it doesn't understand it passes over. */
export function tokenise(source: string, language: Language): Token[] {
  const tokens: Token[] = [];
  readTokens(new Cursor(source), language, tokens);
  return tokens;
}

function readTokens(cursor: Cursor, language: Language, tokens: Token[]): void {
  while (!cursor.isAtEnd) {
    const { offset } = cursor;
    if (cursor.match(blank) !== undefined || skipComment(cursor, language)) continue;
    const quotation = quotations[language].find(({ open }) => cursor.take(open));
    if (quotation !== undefined) {
      const { value, holes } = readQuotedText(cursor, quotation);
      tokens.push({ kind: 'text', value, offset });
      for (const [start, end] of holes) readTokens(new Cursor(cursor.source, start, end), language, tokens);
      continue;
    }
    const word = cursor.match(words[language]);
    if (word !== undefined) tokens.push({ kind: 'word', value: word, offset });
    else if (language !== 'ecmascript' || !skipRegularExpression(cursor, tokens)) {
      tokens.push({ kind: 'mark', value: cursor.character, offset });
      cursor.offset += 1;
    }
  }
}

function skipComment(cursor: Cursor, language: Language): boolean {
  const [line, open, close] = language === 'powershell' ? ['#', '<#', '#>'] : ['//', '/*', '*/'];
  if (cursor.take(open)) cursor.skipPast(close);
  else if (cursor.take(line)) cursor.skipPast('\n');
  else return false;
  return true;
}

/** A slash divides behind a value; anywhere else it begins an expression, in which quotes mean nothing. */
function skipRegularExpression(cursor: Cursor, tokens: readonly Token[]): boolean {
  if (cursor.character !== '/') return false;
  const last = tokens.at(-1);
  const isBehindValue =
    last !== undefined &&
    (last.kind === 'text' ||
      (last.kind === 'word' && !/^(?:return|typeof|case|in|of|await|yield)$/.test(last.value)) ||
      /[)\]}]/.test(last.value));
  return !isBehindValue && cursor.match(regularExpression) !== undefined;
}
