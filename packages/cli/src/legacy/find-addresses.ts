import { operationOf, type Finding, type Scope } from './finding.ts';
import type { Language } from './language.ts';
import { computed, type Token, tokenAt } from './source-text.ts';

/** The path of a superseded operation, which may end with a slash but not go on. Joined segments may double a slash. */
const legacyPath = /\/?analytics\/+licenses\/+(usage|deployment)(?!\w|\/\w)/i;

/** A fragment of such a path: its end is missing or filled in later, or its beginning is. */
const partOfPath =
  /\banalytics\/licenses(?:\/?$|\/[^\w/])|(?:^|[^\w-])licenses\/(?:usage|deployment)\/?(?:$|\?)/i;

/**
 * Finds the paths of the superseded operations: in one string, in joined strings, in lists of segments, and with
 * constants of the same source. A fragment that can't be completed is reported as not understood.
 */
export function* findAddresses(tokens: readonly Token[], language: Language): Generator<Finding> {
  const constants = readConstants(tokens);
  for (let index = 0; index < tokens.length; index += 1) {
    if (textAt(tokens, index, constants) === undefined) continue;
    const { parts, last } = readExpression(tokens, index, language, constants);
    const address = parts.map(({ text }) => text).join('');
    const match = legacyPath.exec(address);
    const found = address.length > 100 ? `…${address.slice(-99)}` : address;
    if (match !== null) {
      const scope = scopeOf(address.slice(0, match.index));
      yield {
        operation: operationOf(match[1] ?? '', scope),
        found,
        offset: offsetAt(parts, match.index),
      };
    } else if (partOfPath.test(address) && !isUsedConstant(tokens, index, constants)) {
      yield { operation: 'not-understood', found, offset: tokenAt(tokens, index).offset };
    }
    index = last;
  }
}

/** Strings, by the name to which they are assigned exactly once. */
type Constants = ReadonlyMap<string, string>;

function readConstants(tokens: readonly Token[]): Constants {
  const values = new Map<string, string | undefined>();
  for (const [index, { kind, value }] of tokens.entries()) {
    const text = tokenAt(tokens, index + 2);
    const isAssigned = kind === 'word' && tokenAt(tokens, index + 1).value === '=' && text.kind === 'text';
    if (!isAssigned || /^[+,&.]$/.test(tokenAt(tokens, index + 3).value)) continue;
    values.set(value, values.has(value) && values.get(value) !== text.value ? undefined : text.value);
  }
  const constants = new Map<string, string>();
  // Only strings that can be a part of a path: any other name is treated as a value.
  for (const [name, text] of values) if (text !== undefined && segment.test(text)) constants.set(name, text);
  return constants;
}

function textAt(tokens: readonly Token[], index: number, constants: Constants): string | undefined {
  const { kind, value } = tokenAt(tokens, index);
  if (kind === 'text') return value;
  const isMember = tokenAt(tokens, index - 1).value === '.' || tokenAt(tokens, index + 1).value === '=';
  return kind === 'word' && !isMember ? constants.get(value) : undefined;
}

/**
 * Whether this string is the value of a constant that is used elsewhere. Those places complete it, or are reported
 * themselves.
 */
function isUsedConstant(tokens: readonly Token[], index: number, constants: Constants): boolean {
  const name = tokenAt(tokens, index - 2);
  if (tokenAt(tokens, index - 1).value !== '=' || !constants.has(name.value)) return false;
  return tokens.some((token, place) => token.value === name.value && place > index && token.kind === 'word');
}

/** An argument that can be a segment of a path. */
const segment = /^[\w{}.:/-]*$/;

interface Part {
  readonly text: string;
  readonly offset: number;
}

/**
 * Reads a string and everything joined to it: by a plus, by an ampersand, by adjacency, or by commas as segments of a
 * path.
 */
function readExpression(tokens: readonly Token[], first: number, language: Language, constants: Constants) {
  const parts: Part[] = [];
  let last = first;
  let separator = '';
  for (let index = first; ;) {
    const known = textAt(tokens, index, constants);
    const end = known === undefined ? endOfValue(tokens, index) : index;
    if (end === undefined) break;
    const text = known ?? computed;
    const before = parts.at(-1)?.text ?? '';
    const isList = separator === ',';
    // Arguments of another kind are not segments and end the path.
    if (isList && !(segment.test(before) && segment.test(text))) break;
    const isApart = isList && !before.endsWith('/') && !text.startsWith('/');
    parts.push({ text: isApart ? `/${text}` : text, offset: tokenAt(tokens, index).offset });
    last = end;
    const next = tokenAt(tokens, end + 1);
    if (language === 'python' && next.kind === 'text') {
      separator = '';
      index = end + 1;
      continue;
    }
    separator = next.value;
    if (next.kind !== 'mark' || !/^[+,&]$/.test(separator)) break;
    index = end + 2;
  }
  return { parts, last };
}

/** The last token of a value such as `customer.id`, `encode(id)` or `$ids[0]`; `undefined` if no value begins here. */
function endOfValue(tokens: readonly Token[], first: number): number | undefined {
  if (tokenAt(tokens, first).kind !== 'word') return undefined;
  let end = first;
  for (;;) {
    const next = tokenAt(tokens, end + 1);
    if (next.kind !== 'mark') return end;
    if (/[.?!]/.test(next.value)) {
      const { kind, value } = tokenAt(tokens, end + 2);
      if (kind !== 'word' && value !== '.') return end;
      end += 2;
    } else if (next.value === '(' || next.value === '[') {
      const close = closingOf(tokens, end + 1);
      if (close === undefined) return end;
      end = close;
    } else return end;
  }
}

/** The token that closes the bracket at `opening`; `undefined` if there is none. */
export function closingOf(tokens: readonly Token[], opening: number): number | undefined {
  let depth = 0;
  for (let index = opening; index < tokens.length; index += 1) {
    const { kind, value } = tokenAt(tokens, index);
    if (kind !== 'mark') continue;
    if (/[([{]/.test(value)) depth += 1;
    else if (/[)\]}]/.test(value) && --depth === 0) return index;
  }
  return undefined;
}

function scopeOf(before: string): Scope {
  if (/customers\/[^/]*$/i.test(before)) return 'customer';
  return before === '' || /(?:^|\/)v1$/i.test(before) ? 'partner' : 'unknown';
}

/** The offset of the part that contains this position of the joined text. */
function offsetAt(parts: readonly Part[], place: number): number {
  let start = 0;
  for (const { text, offset } of parts) {
    if (place < start + text.length) return offset;
    start += text.length;
  }
  return parts[0]?.offset ?? 0;
}
