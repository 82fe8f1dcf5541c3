import type { CallContext } from '../call-context.ts';
import { readEnvelope } from './envelope.ts';
import { readAttributes, type ResourceAttributes } from './fields.ts';
import type { FormatReader } from './format-reader.ts';

/**
 * The whole answer of a superseded operation: it has no pages.
 * No items means that the service has no data, which is not the same as no usage.
 */
export interface LicensesUsageCollection<Item> {
  /** How many items the service says the answer holds. */
  readonly totalCount: number;
  readonly items: Item[];
  readonly attributes: ResourceAttributes | null;
  readonly context: CallContext;
}

/** The same of deployment: no items means no data, not that nothing is sold. */
export interface LicensesDeploymentCollection<Item> extends LicensesUsageCollection<Item> {}

/** Reads a whole collection, or refuses it: a count that the items don't bear out means that rows were lost. */
export function readCollection<Item>(
  body: unknown,
  readItem: (value: unknown, at: FormatReader) => Item,
  at: FormatReader,
): LicensesUsageCollection<Item> {
  const envelope = readEnvelope(body, ['items', 'value'], at);
  const items = readRows(envelope.rows, readItem, at);
  const totalCount = envelope.totalCount ?? items.length;
  if (totalCount > items.length)
    at.failAt(at.pointer, `an array of ${totalCount}, as totalCount says`, `an array of ${items.length}`);
  at.parent = '';
  return {
    totalCount,
    items,
    attributes: at.under('attributes', readAttributes, envelope.body['attributes']),
    context: at.context,
  };
}

export function readRows<Row>(
  rows: readonly unknown[],
  readRow: (value: unknown, at: FormatReader) => Row,
  at: FormatReader,
): Row[] {
  const read = rows.map((row, index) => {
    at.key = index;
    return readRow(row, at);
  });
  at.key = undefined;
  return read;
}
