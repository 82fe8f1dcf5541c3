import { abortable } from '../time/abort.ts';
import type { Answer } from '../call/operation.ts';
import type { ClientContext } from '../call/client-context.ts';
import { readRows, findKey, readEnvelope, type Envelope } from '../decode/collection.ts';
import type { FilterField } from '../generated/models.ts';
import { kindOf, type DecodeContext } from '../decode/decode-context.ts';
import type { OperationId } from '../call-context.ts';
import { operations } from '../generated/operations.ts';
import { prefixFinderOf } from './path-prefix.ts';
import type { ListOptions } from '../request-options.ts';
import { createList, requestPage, type ListPage } from './list.ts';
import { observeRows, type RowObserver } from './observe-rows.ts';
import { requireNames, resolveRowsQuery, type RowsQuery } from './list-query.ts';
import { readNextLink, type LinkExpectation, type NextLink } from './next-link.ts';
import { createNextPagePredictor } from './next-page-predictor.ts';
import { createPageIterators, type PageStep, type RowSource, type WholePage } from './page-iterators.ts';
import type { OwnParameters } from '../input/own-parameters.ts';
import type { PageIterators } from './paged-iterator.ts';
import type { PageContext } from './prefetcher.ts';
import {
  isOtherTotal,
  isSkipPosition,
  nextPosition,
  pageKey,
  pageSizeAt,
  type RefusePage,
  type SkipPosition,
} from './skip-position.ts';
import { createPageStream, type PageEnd, type PageStream } from './stream/index.ts';

/** A list whose next page is addressed by `skip`, by a link, or by both. */
export interface SkipList<Row extends object, Field extends FilterField> {
  readonly operation: OperationId;
  /** The fields that rows can be filtered and grouped by. */
  readonly fields?: readonly Field[];
  /** Checks the parameters that only this list takes. Throws a `ConfigurationError`. */
  readonly resolveOwn?: (query: object) => OwnParameters;
  readonly readRow: (row: unknown, ctx: DecodeContext, groupBy: readonly Field[]) => Row;
}

type Context = PageContext<SkipPosition>;

/** The names of the parts of a page. */
const keysOf = {
  rows: ['Value', 'items'],
  nextLink: ['@nextLink', 'nextLink', '@odata.nextLink'],
  totalCount: ['TotalCount'],
} as const;

/**
 * Checks a list and gives access to its pages.
 * @throws {ConfigurationError} naming the first part of the input at fault.
 */
