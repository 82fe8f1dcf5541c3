import { kindOf, type DecodeContext } from './decode-context.ts';
import { isRecord } from './parse-json.ts';

/** An answer that holds a list, with its keys found in either case: `Value` here is `items` there. */
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
  ctx.parent = pointer;
  const totalCount = readTotalCount(body, ctx);
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
  if (value === null) return undefined;
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  return ctx.failAt(`/${key}`, 'a count (a whole number from 0)', kindOf(value));
}
