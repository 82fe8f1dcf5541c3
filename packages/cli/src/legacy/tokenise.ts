import type { Language } from './language.ts';
import { quotations, readQuotedText } from './quoted-text.ts';
import { Cursor, type Token } from './source-text.ts';

/** A language that is tokenised; plain text is searched unchanged. */
export type ReadLanguage = Exclude<Language, 'plain'>;

const blank = /\s+/y;
const regularExpression = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

const plainWord = /[\p{ID_Start}_][\p{ID_Continue}]*|\d[\w.]*/uy;

const words: Readonly<Record<ReadLanguage, RegExp>> = {
  ecmascript: /[\p{ID_Start}$_#][\p{ID_Continue}$]*|\d[\w.]*/uy,
  csharp: /@?[\p{ID_Start}_][\p{ID_Continue}]*|\d[\w.]*/uy,
  visualbasic: plainWord,
  // A verb and its noun are one word; a variable keeps its sigil.
  powershell: /\$?[\p{ID_Start}_][\p{ID_Continue}:]*(?:-[\p{ID_Start}][\p{ID_Continue}]*)*|\d[\w.]*/uy,
  java: plainWord,
  python: plainWord,
};

const slashes = { line: '//', block: ['/*', '*/'] } as const;

const comments: Readonly<
  Record<ReadLanguage, { readonly line: string; readonly block?: readonly [string, string] }>
> = {
  ecmascript: slashes,
  csharp: slashes,
  java: slashes,
  visualbasic: { line: "'" },
  powershell: { line: '#', block: ['<#', '#>'] },
  python: { line: '#' },
};

/** How deeply nested templates are read. */
const deepest = 50;

export interface Tokens {
  readonly tokens: readonly Token[];
  /** Where strings nest too deeply to be read; `undefined` if the whole source was read. */
  readonly unreadFrom: number | undefined;
}

/** The tokens of a source text, without comments. It never fails: it skips what it does not understand. */
export function tokenise(source: string, language: ReadLanguage): Tokens {
  const tokens: Token[] = [];
  let unreadFrom: number | undefined;
  // A stack in place of recursion: computed parts are read before the rest, at any depth.
  const waiting = [{ cursor: new Cursor(source), depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { cursor, depth } = next;
    const holes = readTokens(cursor, language, tokens);
    if (holes === undefined) continue;
    waiting.push(next);
    if (depth === deepest) unreadFrom ??= holes[0]?.[0];
    else {
      const parts = holes.map(([start, end]) => ({
        cursor: new Cursor(source, start, end),
        depth: depth + 1,
      }));
      while (parts.length > 0) waiting.push(...parts.splice(-1));
    }
  }
  return { tokens, unreadFrom };
}

/** Reads up to the next string with computed parts, and returns these; `undefined` at the end. */
function readTokens(cursor: Cursor, language: ReadLanguage, tokens: Token[]) {
  while (!cursor.isAtEnd) {
    const { offset } = cursor;
    if (cursor.match(blank) !== undefined || skipComment(cursor, language)) continue;
    const quotation = quotations[language].find(({ open }) => cursor.take(open));
    if (quotation !== undefined) {
      const { value, holes } = readQuotedText(cursor, quotation);
      tokens.push({ kind: 'text', value, offset });
      if (holes.length > 0) return holes;
      continue;
    }
    const word = cursor.match(words[language]);
    if (word !== undefined) tokens.push({ kind: 'word', value: word, offset });
    else if (language !== 'ecmascript' || !skipRegularExpression(cursor, tokens)) {
      tokens.push({ kind: 'mark', value: cursor.character, offset });
      cursor.offset += 1;
    }
  }
  return undefined;
}

function skipComment(cursor: Cursor, language: ReadLanguage): boolean {
  const { line, block } = comments[language];
  if (block !== undefined && cursor.take(block[0])) cursor.skipPast(block[1]);
  else if (cursor.take(line)) cursor.skipPast('\n');
  else return false;
  return true;
}

/** After a value, a slash divides. Anywhere else it begins a regular expression, in which quotes have no meaning. */
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
