import type { DecodeContext } from './decode-context.ts';
import { isRecord } from './is-record.ts';

/** Turns what the wire says into what the type promises, or refuses. */
export type FieldReader<Value> = (value: unknown, ctx: DecodeContext) => Value;

/** Text. Absent and null both read as `null`. */
export function readText(value: unknown, ctx: DecodeContext): string | null {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return null;
  return ctx.fail('a string or null', value);
}

const wholeNumber = /^\d+(?:\.0+)?$/;

/** A count of licences. Answers on the same platform carry `206.0` and `"63"`; both are counts. */
export function readCount(value: unknown, ctx: DecodeContext): number {
  const count = typeof value === 'string' && wholeNumber.test(value) ? Number(value) : value;
  // The sum turns -0 into 0; a percentage made of it would be shown as -0.
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count + 0;
  return ctx.fail('a count (a whole number from 0 to 2^53 - 1)', value);
}

const decimalNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A percentage on the 0..100 scale, never clamped: active licences may exceed qualified ones. */
export function readPercent(value: unknown, ctx: DecodeContext): number | null {
  if (value === undefined || value === null) return null;
  const percent = typeof value === 'string' && decimalNumber.test(value) ? Number(value) : value;
  if (typeof percent === 'number' && Number.isFinite(percent)) return percent;
  return ctx.fail('a percentage (a finite number) or null', value);
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

/** Remembers the last one: the rows of an answer are mostly of one date, which they share then. */
export function withOffset(text: string): string {
  if (text !== last.text) last = { text, withOffset: zonelessDateTime.test(text) ? `${text}Z` : text };
  return last.withOffset;
}

/** What kind of resource an object is. */
export interface ResourceAttributes {
  readonly objectType: string | null;
}

/** The `attributes` of a resource, or `null` when the answer has none. */
export function readAttributes(value: unknown, ctx: DecodeContext): ResourceAttributes | null {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) return ctx.fail('an object or null', value);
  return Object.assign(value, { objectType: ctx.under('objectType', readText, value['objectType']) });
}
