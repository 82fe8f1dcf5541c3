import { readRows } from '../answer/collection.ts';
import { readEnvelope, type Envelope } from '../answer/envelope.ts';
import type { FormatReader } from '../answer/format-reader.ts';
import type { AttemptInit, Send } from '../call/attempt.ts';
import { call, type Answer } from '../call/call.ts';
import { defined, type Defined } from '../call/defined.ts';
import type { Http } from '../call/http.ts';
import type { RequestHeaders } from '../call/request-headers.ts';
import { serialiseQuery } from '../call/serialise-query.ts';
import type { PageContext } from '../paging/itinerary.ts';
import { withoutNamesOf } from '../paging/next-link.ts';
import { isOfAnotherWhole, placeOf } from '../paging/next-position.ts';
import type { Walks } from '../paging/paged-iterator.ts';
import type { PageStep } from '../paging/row-stream.ts';
import { snapshotOf } from '../paging/snapshot.ts';
import type { UsagePosition } from '../paging/usage-position.ts';
import { createWalks } from '../paging/walk.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';
import { pointerTo, readNextPosition, rowKeys } from './commercial-envelope.ts';
import type { CommercialList, CommercialPage, CommercialQuery } from './commercial-list.ts';

/** The query of a page, as sent. */
type PageQuery<Field extends string> = Defined<
  CommercialQuery<Field> & { readonly top: number | undefined; readonly skip: number | undefined }
>;

/** What openapi-fetch gets for a page. */
interface PageInit<Field extends string> extends Omit<AttemptInit, 'header'> {
  readonly baseUrl: string;
  readonly querySerializer: (own: object) => string;
  readonly params: { readonly header: RequestHeaders; readonly query: PageQuery<Field> };
}

/** What tells one list of the commercial analytics from another. */
export interface RowTable<Row extends object, Field extends string> {
  readonly send: (http: Http, init: PageInit<Field>) => Promise<unknown>;
  readonly readRow: (row: unknown, at: FormatReader) => Row;
}

/** Walks over a list whose pages are found by `skip`, by a link, or by both. */
export function walkCommercialList<Row extends object, Field extends string>(
  list: CommercialList<Field>,
  table: RowTable<Row, Field>,
): Walks<Row, CommercialPage<Row>, UsagePosition> {
  const { caller, chosen, operation, options, prefixes, tokenOf } = list;
  const { baseUrl, throttle } = caller.options;

  /** What the caller chose, bound to the walk's snapshot. */
  const boundTo = ({ snapshot, top }: UsagePosition) => ({
    ...chosen,
    processedDateTime: chosen.processedDateTime ?? snapshot ?? undefined,
    top,
  });

  const readPage = ({ body, at }: Answer) => {
    const envelope = readEnvelope(body, rowKeys, at);
    return { at, envelope, items: readRows(envelope.rows, table.readRow, at) };
  };

  async function ask(position: UsagePosition, abortSignal: AbortSignal) {
    const { skip, link } = position;
    const query = defined({ ...boundTo(position), skip: skip === 0 ? undefined : skip });
    const page = await prefixes.run((prefix) => {
      const send: Send = (http, { header, ...init }) =>
        table.send(http, {
          ...init,
          baseUrl: `${baseUrl}${prefix}`,
          querySerializer: (own) => serialiseQuery({ ...withoutNamesOf(own, link), ...own }),
          params: { header, query },
        });
      const request = { operation, throttleKeys: throttleKeys(throttle), send } as const;
      return call(caller, request, { ...options, abortSignal }, readPage);
    });
    return { ...page, position };
  }

  /** The services within one answer may be of different dates: if binding the walk lost rows, it is unbound again. */
  async function askForTheSameWhole(position: UsagePosition, abortSignal: AbortSignal) {
    const page = await ask(position, abortSignal);
    const isBound = chosen.processedDateTime === undefined && typeof position.snapshot === 'string';
    if (!isBound || !isOfAnotherWhole(position, page.envelope.totalCount)) return page;
    return ask({ ...position, snapshot: null }, abortSignal);
  }

  /** Where the walk goes on after a page that was read to its end. */
  function follow(
    position: UsagePosition,
    page: { readonly envelope: Envelope; readonly at: FormatReader; readonly rowCount: number },
    snapshot: string | null | undefined,
    context: PageContext<UsagePosition>,
  ): UsagePosition | undefined {
    const { at, envelope, rowCount } = page;
    const { top } = position;
    const next = readNextPosition(
      envelope,
      rowCount,
      position,
      { list, parameters: boundTo(position), top },
      at,
    );
    if (next === undefined) return undefined;
    const following = { ...next, top, snapshot };
    if (!context.wasAt(following)) return following;
    const pointer = pointerTo('nextLink', envelope, at);
    return at.failAt(pointer, 'a link to a further page', 'a link to a page that was there before');
  }

  return createWalks<Row, CommercialPage<Row>, UsagePosition>({
    abortSignal: options.abortSignal,
    prefetchPages: options.prefetchPages,
    placeOf,
    tokenOf,
    async fetchPage(start, context): Promise<PageStep<CommercialPage<Row>, UsagePosition>> {
      const { at, envelope, items, position } = await askForTheSameWhole(start, context.abortSignal);
      const snapshot = position.snapshot === undefined ? snapshotOf(items) : position.snapshot;
      const next = follow(position, { envelope, at, rowCount: items.length }, snapshot, context);
      const continuationToken = next === undefined ? undefined : tokenOf(next);
      const { totalCount } = envelope;
      return { page: { items, context: at.context, ...defined({ totalCount, continuationToken }) }, next };
    },
  });
}
