import { findKey, type Envelope } from '../decode/envelope.ts';
import { kindOf, type FormatReader } from '../decode/format-reader.ts';
import { defined } from '../call/defined.ts';
import { operations } from '../generated/operations.ts';
import { readNextLink, type LinkParameters, type NextLink } from '../pages/next-link.ts';
import { nextPosition, type RowPosition } from '../pages/next-position.ts';
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
  readonly list: Pick<CommercialList<string>, 'operation' | 'caller'>;
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
  at: FormatReader,
): RowPosition | undefined {
  const nextLink = readLink(envelope, asked, at);
  const { totalCount } = envelope;
  const next = nextPosition(position, { rowCount, pageSize: asked.top ?? maxTop, totalCount, nextLink });
  if (next.kind === 'refused') {
    return at.failAt(pointerTo(next.part, envelope, at), next.expected, next.received);
  }
  return next.kind === 'end' ? undefined : next.position;
}

/** Where a part of the envelope stands, as this answer spells it. */
export function pointerTo(part: keyof typeof keysOf, { body }: Envelope, at: FormatReader): string {
  return `/${findKey(body, keysOf[part], at)}`;
}

function readLink(
  { body }: Envelope,
  { list, parameters }: AskedFor,
  at: FormatReader,
): NextLink | null | undefined {
  const key = findKey(body, keysOf.nextLink, at);
  if (key === undefined) return undefined;
  const link = body[key];
  if (link === null || link === '') return null;
  if (typeof link !== 'string') return at.failAt(`/${key}`, 'a link or null', kindOf(link));
  const { baseUrl } = list.caller.options;
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
