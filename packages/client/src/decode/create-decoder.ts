import type { DecodeContext } from './decode-context.ts';
import type { FieldReader } from './fields.ts';
import { isRecord } from './parse-json.ts';

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
