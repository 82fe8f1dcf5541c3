import type { CallContext } from '../call-context.ts';
import { readEnvelope } from './envelope.ts';
import { readResourceAttributes } from '../generated/decoders.ts';
import type { ResourceAttributes } from '../generated/models.ts';
import type { DecodeContext } from './decode-context.ts';
import { orNull } from './fields.ts';

/**
 * The whole answer of an operation without pages. No items means that the service has no data, which is not the same as
 * no usage, or nothing sold.
 */
export interface ResourceCollection<Item> {
  /** How many items the service says the answer holds. */
  readonly totalCount: number;
  /** All of them; empty when the service has no data. */
  readonly items: Item[];
  /** What kind of resource the answer is; `null` when the service does not say. */
  readonly attributes: ResourceAttributes | null;
  /** The ids of the request and of its answer, and the attempts that it took. */
  readonly context: CallContext;
}

/** The answer of an operation that is about one object. */
export interface ResourceAnswer<Resource> {
  /** The object itself. */
  readonly resource: Resource;
  /** The ids of the request and of its answer, and the attempts that it took. */
  readonly context: CallContext;
}

const readAttributes = /* @__PURE__ */ orNull(readResourceAttributes);

/** Reads a whole collection. Refuses one with fewer items than its count says, because rows were lost. */
export function readCollection<Item>(
  body: unknown,
  readItem: (value: unknown, ctx: DecodeContext) => Item,
  ctx: DecodeContext,
): ResourceCollection<Item> {
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
