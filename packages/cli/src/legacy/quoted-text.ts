import type { Language } from './language.ts';
import { computed, type Cursor } from './source-text.ts';

/** The syntax of one kind of string literal. */
export interface Quotation {
  readonly open: string;
  readonly close: string;
  /** The escape character. */
  readonly escape?: string;
  /** Whether a doubled closing quote is a literal quote. */
  readonly doubles?: true;
  /** The delimiters of a computed part. */
  readonly hole?: readonly [open: string, close: string];
  /** An interpolated name, such as `$id`. */
  readonly variable?: RegExp;
  /** Ends at the end of the line at the latest: an apostrophe in prose is not a quote. */
  readonly isOneLine?: true;
}

const powerShellVariable = /\$(?:\{[^}\n]*\}|(?:\w+:)?\w+)/y;
const kotlinVariable = /\$[A-Za-z_]\w*/y;
const simple = (quote: string): Quotation => ({ open: quote, close: quote, escape: '\\', isOneLine: true });

/** Python's prefixes make a string raw, a bytes literal, or one with computed parts. */
const python = ['"""', "'''", '"', "'"].flatMap((quote) => {
  const isOneLine = quote.length === 1 ? ({ isOneLine: true } as const) : {};
  const hole = ['{', '}'] as const;
  const formatted = ['f', 'F', 'rf', 'fr'].map((prefix) => ({
    open: prefix + quote,
    close: quote,
    escape: '\\',
    hole,
    ...isOneLine,
  }));
  return [...formatted, { open: quote, close: quote, escape: '\\', ...isOneLine }];
});

/** Longer opening delimiters come before their own prefixes. */
export const quotations: Readonly<Record<Exclude<Language, 'plain'>, readonly Quotation[]>> = {
  ecmascript: [
    { open: '`', close: '`', escape: '\\', hole: ['${', '}'] },
    { open: '"', close: '"', escape: '\\', isOneLine: true },
    { open: "'", close: "'", escape: '\\', isOneLine: true },
  ],
  csharp: [
    { open: '$$"""', close: '"""', hole: ['{{', '}}'] },
    { open: '$"""', close: '"""', hole: ['{', '}'] },
    { open: '"""', close: '"""' },
    { open: '$@"', close: '"', doubles: true, hole: ['{', '}'] },
    { open: '@$"', close: '"', doubles: true, hole: ['{', '}'] },
    { open: '@"', close: '"', doubles: true },
    { open: '$"', close: '"', escape: '\\', hole: ['{', '}'], isOneLine: true },
    simple('"'),
    simple("'"),
  ],
  visualbasic: [
    { open: '$"', close: '"', doubles: true, hole: ['{', '}'] },
    { open: '"', close: '"', doubles: true },
  ],
  powershell: [
    { open: '@"', close: '\n"@', escape: '`', hole: ['$(', ')'], variable: powerShellVariable },
    { open: "@'", close: "\n'@" },
    {
      open: '"',
      close: '"',
      escape: '`',
      doubles: true,
      hole: ['$(', ')'],
      variable: powerShellVariable,
    },
    { open: "'", close: "'", doubles: true },
  ],
  java: [
    { open: '"""', close: '"""', escape: '\\', hole: ['${', '}'], variable: kotlinVariable },
    {
      open: '"',
      close: '"',
      escape: '\\',
      hole: ['${', '}'],
      variable: kotlinVariable,
      isOneLine: true,
    },
    simple("'"),
  ],
  python,
};

export interface QuotedText {
  readonly value: string;
  /** The positions of the computed parts, which are source text themselves. */
  readonly holes: readonly (readonly [start: number, end: number])[];
}

/** Reads a string literal after its opening delimiter. */
export function readQuotedText(cursor: Cursor, quotation: Quotation): QuotedText {
  const { close, escape, doubles, hole, isOneLine } = quotation;
  const holes: (readonly [number, number])[] = [];
  let value = '';
  while (!cursor.isAtEnd) {
    if (isOneLine && cursor.character === '\n') break;
    if (escape !== undefined && cursor.take(escape)) {
      value += cursor.character;
      cursor.offset += 1;
    } else if (doubles && cursor.take(close + close)) {
      value += close;
    } else if (cursor.take(close)) {
      break;
    } else if (hole !== undefined && cursor.take(hole[0])) {
      holes.push(readHole(cursor, hole));
      value += computed;
    } else if (quotation.variable !== undefined && cursor.match(quotation.variable) !== undefined) {
      value += computed;
    } else {
      value += cursor.character;
      cursor.offset += 1;
    }
  }
  return { value, holes };
}

/** Moves past a computed part. Brackets and quotes inside it matter only for nesting. */
function readHole(cursor: Cursor, [open, close]: readonly [string, string]): readonly [number, number] {
  const start = cursor.offset;
  const opening = open.at(-1) ?? open;
  let depth = 1;
  while (!cursor.isAtEnd) {
    if (depth === 1 && cursor.startsWith(close)) {
      const end = cursor.offset;
      cursor.offset += close.length;
      return [start, end];
    }
    if (cursor.character === opening) depth += 1;
    else if (close.startsWith(cursor.character)) depth -= 1;
    cursor.offset += 1;
  }
  return [start, cursor.end];
}
