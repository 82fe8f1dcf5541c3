import type { FieldReader, ResourceAttributes } from './fields.ts';
import type { DecodeContext } from './decode-context.ts';
import { isRecord } from './is-record.ts';

/**
 * A resource as callers get it. Every field of the spec is there, `null` when the service did not say; the fields in
 * `Known` are never null.
 */
export type Normalised<Wire, Known extends keyof Wire> = {
  [Field in keyof Wire]-?: Field extends Known
    ? NonNullable<Wire[Field]>
    : Nullable<NonNullable<Wire[Field]>>;
};

type Nullable<Value> = (Value extends ResourceAttributes ? ResourceAttributes : Value) | null;

/** One reader for each field of a resource. A field the spec gains, loses or retypes stops this from compiling. */
export type ReadersOf<Resource> = { readonly [Field in keyof Resource]: FieldReader<Resource[Field]> };

/**
 * Narrows a parsed object in place: unknown fields stay, and a page is not held twice. A field that is unknown, or
 * missing although not in `optional`, is drift.
 * @throws {ResponseFormatError} naming the JSON pointer of the first value that can't be read.
 */
export function normalise<Resource>(
  resource: unknown,
  readers: ReadersOf<Resource>,
  ctx: DecodeContext,
  optional: ReadonlySet<string> = none,
): asserts resource is Resource {
  if (!isRecord(resource)) ctx.fail('an object', resource);
  const { key } = ctx;
  ctx.enter();
  let unknown = countFields(resource);
  for (const field in readers) {
    ctx.key = field;
    const value = resource[field];
    if (value !== undefined) unknown -= 1;
    else if (!optional.has(field)) ctx.drift('missing-field', field);
    const normalised = readers[field](value, ctx);
    if (!Object.is(normalised, value)) resource[field] = normalised;
  }
  if (unknown > 0) reportUnknown(resource, readers, ctx);
  ctx.leave(key);
}

const none: ReadonlySet<string> = new Set();

/** A loop rather than `Object.keys`: it runs for every row and allocates nothing. */
function countFields(resource: Record<string, unknown>): number {
  let count = 0;
  for (const field in resource) if (resource[field] !== undefined) count += 1;
  return count;
}

function reportUnknown(resource: object, readers: object, ctx: DecodeContext): void {
  for (const field of Object.keys(resource)) {
    if (!Object.hasOwn(readers, field)) ctx.drift('unexpected-field', field);
  }
}
