import type { Answer } from '../call/operation.ts';
import type { ClientContext } from '../call/client-context.ts';
import { defined, isRecord } from '../input/values.ts';
import { readRows, readEnvelope } from '../decode/collection.ts';
import { kindOf, type DecodeContext } from '../decode/decode-context.ts';
import type { OperationId } from '../call-context.ts';
import { operations } from '../generated/operations.ts';
import { isHeaderValue } from '../input/headers.ts';
import type { ListOptions } from '../request-options.ts';
import { createList, requestPage, type ListPage } from './list.ts';
import { pageSizeOf, requireNames, resolveSeekQuery, type SeekQuery } from './list-query.ts';
import { isLinkParameters, readNextLink, type LinkExpectation, type LinkParameters } from './next-link.ts';
import { sketch } from './observe-rows.ts';
import { createPageIterators } from './page-iterators.ts';
import type { OwnParameters } from '../input/own-parameters.ts';
import type { PageIterators } from './paged-iterator.ts';

/** A list whose next page is addressed by a token. */
export interface SeekList<Row> {
  readonly operation: OperationId;
  /** Checks the parameters that only this list takes. Throws a `ConfigurationError`. */
  readonly resolveOwn?: (query: object) => OwnParameters;
  readonly readRow: (row: unknown, ctx: DecodeContext) => Row;
}

/** The position of an iteration over a list whose pages are addressed by a token. */
export interface SeekPosition {
  /** The `MS-ContinuationToken` of the previous page. */
  readonly seekToken?: string | undefined;
  /** Further parameters that the service's link asked for. */
  readonly link: LinkParameters;
  /** The largest page to ask for. */
  readonly maxPageSize?: number | undefined;
  /** How many rows are still to be delivered, from the start of the page; `undefined` for all. */
  readonly remaining?: number | undefined;
}

/** Whether a value from a continuation token is a position. */
export function isSeekPosition(value: unknown): value is SeekPosition {
  if (!isRecord(value)) return false;
  const { seekToken, link, maxPageSize, remaining } = value;
  return (
    (seekToken === undefined || isHeaderValue(seekToken)) &&
    isLinkParameters(link) &&
    [maxPageSize, remaining].every(
      (size) => size === undefined || (Number.isSafeInteger(size) && Number(size) > 0),
    )
  );
}

/**
 * Checks a list and gives access to its pages.
 * @throws {ConfigurationError} naming the first part of the input at fault.
 */
export async function createSeekPages<Row>(
  client: ClientContext,
  { operation, resolveOwn, readRow }: SeekList<Row>,
  query: SeekQuery,
  listOptions: ListOptions | undefined,
): Promise<PageIterators<Row, ListPage<Row>>> {
  const top = resolveSeekQuery(query);
  const { query: parameters = {}, headers: ownHeaders = {}, names = [] } = resolveOwn?.(query) ?? {};
  await requireNames('query', query, ['top', ...names]);
  const list = await createList<SeekPosition>({
    client,
    operation,
    query: { ...parameters, ...ownHeaders, top },
    first: { link: {}, remaining: top },
    isPosition: isSeekPosition,
    options: listOptions,
  });
  const expectation = {
    baseUrl: client.options.baseUrl,
    path: operations[operation].path,
    own: { seekOperation: seekNext, ...parameters },
  };

  return createPageIterators<Row, SeekPosition>(list, {
    pageKey,
    async fetchPage(position, { abortSignal, hasVisited }) {
      const { seekToken, link, remaining } = position;
      const seekOperation = seekToken === undefined ? undefined : seekNext;
      const { ctx, envelope, items } = await requestPage(list, {
        query: { size: pageSizeOf(position), ...parameters, seekOperation },
        link,
        abortSignal,
        ownHeaders: { ...ownHeaders, ...defined({ 'MS-ContinuationToken': seekToken }) },
        read({ body, ctx: at }: Answer) {
          const read = readEnvelope(body, ['items', 'value'], at);
          return { ctx: at, envelope: read, items: readRows(read.rows, readRow, at) };
        },
      });
      const { body, totalCount, rows } = envelope;
      const [first, last] = [sketch(rows[0]), sketch(rows.at(-1))];
      const fingerprint = first === last ? undefined : `${rows.length} ${first} ${last}`;
      const page = { ctx, totalCount, fingerprint };
      if (remaining !== undefined && remaining <= items.length) {
        return { ...page, items: items.slice(0, remaining), next: undefined };
      }
      const next = nextSeekPosition(body, position, items.length, expectation, ctx);
      if (next !== undefined && hasVisited(next)) {
        const received = 'a link to a page that was already read';
        return ctx.failAt('/links/next', 'a link to a further page', received);
      }
      return { ...page, items, next };
    },
  });
}

