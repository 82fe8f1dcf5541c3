import { readRows } from '../answer/collection.ts';
import { findKey, readEnvelope, type Envelope } from '../answer/envelope.ts';
import { kindOf, type FormatReader } from '../answer/format-reader.ts';
import {
  readLicensesUsageRow,
  type LicensesUsageField,
  type LicensesUsageRowOf,
} from '../answer/licenses-usage-row.ts';
import type { Send } from '../call/attempt.ts';
import { call, type Answer, type Caller } from '../call/call.ts';
import type { CallContext } from '../call-context.ts';
import { defined } from '../call/defined.ts';
import { serialiseQuery } from '../call/serialise-query.ts';
import { operations } from '../generated/operations.ts';
import { readContinuationToken, writeContinuationToken } from '../paging/continuation-token.ts';
import { readNextLink, withoutNamesOf, type LinkParameters, type NextLink } from '../paging/next-link.ts';
import { isOfAnotherWhole, nextPosition, placeOf } from '../paging/next-position.ts';
import { createPagedIterator, type PagedAsyncIterableIterator } from '../paging/paged-iterator.ts';
import { isUsagePosition, snapshotOf, startAt, type UsagePosition } from '../paging/usage-position.ts';
import { resolveRequestOptions, type RequestOptions } from '../request-options.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';
import type { PrefixFinder } from './commercial-path-prefix.ts';
import {
  maxTop,
  requireTop,
  resolveLicensesUsageQuery,
  type LicensesUsageQuery,
} from './licenses-usage-query.ts';

/** One answer of the superseding operation. */
export interface LicensesUsagePage<Row> {
  /** No items on the only page means that the service has no data, which is not the same as no usage. */
  readonly items: Row[];
  /** Rows over all pages, when the service says so. */
  readonly totalCount?: number;
  /** Continues after this page, also in another process. Absent on the last page. */
  readonly continuationToken?: string;
  readonly context: CallContext;
}

export function listLicensesUsage<GroupBy extends readonly LicensesUsageField[]>(
  caller: Caller,
  prefixes: PrefixFinder,
  query: LicensesUsageQuery<GroupBy>,
  requestOptions: RequestOptions | undefined,
): PagedAsyncIterableIterator<LicensesUsageRowOf<GroupBy>, LicensesUsagePage<LicensesUsageRowOf<GroupBy>>> {
  const { top: firstTop, skip: firstSkip, ...chosen } = resolveLicensesUsageQuery(query);
  const resolved = resolveRequestOptions(requestOptions, caller.options);
  const { baseUrl, throttle } = caller.options;
  const identity = `listLicensesUsage?${serialiseQuery(chosen)}`;
  const tokenOf = (position: UsagePosition) => writeContinuationToken(identity, position);

  /** What the caller chose, bound to the walk's snapshot. */
  const boundTo = ({ snapshot, top }: UsagePosition) => ({
    ...chosen,
    processedDateTime: chosen.processedDateTime ?? snapshot ?? undefined,
    top,
  });

  const readPage = ({ body, at }: Answer) => {
    const envelope = readEnvelope(body, ['Value', 'items'], at);
    const readRow = (row: unknown) => readLicensesUsageRow<GroupBy>(row, chosen.groupby ?? [], at);
    return { at, envelope, items: readRows(envelope.rows, readRow, at) };
  };

  const ask = (position: UsagePosition, abortSignal: AbortSignal) =>
    prefixes.run((prefix) => {
      const { skip, link } = position;
      const send: Send = (http, { header, ...init }) =>
        http.GET('/v1/analytics/commercial/usage/license/', {
          ...init,
          baseUrl: `${baseUrl}${prefix}`,
          querySerializer: (own) => serialiseQuery({ ...withoutNamesOf(own, link), ...own }),
          params: { header, query: defined({ ...boundTo(position), skip: skip === 0 ? undefined : skip }) },
        });
      const request = { operation: 'listLicensesUsage', throttleKeys: throttleKeys(throttle), send } as const;
      return call(caller, request, { ...resolved, abortSignal }, readPage);
    });

  async function askForPage(position: UsagePosition, abortSignal: AbortSignal) {
    return { ...(await ask(position, abortSignal)), position };
  }

  /** The services within one answer may be of different dates: if binding the walk lost rows, it is unbound again. */
  async function askForPageOfTheSameWhole(position: UsagePosition, abortSignal: AbortSignal) {
    const page = await askForPage(position, abortSignal);
    const isBound = chosen.processedDateTime === undefined && typeof position.snapshot === 'string';
    if (!isBound || !isOfAnotherWhole(position, page.envelope.totalCount)) return page;
    return askForPage({ ...position, snapshot: null }, abortSignal);
  }

  return createPagedIterator({
    abortSignal: resolved.abortSignal,
    tokenOf,
    start({ continuationToken, maxPageSize }) {
      const top = maxPageSize === undefined ? firstTop : requireTop('maxPageSize', maxPageSize);
      if (continuationToken === undefined) return startAt(firstSkip, top);
      const position = readContinuationToken(continuationToken, identity, isUsagePosition);
      return { ...position, top: top ?? position.top };
    },
    async fetchPage(start, { abortSignal, visited }) {
      const { at, envelope, items, position } = await askForPageOfTheSameWhole(start, abortSignal);
      visited.add(placeOf(position));
      const { totalCount } = envelope;
      const nextLink = readLink(envelope, ownParameters(boundTo(position)), baseUrl, at);
      const pageSize = position.top ?? maxTop;
      const next = nextPosition(position, { rowCount: items.length, pageSize, totalCount, nextLink });
      if (next.kind === 'refused')
        return at.failAt(pointerTo(next.part, envelope, at), next.expected, next.received);
      if (next.kind === 'end') return { page: createPage(items, totalCount, undefined, at), next: undefined };
      if (visited.has(placeOf(next.position))) {
        const pointer = pointerTo('nextLink', envelope, at);
        return at.failAt(pointer, 'a link to a further page', 'a link to a page that was there before');
      }
      const snapshot = position.snapshot === undefined ? snapshotOf(items) : position.snapshot;
      const following = { ...next.position, top: position.top, snapshot };
      return { page: createPage(items, totalCount, tokenOf(following), at), next: following };
    },
  });
}

function createPage<Row>(
  items: Row[],
  totalCount: number | undefined,
  continuationToken: string | undefined,
  at: FormatReader,
): LicensesUsagePage<Row> {
  return { items, context: at.context, ...defined({ totalCount, continuationToken }) };
}

const keysOf = {
  nextLink: ['@nextLink', 'nextLink', '@odata.nextLink'],
  totalCount: ['TotalCount'],
} as const;

/** Where a part of the envelope stands, as this answer spells it. */
function pointerTo(part: keyof typeof keysOf, { body }: Envelope, at: FormatReader): string {
  return `/${findKey(body, keysOf[part], at)}`;
}

function ownParameters(parameters: object): LinkParameters {
  return Object.fromEntries(
    Object.entries(defined(parameters)).map(([name, value]) => [name, String(value)]),
  );
}

function readLink(
  { body }: Envelope,
  own: LinkParameters,
  baseUrl: string,
  at: FormatReader,
): NextLink | null | undefined {
  const key = findKey(body, keysOf.nextLink, at);
  if (key === undefined) return undefined;
  const link = body[key];
  if (link === null || link === '') return null;
  if (typeof link !== 'string') return at.failAt(`/${key}`, 'a link or null', kindOf(link));
  return readNextLink(link, { baseUrl, path: operations.listLicensesUsage.path, own });
}
