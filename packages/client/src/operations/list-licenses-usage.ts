import { readRows } from '../answer/collection.ts';
import { findKey, readEnvelope, type Envelope } from '../answer/envelope.ts';
import { kindOf, type FormatReader } from '../answer/format-reader.ts';
import { isRecord } from '../answer/is-record.ts';
import {
  readLicensesUsageRow,
  type LicensesUsageField,
  type LicensesUsageRowOf,
} from '../answer/licenses-usage-row.ts';
import type { Send } from '../call/attempt.ts';
import { call, type Answer, type Caller } from '../call/call.ts';
import { defined } from '../call/defined.ts';
import type { CallContext } from '../call-context.ts';
import { serialiseQuery } from '../call/serialise-query.ts';
import { operations } from '../generated/operations.ts';
import { readContinuationToken, writeContinuationToken } from '../paging/continuation-token.ts';
import { readNextLink, type LinkParameters, type NextLink } from '../paging/next-link.ts';
import { nextPosition, type RowPosition } from '../paging/next-position.ts';
import { createPagedIterator, type PagedAsyncIterableIterator } from '../paging/paged-iterator.ts';
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

interface UsagePosition extends RowPosition {
  readonly top: number | undefined;
}

export function listLicensesUsage<GroupBy extends readonly LicensesUsageField[]>(
  caller: Caller,
  prefixes: PrefixFinder,
  query: LicensesUsageQuery<GroupBy>,
  requestOptions: RequestOptions | undefined,
): PagedAsyncIterableIterator<LicensesUsageRowOf<GroupBy>, LicensesUsagePage<LicensesUsageRowOf<GroupBy>>> {
  const { top: firstTop, skip: firstSkip, ...chosen } = resolveLicensesUsageQuery(query);
  const resolved = resolveRequestOptions(requestOptions, caller.options);
  const identity = serialiseQuery(chosen);
  const { baseUrl, throttle } = caller.options;

  const ask = ({ top, skip, link }: UsagePosition): Promise<Answer> =>
    prefixes.run((prefix) => {
      const send: Send = (http, { header, ...init }) =>
        http.GET('/v1/analytics/commercial/usage/license/', {
          ...init,
          baseUrl: `${baseUrl}${prefix}`,
          querySerializer: (own) => serialiseQuery({ ...link, ...own }),
          params: { header, query: defined({ ...chosen, top, skip: skip === 0 ? undefined : skip }) },
        });
      return call(
        caller,
        { operation: 'listLicensesUsage', throttleKeys: throttleKeys(throttle), send },
        resolved,
      );
    });

  return createPagedIterator({
    start({ continuationToken, maxPageSize }) {
      const top = maxPageSize === undefined ? firstTop : requireTop('maxPageSize', maxPageSize);
      if (continuationToken === undefined) return { skip: firstSkip, top, link: {}, emptyPages: 0 };
      const position = readContinuationToken(continuationToken, identity, isPosition);
      return { ...position, top: maxPageSize === undefined ? position.top : top };
    },
    async fetchPage(position) {
      const { body, at } = await ask(position);
      const envelope = readEnvelope(body, ['Value', 'items'], at);
      const items = readRows(
        envelope.rows,
        (row) => readLicensesUsageRow<GroupBy>(row, chosen.groupby ?? [], at),
        at,
      );
      const { totalCount } = envelope;
      const own = { ...chosen, groupby: chosen.groupby?.join(','), top: position.top };
      const nextLink = readLink(envelope, ownParameters(own), baseUrl, at);
      const pageSize = position.top ?? maxTop;
      const next = nextPosition(position, { rowCount: items.length, pageSize, totalCount, nextLink });
      if (next.kind === 'refused') at.failAt('/@nextLink', next.expected, next.received);
      const following = next.kind === 'next' ? { ...next.position, top: position.top } : undefined;
      const page = {
        items,
        ...(totalCount === undefined ? {} : { totalCount }),
        ...(following === undefined
          ? {}
          : { continuationToken: writeContinuationToken(identity, following) }),
        context: at.context,
      };
      return { page, next: following };
    },
  });
}

function ownParameters(parameters: Readonly<Record<string, string | number | undefined>>): LinkParameters {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}

function readLink(
  { body }: Envelope,
  own: LinkParameters,
  baseUrl: string,
  at: FormatReader,
): NextLink | null | undefined {
  const key = findKey(body, ['@nextLink', 'nextLink', '@odata.nextLink'], at);
  if (key === undefined) return undefined;
  const link = body[key];
  if (link === null || link === '') return null;
  if (typeof link !== 'string') return at.failAt(`/${key}`, 'a link or null', kindOf(link));
  return readNextLink(link, { baseUrl, path: operations.listLicensesUsage.path, own });
}

function isPosition(value: unknown): value is UsagePosition {
  if (!isRecord(value)) return false;
  const { skip, top, emptyPages, link } = value;
  return (
    Number.isSafeInteger(skip) &&
    (top === undefined || Number.isSafeInteger(top)) &&
    Number.isSafeInteger(emptyPages) &&
    isRecord(link) &&
    Object.values(link).every((parameter) => typeof parameter === 'string')
  );
}
