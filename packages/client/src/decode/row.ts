import { normalise, type Model } from './create-decoder.ts';
import type { DecodeContext } from './decode-context.ts';
import { readCount } from './fields.ts';
import { isRecord } from './parse-json.ts';

/**
 * Normalises a row in place. A grouped row holds the `counts` and the fields in `groupBy`, an ungrouped one, for which
 * `groupBy` is empty, every field.
 */
export function normaliseRow<Row>(
  value: unknown,
  model: Model<Row>,
  groupBy: readonly (keyof Row & string)[],
  counts: readonly (keyof Row & string)[],
  ctx: DecodeContext,
): void {
  if (groupBy.length === 0) return normalise<Row>(value, model, ctx);
  if (!isRecord(value)) return ctx.fail('an object', value);
  model.rename?.(value, ctx);
  for (const field of counts) value[field] = ctx.under(field, model.readers[field], value[field]);
  for (const field of groupBy) value[field] = ctx.under(field, model.readers[field], value[field]);
}

/** Reads either spelling of a count. Two that disagree are refused, because either may be right. */
export function renameCounts(
  row: Record<string, unknown>,
  aliases: Readonly<Record<string, string>>,
  ctx: DecodeContext,
): void {
  for (const alias in aliases) {
    const field = aliases[alias];
    if (field === undefined || !(alias in row)) continue;
    const count = ctx.under(alias, readCount, row[alias]);
    const readSame = (value: unknown) =>
      readCount(value, ctx) === count ? count : ctx.fail(`the same count as ${alias}, ${count}`, value);
    row[field] = row[field] === undefined ? count : ctx.under(field, readSame, row[field]);
    delete row[alias];
  }
}

/** Whether a value is a count that fits into 32 bits. 1 divided by -0 is less than 0. */
export function isSmallCount(value: unknown): value is number {
  return typeof value === 'number' && value >>> 0 === value && 1 / value > 0;
}
