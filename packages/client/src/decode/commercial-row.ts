import { readCount, readText } from './fields.ts';
import type { DecodeContext } from './decode-context.ts';
import { isRecord } from './is-record.ts';
import { knownChannels, knownServices, reportNewValue } from './known-values.ts';
import { normalise, type ReadersOf } from './normalise.ts';

/** Narrows a row of an answer that was not grouped. */
export function normaliseRow<Row extends { serviceCode: string | null; channel: string | null }>(
  value: unknown,
  readers: ReadersOf<Row>,
  ctx: DecodeContext,
): asserts value is Row {
  normalise<Row>(value, readers, ctx);
  reportNewValue(value.serviceCode, knownServices, 'serviceCode', ctx);
  reportNewValue(value.channel, knownChannels, 'channel', ctx);
}

/** Narrows a row of a grouped answer: the fields that were named, and the counts. */
export function normaliseGroup(
  value: unknown,
  counts: readonly string[],
  groupBy: readonly string[],
  ctx: DecodeContext,
): void {
  if (!isRecord(value)) return ctx.fail('an object', value);
  for (const count of counts) value[count] = ctx.under(count, readCount, value[count]);
  for (const field of groupBy) value[field] = ctx.under(field, readText, value[field]);
}