/** The value of `seekOperation` that asks for the page after the token's. */
const seekNext = 'Next';

/**
 * The position of the next page, or `undefined` after the last. The token is in the headers of `links.next`, in the
 * body, or in both. Some collections have an offset in the link instead.
 */
export function nextSeekPosition(
  body: Readonly<Record<string, unknown>>,
  position: SeekPosition,
  rowCount: number,
  expectation: LinkExpectation,
  ctx: DecodeContext,
): SeekPosition | undefined {
  const next = readObject(readObject(body, 'links', '', ctx) ?? {}, 'next', '/links', ctx);
  const seekToken =
    (next === undefined ? undefined : findSeekToken(next, ctx)) ??
    readSeekToken(body['continuationToken'], '/continuationToken', ctx);
  if (seekToken === undefined && next === undefined) return undefined;
  const link = next === undefined ? {} : readLink(next['uri'], seekToken, expectation, ctx);
  const { maxPageSize, remaining } = position;
  return {
    seekToken,
    link,
    maxPageSize,
    remaining: remaining === undefined ? undefined : remaining - rowCount,
  };
}

/** Identifies the page at a position. */
export function pageKey({ seekToken, link }: SeekPosition): string {
  return JSON.stringify([seekToken, link]);
}

function readLink(
  uri: unknown,
  seekToken: string | undefined,
  expectation: LinkExpectation,
  ctx: DecodeContext,
): LinkParameters {
  if (typeof uri !== 'string') return ctx.failAt('/links/next/uri', 'a link', kindOf(uri));
  const read = readNextLink(uri, expectation);
  const parameters = read.kind === 'parameters' ? Object.entries(read.parameters) : [];
  // The caller chooses the size of a page.
  const link = Object.fromEntries(parameters.filter(([name]) => name.toLowerCase() !== 'size'));
  const isPosition = seekToken !== undefined || Object.keys(link).length > 0;
  if (read.kind !== 'refused' && isPosition) return link;
  const received = read.kind === 'refused' ? read.reason : 'a link without a position';
  return ctx.failAt('/links/next/uri', 'a link to the next page of this operation', received);
}

function findSeekToken(next: Readonly<Record<string, unknown>>, ctx: DecodeContext): string | undefined {
  const { headers } = next;
  if (!Array.isArray(headers)) return undefined;
  const header = headers.filter(isRecord).find(({ key }) => isTokenHeader(key));
  return header && readSeekToken(header['value'], '/links/next/headers', ctx);
}

function isTokenHeader(key: unknown): boolean {
  return typeof key === 'string' && key.toLowerCase() === 'ms-continuationtoken';
}

/** The token is sent in a header. Other text would fail there without a clear reason. */
function readSeekToken(value: unknown, pointer: string, ctx: DecodeContext): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return isHeaderValue(value)
    ? value
    : ctx.failAt(pointer, 'a token of printable ASCII text, or none', kindOf(value));
}

/** Accepting anything else would end the iteration early and lose the remaining rows. */
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
