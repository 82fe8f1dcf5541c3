import type { Finding, LegacyOperation } from './finding.ts';
import { computed, type Token } from './token.ts';

const legacyPath = /\/?analytics\/licenses\/usage(?![\w/])/i;

/** Finds the paths of the superseded operations: in one text, in texts that are joined, in lists of segments. */
export function* findAddresses(tokens: readonly Token[]): Generator<Finding> {
  for (let index = 0; index < tokens.length; index += 1) {
    if (tokens[index]?.kind !== 'text') continue;
    const { parts, last } = readExpression(tokens, index);
    const address = parts.map(({ text }) => text).join('');
    const match = legacyPath.exec(address);
    if (match !== null) {
      yield {
        operation: operationOf(address.slice(0, match.index)),
        found: address.length > 100 ? `…${address.slice(-99)}` : address,
        offset: offsetAt(parts, match.index),
      };
    }
    index = last;
  }
}

/** A part of a path that could stand between commas. */
const segment = /^\/?[\w{}.-]*\/?$/;

interface Part {
  readonly text: string;
  readonly offset: number;
}

/** A text and all that is joined to it: by a plus, or by commas as segments of a path. */
function readExpression(tokens: readonly Token[], first: number) {
  const parts: Part[] = [];
  let last = first;
  let separator = '';
  for (let index = first; ;) {
    const token = tokens[index];
    if (token === undefined) break;
    const end = token.kind === 'text' ? index : endOfValue(tokens, index);
    if (end === undefined) break;
    const text = token.kind === 'text' ? token.value : computed;
    const before = parts.at(-1)?.text ?? '';
    const isList = separator === ',';
    // Arguments of another kind are no segments: they end what is joined.
    if (isList && !(segment.test(before) && segment.test(text))) break;
    const isApart = isList && !before.endsWith('/') && !text.startsWith('/');
    parts.push({ text: isApart ? `/${text}` : text, offset: token.offset });
    last = end;
    separator = tokens[end + 1]?.value ?? '';
    if (tokens[end + 1]?.kind !== 'mark' || !(separator === '+' || separator === ',')) break;
    index = end + 2;
  }
  return { parts, last };
}

/** The last token of a value such as `customer.id`, `encode(id)` or `$ids[0]`; `undefined` where none begins. */
function endOfValue(tokens: readonly Token[], first: number): number | undefined {
  if (tokens[first]?.kind !== 'word') return undefined;
  let end = first;
  for (;;) {
    const next = tokens[end + 1];
    if (next?.kind !== 'mark') return end;
    if (/[.?!]/.test(next.value)) {
      if (tokens[end + 2]?.kind !== 'word' && tokens[end + 2]?.value !== '.') return end;
      end += 2;
    } else if (next.value === '(' || next.value === '[') {
      const close = closingOf(tokens, end + 1);
      if (close === undefined) return end;
      end = close;
    } else return end;
  }
}

function closingOf(tokens: readonly Token[], opening: number): number | undefined {
  let depth = 0;
  for (let index = opening; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.kind !== 'mark') continue;
    if (/[([{]/.test(token.value)) depth += 1;
    else if (/[)\]}]/.test(token.value) && --depth === 0) return index;
  }
  return undefined;
}

function operationOf(before: string): LegacyOperation {
  if (/customers\/[^/]*$/i.test(before)) return 'getCustomerLicensesUsage';
  return before === '' || /(?:^|\/)v1$/i.test(before) ? 'getPartnerLicensesUsage' : 'either';
}

/** Where the part begins that holds this place of the joined text. */
function offsetAt(parts: readonly Part[], place: number): number {
  let start = 0;
  for (const { text, offset } of parts) {
    if (place < start + text.length) return offset;
    start += text.length;
  }
  return parts[0]?.offset ?? 0;
}
