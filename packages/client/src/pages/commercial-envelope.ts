import { findKey, type Envelope } from '../decode/envelope.ts';
import { kindOf, type DecodeContext } from '../decode/decode-context.ts';
import { defined } from '../call/defined.ts';
import { operations } from '../generated/operations.ts';
import { readNextLink, type LinkParameters, type NextLink } from './next-link.ts';
import { nextPosition, type RowPosition } from './next-position.ts';
import type { CommercialList } from './commercial-list.ts';
import { maxTop } from './rows-query.ts';

/** How the list of rows is spelt. */
export const rowKeys = ['Value', 'items'] as const;

const keysOf = {
  nextLink: ['@nextLink', 'nextLink', '@odata.nextLink'],
  totalCount: ['TotalCount'],
} as const;

/** What a page was asked for with, beside its place. */
export interface AskedFor {
  readonly list: Pick<CommercialList<string>, 'operation' | 'client'>;
  readonly parameters: object;
  readonly top: number | undefined;
}

/**
 * Where the page after one starts; nothing when that was the last.
 * @throws {ResponseFormatError} when the page leads nowhere, or contradicts those before it.
 */
export function readNextPosition(
  envelope: Envelope,
  rowCount: number,
  position: RowPosition,
  asked: AskedFor,
  ctx: DecodeContext,
): RowPosition | undefined {
  const nextLink = readLink(envelope, asked, ctx);
  const { totalCount } = envelope;
  const next = nextPosition(position, { rowCount, pageSize: asked.top ?? maxTop, totalCount, nextLink });
  if (next.kind === 'refused') {
    return ctx.failAt(pointerTo(next.part, envelope, ctx), next.expected, next.received);
  }
  return next.kind === 'end' ? undefined : next.position;
}

/** Where a part of the envelope stands, as this answer spells it. */
export function pointerTo(part: keyof typeof keysOf, { body }: Envelope, ctx: DecodeContext): string {
  return `/${findKey(body, keysOf[part], ctx)}`;
}

function readLink(
  { body }: Envelope,
  { list, parameters }: AskedFor,
  ctx: DecodeContext,
): NextLink | null | undefined {
  const key = findKey(body, keysOf.nextLink, ctx);
  if (key === undefined) return undefined;
  const link = body[key];
  if (link === null || link === '') return null;
  if (typeof link !== 'string') return ctx.failAt(`/${key}`, 'a link or null', kindOf(link));
  const { baseUrl } = list.client.options;
  return readNextLink(link, {
    baseUrl,
    path: operations[list.operation].path,
    own: ownParameters(parameters),
  });
}

function ownParameters(parameters: object): LinkParameters {
  return Object.fromEntries(
    Object.entries(defined(parameters)).map(([name, value]) => [name, String(value)]),
  );
}