export async function createSkipPages<Row extends object, Field extends FilterField>(
  client: ClientContext,
  { operation, fields = [], resolveOwn, readRow: readAnyRow }: SkipList<Row, Field>,
  query: RowsQuery<Field, readonly Field[]>,
  listOptions: ListOptions | undefined,
): Promise<PageIterators<Row, ListPage<Row>>> {
  const { parameters: common, top, skip } = resolveRowsQuery(query, fields);
  const { query: further = {}, headers: ownHeaders = {}, names = [] } = resolveOwn?.(query) ?? {};
  await requireNames('query', query, ['filter', 'groupBy', 'processedDateTime', 'top', 'skip', ...names]);
  const parameters = { ...common, ...further };
  const list = await createList<SkipPosition>({
    client,
    operation,
    query: { ...parameters, ...ownHeaders, top, skip },
    first: { skip, link: {}, emptyPages: 0, remaining: top },
    isPosition: isSkipPosition,
    options: listOptions,
  });
  const { maxBodySizeInBytes, rowBatches } = client.options;
  const groupBy = parameters.groupby ?? [];
  const readRow = (row: unknown, ctx: DecodeContext) => readAnyRow(row, ctx, groupBy);
  const isSnapshotChosen = parameters.processedDateTime !== undefined;
  const predictor = createNextPagePredictor(isSnapshotChosen);

  /** The query of a page: the caller's, within the snapshot of the iteration. */
  const withSnapshot = (position: SkipPosition) => ({
    ...parameters,
    processedDateTime: parameters.processedDateTime ?? position.snapshot ?? undefined,
    top: pageSizeAt(position),
  });

  const ask = <Result>(
    position: SkipPosition,
    abortSignal: AbortSignal,
    read: (answer: Answer) => Result | Promise<Result>,
    streamBody?: PageStream<Row>['streamBody'],
  ): Promise<Result> => {
    const { link, skip: rows } = position;
    const pageQuery = { ...withSnapshot(position), skip: rows === 0 ? undefined : rows };
    const page = { query: pageQuery, ownHeaders, link, abortSignal, read, streamBody };
    return prefixFinderOf(client)((pathPrefix) => requestPage(list, { ...page, pathPrefix }), abortSignal);
  };

  const readPage = ({ body, ctx }: Answer) => {
    const envelope = readEnvelope(body, keysOf.rows, ctx);
    return { ctx, envelope, items: readRows(envelope.rows, readRow, ctx) };
  };

  /** Reads the envelope of a page after its rows, and decides where to continue. */
  function finishPage(
    position: SkipPosition,
    { ctx, envelope: { totalCount, body } }: PageEnd,
    seen: RowObserver,
    { hasVisited }: Context,
  ): PageStep<SkipPosition> {
    const refuse: RefusePage = (part, expected, received) =>
      ctx.failAt(`/${findKey(body, keysOf[part], ctx)}`, expected, received);
    const { baseUrl } = client.options;
    const expectation = { baseUrl, path: operations[operation].path, own: withSnapshot(position) };
    const nextLink = readLink(body, expectation, ctx);
    const { rowCount, fingerprint } = seen;
    const { snapshot = seen.snapshot } = position;
    const next = nextPosition(
      { ...position, snapshot },
      { rowCount, totalCount, nextLink, fingerprint },
      refuse,
    );
    predictor.learn(position, rowCount, totalCount);
    if (next !== undefined && hasVisited(next)) {
      return refuse('nextLink', 'a link to a further page', 'a link to a page that was already read');
    }
    const isProof = position.unproven !== undefined && rowCount === 0;
    // Where links lead on and a total ends the list, the service itself says that these rows follow.
    const isLinked = typeof nextLink === 'object' && nextLink !== null;
    const followsLink = isLinked || Object.keys(position.link).length > 0;
    const mayRepeat = seen.hasDifferentRows && (totalCount === undefined || !followsLink);
    return { ctx, next, totalCount, isProof, fingerprint: mayRepeat ? fingerprint : undefined };
  }

  /** Requests a page whose rows are delivered while it arrives, from the first that was not delivered before. */
  function openRows(position: SkipPosition, context: Context): RowSource<Row, SkipPosition> {
    const { abortSignal } = context;
    const { delivered, remaining = Infinity } = position;
    const seen = observeRows(position.snapshot);
    const stream = createPageStream<Row>({
      rowKeys: keysOf.rows,
      readRow,
      onRows: seen.onRows,
      maxSizeInBytes: maxBodySizeInBytes,
      owner: client,
      delivered,
    });
    const read = async (answer: Answer) => {
      if (answer.body === undefined) {
        return finishPage(position, await abortable(stream.end, abortSignal), seen, context);
      }
      const whole = readPage(answer);
      seen.onRows(whole.items, whole.ctx, 0);
      const end = finishPage(position, whole, seen, context);
      stream.settleWhole(whole.items);
      return end;
    };
    const step = ask(position, abortSignal, read, stream.streamBody);
    step.then(
      () => stream.releaseWindow(),
      (reason: unknown) => stream.fail(reason),
    );

    async function* deliver() {
      let left = Math.max(0, remaining - (delivered?.rows ?? 0));
      for (;;) {
        // Let the call settle with the row error first.
        const rows = await stream.read().catch(async (reason: unknown) => {
          await step;
          throw reason;
        });
        if (rows === undefined) return;
        const wanted = rows.length > left ? rows.slice(0, left) : rows;
        left -= wanted.length;
        if (wanted.length > 0) yield wanted;
      }
    }

    return {
      parts: deliver(),
      step,
      resumeAt() {
        const rows = stream.delivered();
        return rows === undefined ? position : { ...position, delivered: rows, asked: pageSizeAt(position) };
      },
    };
  }

  async function fetchPage(start: SkipPosition, context: Context): Promise<WholePage<Row, SkipPosition>> {
    // The rest of a page of which some rows were delivered before.
    if (start.delivered !== undefined) {
      const { parts, step } = openRows(start, context);
      const rest: Row[] = [];
      for await (const rows of parts) rest.push(...rows);
      return { items: rest, ...(await step) };
    }
    const fetch = async (position: SkipPosition) => ({
      ...(await ask(position, context.abortSignal, readPage)),
      position,
    });
    let page = await fetch(start);
    // The rows of one answer may have several dates. If the bound snapshot lacks some of them, the iteration is
    // unbound again.
    const isBound = !isSnapshotChosen && typeof start.snapshot === 'string';
    if (isBound && isOtherTotal(start, page.envelope.totalCount))
      page = await fetch({ ...start, snapshot: null });
    const { ctx, items, position } = page;
    const seen = observeRows(position.snapshot);
    seen.onRows(items, ctx, 0);
    return { items: items.slice(0, position.remaining), ...finishPage(position, page, seen, context) };
  }

  return createPageIterators<Row, SkipPosition>(list, {
    pageKey,
    predictNext: predictor.predictNext,
    fetchPage,
    streamPage(position, context) {
      const isStreamed = rowBatches && predictor.canStream(position);
      return isStreamed || position.delivered !== undefined ? openRows(position, context) : undefined;
    },
  });
}

function readLink(
  body: Envelope['body'],
  expectation: LinkExpectation,
  ctx: DecodeContext,
): NextLink | null | undefined {
  const key = findKey(body, keysOf.nextLink, ctx);
  if (key === undefined) return undefined;
  const link = body[key];
  if (link === null || link === '') return null;
  if (typeof link !== 'string') return ctx.failAt(`/${key}`, 'a link or null', kindOf(link));
  return readNextLink(link, expectation);
}
