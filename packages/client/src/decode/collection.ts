import { kindOf, type DecodeContext } from './decode-context.ts';
import { isRecord } from '../input/values.ts';
import type { CallContext } from '../call-context.ts';
import { readResourceAttributes } from '../generated/decoders.ts';
import type { ResourceAttributes } from '../generated/models.ts';
import { orNull, readCount } from './decoder.ts';

/**
 * The complete answer of an operation without pages. No items means that the service has no data, which is not the
 * same as no usage or no licences.
 */
export interface ResourceCollection<Item> {
  /** How many items the service says the answer holds. */
  readonly totalCount: number;
  /** All of them; empty when the service has no data. */
  readonly items: Item[];
  /** The kind of resource; `null` when the service does not say. */
  readonly attributes: ResourceAttributes | null;
  /** The ids of the request and its answer, and the attempts that were made. */
  readonly context: CallContext;
}

/** The answer of an operation that returns one object. */
export interface ResourceAnswer<Resource> {
  /** The object itself. */
  readonly resource: Resource;
  /** The ids of the request and its answer, and the attempts that were made. */
  readonly context: CallContext;
}

const readAttributes = /* @__PURE__ */ orNull(readResourceAttributes);

/** Reads a whole collection. Refuses one with fewer items than its count says: rows were lost. */
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
  ctx.rowCount = read.length;
  return read;
}

/** The parts of an answer that holds a list, whatever the case of its keys: `Value` and `items` are the same. */
export interface Envelope {
  readonly rows: readonly unknown[];
  readonly totalCount: number | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Reads the list and its count from an answer.
 * @throws {ResponseFormatError} when there is no list, two lists, or a count that contradicts an empty one.
 */
export function readEnvelope(body: unknown, rowKeys: readonly string[], ctx: DecodeContext): Envelope {
  if (!isRecord(body)) return ctx.failAt('', `an object with ${rowKeys[0]}`, kindOf(body));
  const rowKey = findKey(body, rowKeys, ctx);
  const pointer = `/${rowKey ?? rowKeys[0]}`;
  const rows = rowKey === undefined ? undefined : body[rowKey];
  if (!Array.isArray(rows)) return ctx.failAt(pointer, 'an array', kindOf(rows));
  const totalCount = readTotalCount(body, ctx);
  ctx.parent = pointer;
  return { rows, totalCount, body };
}

/** Finds the one key that matches any of `names`, whatever its case. */
export function findKey(
  body: Readonly<Record<string, unknown>>,
  names: readonly string[],
  ctx: DecodeContext,
): string | undefined {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const found = Object.keys(body).filter((key) => wanted.has(key.toLowerCase()));
  const [key, another] = found;
  if (another !== undefined) ctx.failAt(`/${another}`, `only one of ${names.join(', ')}`, 'both');
  return key;
}

function readTotalCount(body: Readonly<Record<string, unknown>>, ctx: DecodeContext): number | undefined {
  const key = findKey(body, ['totalCount'], ctx);
  if (key === undefined) return undefined;
  const value = body[key];
  return value === null ? undefined : ctx.under(key, readCount, value);
}
