import { kindOf, type FormatReader } from '../answer/format-reader.ts';
import { isRecord } from '../answer/is-record.ts';
import { operations } from '../generated/operations.ts';
import { readNextLink, type LinkParameters } from './next-link.ts';

/** Where a walk over customers stands. */
export interface SeekPosition {
  readonly size: number | undefined;
  /** `MS-ContinuationToken` of the page before. */
  readonly seekToken: string | undefined;
  /** Further parameters that the service's link asked for. */
  readonly link: LinkParameters;
}

/** The value of `seekOperation` that asks for the page after the token's. */
export const seekNext = 'Next' as const;

/**
 * The token for the next page stands in the headers of `links.next`, in the body, or in both; some collections page
 * by an offset in the link instead.
 */
export function nextSeekPosition(
  body: Readonly<Record<string, unknown>>,
  position: SeekPosition,
  asked: { readonly filter: string | undefined; readonly baseUrl: string },
  at: FormatReader,
): SeekPosition | undefined {
  const next = isRecord(body['links']) ? body['links']['next'] : undefined;
  const seekToken = findSeekToken(next) ?? text(body['continuationToken']);
  const link = isRecord(next) ? readLink(next['uri'], seekToken, asked, at) : {};
  if (seekToken === undefined && !isRecord(next)) return undefined;
  return { size: position.size, seekToken, link };
}

/** Names the place of a page, to recognise a walk in circles. */
export function placeOf({ seekToken, link }: SeekPosition): string {
  return JSON.stringify([seekToken, link]);
}

function readLink(
  uri: unknown,
  seekToken: string | undefined,
  asked: { readonly filter: string | undefined; readonly baseUrl: string },
  at: FormatReader,
): LinkParameters {
  if (typeof uri !== 'string') return at.failAt('/links/next/uri', 'a link', kindOf(uri));
  const own = { seekOperation: seekNext, ...(asked.filter === undefined ? {} : { filter: asked.filter }) };
  const read = readNextLink(uri, { baseUrl: asked.baseUrl, path: operations.listCustomers.path, own });
  if (read.kind === 'parameters') {
    // The size of a page is the caller's to choose.
    return Object.fromEntries(Object.entries(read.parameters).filter(([name]) => name !== 'size'));
  }
  if (read.kind === 'no-position' && seekToken !== undefined) return {};
  const received = read.kind === 'refused' ? read.reason : 'a link without a position';
  return at.failAt('/links/next/uri', 'a link to the next page of this operation', received);
}

function findSeekToken(next: unknown): string | undefined {
  if (!isRecord(next) || !Array.isArray(next['headers'])) return undefined;
  const header: unknown = next['headers'].find(
    (candidate: unknown) =>
      isRecord(candidate) && String(candidate['key']).toLowerCase() === 'ms-continuationtoken',
  );
  return isRecord(header) ? text(header['value']) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether a value unpacked from a continuation token is a position. */
export function isSeekPosition(value: unknown): value is SeekPosition {
  if (!isRecord(value)) return false;
  const { size, seekToken, link } = value;
  return (
    (size === undefined || Number.isSafeInteger(size)) &&
    (seekToken === undefined || typeof seekToken === 'string') &&
    isRecord(link) &&
    Object.values(link).every((parameter) => typeof parameter === 'string')
  );
}
