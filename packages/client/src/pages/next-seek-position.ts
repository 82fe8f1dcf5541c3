import { kindOf, type DecodeContext } from '../decode/decode-context.ts';
import { isRecord } from '../decode/is-record.ts';
import { operations } from '../generated/operations.ts';
import { isHeaderValue } from '../input/headers.ts';
import { readNextLink, type LinkParameters } from './next-link.ts';
import type { SeekPosition } from './seek-position.ts';

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
  ctx: DecodeContext,
): SeekPosition | undefined {
  const next = readObject(readObject(body, 'links', '', ctx) ?? {}, 'next', '/links', ctx);
  const seekToken =
    (next === undefined ? undefined : findSeekToken(next, ctx)) ??
    readSeekToken(body['continuationToken'], '/continuationToken', ctx);
  if (seekToken === undefined && next === undefined) return undefined;
  const link = next === undefined ? {} : readLink(next['uri'], seekToken, asked, ctx);
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
  ctx: DecodeContext,
): LinkParameters {
  if (typeof uri !== 'string') return ctx.failAt('/links/next/uri', 'a link', kindOf(uri));
  const own = { seekOperation: seekNext, ...(asked.filter === undefined ? {} : { filter: asked.filter }) };
  const read = readNextLink(uri, { baseUrl: asked.baseUrl, path: operations.listCustomers.path, own });
  const parameters = read.kind === 'parameters' ? Object.entries(read.parameters) : [];
  // The size of a page is the caller's to choose.
  const link = Object.fromEntries(parameters.filter(([name]) => name.toLowerCase() !== 'size'));
  const isPosition = seekToken !== undefined || Object.keys(link).length > 0;
  if (read.kind !== 'refused' && isPosition) return link;
  const received = read.kind === 'refused' ? read.reason : 'a link without a position';
  return ctx.failAt('/links/next/uri', 'a link to the next page of this operation', received);
}

function findSeekToken(next: Readonly<Record<string, unknown>>, ctx: DecodeContext): string | undefined {
  const { headers } = next;
  if (!Array.isArray(headers)) return undefined;
  const header = headers.filter(isRecord).find(({ key }) => isName(key));
  return header && readSeekToken(header['value'], '/links/next/headers', ctx);
}

function isName(key: unknown): boolean {
  return typeof key === 'string' && key.toLowerCase() === 'ms-continuationtoken';
}

/** The token goes into a header; what no header can hold would fail there, without saying why. */
function readSeekToken(value: unknown, pointer: string, ctx: DecodeContext): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return isHeaderValue(value)
    ? value
    : ctx.failAt(pointer, 'a token of printable ASCII text, or none', kindOf(value));
}

/** Anything but an object would end the walk early, and lose the customers behind it. */
function readObject(
  body: Readonly<Record<string, unknown>>,
  key: string,
  parent: string,
  ctx: DecodeContext,
): Readonly<Record<string, unknown>> | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  return isRecord(value) ? value : ctx.failAt(`${parent}/${key}`, 'an object or null', kindOf(value));
}
