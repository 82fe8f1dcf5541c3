import type { DecodeContext } from './decode-context.ts';
import { isRecord } from '../input/values.ts';

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

const isoDateTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * A date and time. The superseding operation sends them without an offset and means UTC; `Date` would take them for
 * local time, so the offset is made explicit.
 */
export function readDateTime(value: unknown, ctx: DecodeContext): string | null {
  const text = readText(value, ctx);
  return text === null ? text : (toDateTime(text) ?? ctx.fail('an ISO 8601 date or null', text));
}

let lastText = '';
let lastDateTime: string | undefined;

/**
 * A date and time with an offset, or `undefined` for text that is none. Remembers the last result: most rows of an
 * answer have the same date, and can share its text.
 */
export function toDateTime(text: string): string | undefined {
  if (text !== lastText) {
    lastText = text;
    lastDateTime = Number.isNaN(Date.parse(text)) ? undefined : withOffset(text);
  }
  return lastDateTime;
}

function withOffset(text: string): string | undefined {
  const [isDate, time, , , offset] = isoDateTime.exec(text) ?? [];
  if (offset !== undefined) return text;
  return isDate && text + (time ? 'Z' : 'T00:00:00Z');
}

/** One reader for each field of a resource: a field without one does not compile. */
export type ReadersOf<Resource> = { readonly [Field in keyof Resource]: FieldReader<Resource[Field]> };

/** The description of a resource from which a decoder is created. */
export interface Model<Resource> {
  readonly readers: ReadersOf<Resource>;
  /** Fields that the service may leave out. Any other missing field is drift. */
  readonly optional?: readonly (keyof Resource & string)[];
  /**
   * The documented values of a field, in lower case. The lists are open: any other value is delivered and reported as
   * drift.
   */
  readonly known?: Readonly<Record<string, readonly string[]>>;
  /** Gives fields that came under another spelling the name that users get them by. */
  readonly rename?: (value: Record<string, unknown>, ctx: DecodeContext) => void;
}

/** Turns a parsed value into a resource, or throws. */
export type Decoder<Resource> = (value: unknown, ctx: DecodeContext) => Resource;

/** Creates a decoder that normalises in place: unknown fields stay, and a page is not held in memory twice. */
export function createDecoder<Resource>(model: Model<Resource>): Decoder<Resource> {
  return (value, ctx) => {
    normalise<Resource>(value, model, ctx);
    return value;
  };
}

/** Normalises in place. Throws a `ResponseFormatError` where that can't be done. */
export function normalise<Resource>(
  value: unknown,
  model: Model<Resource>,
  ctx: DecodeContext,
): asserts value is Resource {
  if (!isRecord(value)) ctx.fail('an object', value);
  model.rename?.(value, ctx);
  const { readers, optional = [], known } = model;
  const { key } = ctx;
  ctx.enter();
  let unknownFields = countFields(value);
  for (const field in readers) {
    ctx.key = field;
    const wire = value[field];
    if (wire !== undefined) unknownFields -= 1;
    else if (!optional.includes(field)) ctx.drift('missing-field', field);
    const normalised = readers[field](wire, ctx);
    if (!Object.is(normalised, wire)) value[field] = normalised;
  }
  if (unknownFields > 0)
    for (const field of Object.keys(value))
      if (!Object.hasOwn(readers, field)) ctx.drift('unexpected-field', field);
  for (const field in known) {
    const text = value[field];
    // Case is ignored: the documentation writes `Reseller` where answers have `reseller`.
    if (typeof text === 'string' && known[field]?.includes(text.toLowerCase()) === false)
      ctx.drift('new-value', field);
  }
  ctx.leave(key);
}

/** A loop rather than `Object.keys`: it runs for every row and allocates nothing. */
export function countFields(resource: Record<string, unknown>): number {
  let count = 0;
  for (const field in resource) if (resource[field] !== undefined) count += 1;
  return count;
}
