import type { FieldReader, ResourceAttributes } from './fields.ts';
import type { FormatReader } from './format-reader.ts';
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
 * Narrows a parsed object in place: unknown fields stay, and a page is not held twice.
 * @throws {ResponseFormatError} naming the JSON pointer of the first value that can't be read.
 */
export function normalise<Resource>(
  resource: unknown,
  readers: ReadersOf<Resource>,
  at: FormatReader,
): asserts resource is Resource {
  if (!isRecord(resource)) at.fail('an object', resource);
  const { parent, key } = at;
  at.parent = at.pointer;
  for (const field in readers) {
    at.key = field;
    const value = resource[field];
    const normalised = readers[field](value, at);
    if (!Object.is(normalised, value)) resource[field] = normalised;
  }
  at.parent = parent;
  at.key = key;
}
