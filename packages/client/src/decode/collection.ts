import type { CallContext } from '../call-context.ts';
import { readEnvelope } from './envelope.ts';
import { readResourceAttributes } from '../generated/decoders.ts';
import type { ResourceAttributes } from '../generated/models.ts';
import type { DecodeContext } from './decode-context.ts';
import { orNull } from './fields.ts';

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

const readAttributes = /* @__PURE__ */ orNull(readResourceAttributes);

/** Reads a whole collection, or refuses it: a count that the items don't bear out means that rows were lost. */
export function readCollection<Item>(
  body: unknown,
  readItem: (value: unknown, ctx: DecodeContext) => Item,
  ctx: DecodeContext,
): LicensesUsageCollection<Item> {
  const envelope = readEnvelope(body, ['items', 'value'], ctx);
  const items = readRows(envelope.rows, readItem, ctx);
  const totalCount = envelope.totalCount ?? items.length;
  if (totalCount > items.length)
    ctx.failAt(ctx.pointer, `an array of ${totalCount}, as totalCount says`, `an array of ${items.length}`);
  ctx.parent = '';
  return {
    totalCount,
    items,
    attributes: ctx.under('attributes', readAttributes, envelope.body['attributes']),
    context: ctx.context,
  };
}

export function readRows<Row>(
  rows: readonly unknown[],
  readRow: (value: unknown, ctx: DecodeContext) => Row,
  ctx: DecodeContext,
): Row[] {
  const read = rows.map((row, index) => {
    ctx.key = index;
    return readRow(row, ctx);
  });
  ctx.key = undefined;
  return read;
}
