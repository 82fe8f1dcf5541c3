import type { DecodeContext } from './decode-context.ts';

/**
 * Turns the value of a field into what its type promises.
 * @throws {ResponseFormatError} when it can't be.
 */
export type FieldReader<Value> = (value: unknown, ctx: DecodeContext) => Value;

/** Text. Absent and null both read as `null`. */
export function readText(value: unknown, ctx: DecodeContext): string | null {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return null;
  return ctx.fail('a string or null', value);
}

const wholeNumber = /^\d+(?:\.0+)?$/;

/** A count, or `undefined` for any other value. Answers on the same platform contain `206.0` and `"63"`; both are counts. */
export function toCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && wholeNumber.test(value) ? Number(value) : value;
  // Adding 0 turns -0 into 0, which would show as -0 in a percentage.
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count + 0 : undefined;
}

/** A count of licences. */
export function readCount(value: unknown, ctx: DecodeContext): number {
  return toCount(value) ?? ctx.fail('a count (a whole number from 0 to 2^53 - 1)', value);
}

/** As JSON writes it: not `0x19`, which `Number` reads as 25. */
const decimalNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A finite number, or `undefined` for any other value. */
export function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && decimalNumber.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A number, such as a percentage on the 0..100 scale. Never clamped: active licences may exceed qualified ones. */
export function readNumber(value: unknown, ctx: DecodeContext): number | null {
  if (value === undefined || value === null) return null;
  return toNumber(value) ?? ctx.fail('a finite number or null', value);
}

/** A whole number, which may be negative. */
export function readInteger(value: unknown, ctx: DecodeContext): number | null {
  const number = readNumber(value, ctx);
  return number === null || Number.isSafeInteger(number) ? number : ctx.fail('a whole number or null', value);
}

export function readBoolean(value: unknown, ctx: DecodeContext): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === undefined || value === null) return null;
  return ctx.fail('true, false or null', value);
}

/** Text that callers can't do without, such as an id. */
export function readRequiredText(value: unknown, ctx: DecodeContext): string {
  return typeof value === 'string' && value !== '' ? value : ctx.fail('a string that is not empty', value);
}

/** A value of an undocumented type. */
export function readUnknown(value: unknown): unknown {
  return value;
}

/** Makes a reader accept absent and null values, both read as `null`. */
export function orNull<Value>(read: FieldReader<Value>): FieldReader<Value | null> {
  return (value, ctx) => (value === undefined || value === null ? null : read(value, ctx));
}

/** Creates a reader of a list from the reader of its items. */
export function listOf<Item>(readItem: FieldReader<Item>): FieldReader<Item[]> {
  return (value, ctx) => {
    if (!Array.isArray(value)) return ctx.fail('an array', value);
    return value.map((item, index) => ctx.under(index, readItem, item));
  };
}

const zonelessDateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

/**
 * A date and time. The superseding operation sends them without an offset and means UTC; `Date` would take them for
 * local time, so the offset is made explicit.
 */
export function readDateTime(value: unknown, ctx: DecodeContext): string | null {
  const text = readText(value, ctx);
  return text === null ? text : withOffset(text);
}

let last = { text: '', withOffset: '' };

/** Remembers the last result: most rows of an answer have the same date, and can share its text. */
function withOffset(text: string): string {
  if (text !== last.text) last = { text, withOffset: zonelessDateTime.test(text) ? `${text}Z` : text };
  return last.withOffset;
}
