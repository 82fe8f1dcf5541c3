import { readCount, readText } from './fields.ts';
import type { FormatReader } from './format-reader.ts';
import { isRecord } from './is-record.ts';
import { knownChannels, knownServices, reportNewValue } from './known-values.ts';
import { normalise, type ReadersOf } from './normalise.ts';

/** Narrows a row of an answer that was not grouped. */
export function normaliseRow<Row extends { serviceCode: string | null; channel: string | null }>(
  value: unknown,
  readers: ReadersOf<Row>,
  at: FormatReader,
): asserts value is Row {
  normalise<Row>(value, readers, at);
  reportNewValue(value.serviceCode, knownServices, 'serviceCode', at);
  reportNewValue(value.channel, knownChannels, 'channel', at);
}

/** Narrows a row of a grouped answer: the fields that were named, and the counts. */
export function normaliseGroup(
  value: unknown,
  counts: readonly string[],
  groupBy: readonly string[],
  at: FormatReader,
): void {
  if (!isRecord(value)) return at.fail('an object', value);
  for (const count of counts) value[count] = at.under(count, readCount, value[count]);
  for (const field of groupBy) value[field] = at.under(field, readText, value[field]);
}
