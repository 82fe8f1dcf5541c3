import { defined } from '../input/values.ts';
import type { Answer } from '../call/operation.ts';
import type { ClientContext } from '../call/call-state.ts';
import { readRows, findKey, readEnvelope, type Envelope } from '../decode/collection.ts';
import type { FilterField } from '../generated/models.ts';
import { kindOf, type DecodeContext } from '../decode/decode-context.ts';
import type { OperationId } from '../call-context.ts';
import { operations } from '../generated/operations.ts';
import { prefixFinderOf } from './path-prefix.ts';
import type { ListOptions } from '../request-options.ts';
import { createList, requestPage, type ListPage } from './list.ts';
import { createRepetition, observeRows, type Repetition, type RowObserver } from './observe-rows.ts';
import { resolveRowsQuery, type RowsQuery } from './list-query.ts';
import { readNextLink, type LinkExpectation, type NextLink } from './next-link.ts';
import { createNextPagePredictor } from './next-page-predictor.ts';
import { createPageIterators, type PageStep, type RowSource } from './page-iterators.ts';
import type { OwnParameters } from '../input/own-parameters.ts';
import type { PageIterators } from './paged-iterator.ts';
import type { PageContext } from './prefetcher.ts';
import {
  isOtherTotal,
  isSkipPosition,
  nextStep,
  pageKey,
  pageSizeAt,
  type SkipPosition,
} from './skip-position.ts';
import { PageStream, type PageEnd } from './stream/index.ts';

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

/** The names of the list of rows. */
const rowKeys = ['Value', 'items'] as const;
const linkKeys = ['@nextLink', 'nextLink', '@odata.nextLink'];

/**
 * Checks a list and gives access to its pages.
 * @throws {ConfigurationError} naming the first part of the input at fault.
 */
export function createSkipPages<Row extends object, Field extends FilterField>(
  client: ClientContext,
  { operation, fields = [], resolveOwn, readRow: readAnyRow }: SkipList<Row, Field>,
  query: RowsQuery<Field, readonly Field[]>,
  listOptions: ListOptions | undefined,
): PageIterators<Row, ListPage<Row>> {
  const { parameters: common, top, skip } = resolveRowsQuery(query, fields);
  const { query: further = {}, headers: ownHeaders = {} } = resolveOwn?.(query) ?? {};
  const parameters = { ...common, ...further };
  const list = createList<SkipPosition>({
    client,
    operation,
    query: { ...parameters, ...ownHeaders, top, skip },
    first: {
      skip,
      link: {},
      emptyPages: 0,
      totalCount: undefined,
      maxPageSize: undefined,
      remaining: top,
      snapshot: undefined,
    },
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
    const envelope = readEnvelope(body, rowKeys, ctx);
    return { ctx, envelope, items: readRows(envelope.rows, readRow, ctx) };
  };

  /** Reads the envelope of a page after its rows, and decides where to continue. */
  function finishPage(
    position: SkipPosition,
    { ctx, envelope, rowCount }: PageEnd,
    seen: RowObserver,
    { hasVisited }: Context,
  ): PageMeta {
    const { totalCount } = envelope;
    const { baseUrl } = client.options;
    const own = Object.entries(defined(withSnapshot(position))).map(([name, value]) => [name, String(value)]);
    const nextLink = readLink(
      envelope,
      { baseUrl, path: operations[operation].path, own: Object.fromEntries(own) },
      ctx,
    );
    const snapshot = position.snapshot === undefined ? seen.snapshot : position.snapshot;
    const fingerprint = seen.fingerprint(rowCount);
    const facts = { rowCount, totalCount, nextLink, fingerprint };
    const step = nextStep({ ...position, snapshot }, facts);
    if (step.kind === 'refused')
      return ctx.failAt(pointerTo(step.part, envelope, ctx), step.expected, step.received);
    predictor.learn(position, rowCount, totalCount);
    const next = step.kind === 'next' ? step.position : undefined;
    if (next !== undefined && hasVisited(next)) {
      const received = 'a link to a page that was already read';
      return ctx.failAt(pointerTo('nextLink', envelope, ctx), 'a link to a further page', received);
    }
    const continuationToken = next && list.tokenOf(next);
    const isProof = position.unproven !== undefined && rowCount === 0;
    // A total ends a list whose pages repeat, and a service that counts its rows may hold equal ones.
    const mayRepeat = totalCount === undefined && seen.hasDifferentRows;
    const pointer = pointerTo('rows', envelope, ctx);
    const repetition = mayRepeat ? createRepetition(fingerprint, { ctx, pointer }) : undefined;
    return { next, isProof, repetition, context: ctx.context, ...defined({ totalCount, continuationToken }) };
  }

  function openStream(position: SkipPosition, context: Context) {
    const { abortSignal } = context;
    const seen = observeRows(position);
    const { delivered } = position;
    const stream = new PageStream<Row>({
      rowKeys,
      readRow,
      onRows: seen.onRows,
      maxSizeInBytes: maxBodySizeInBytes,
      owner: client,
      delivered,
      abortSignal,
    });
    const read = async (answer: Answer) => {
      if (answer.body === undefined) {
        return finishPage(position, await stream.end, seen, context);
      }
      const { ctx, envelope, items } = readPage(answer);
      seen.onRows(items, ctx, 0);
      const meta = finishPage(position, { ctx, envelope, rowCount: items.length }, seen, context);
      stream.settleWhole(items);
      return meta;
    };
    const step = ask(position, abortSignal, read, (...body) => stream.streamBody(...body));
    step.then(
      () => stream.releaseWindow(),
      (reason: unknown) => stream.fail(reason),
    );
    return { stream, step };
  }

  /** Requests a page whose rows are delivered while it arrives, from the first that was not delivered before. */
  function openRows(position: SkipPosition, context: Context) {
    const { stream, step } = openStream(position, context);
    const { remaining = Infinity, delivered } = position;
    let left = Math.max(0, remaining - (delivered?.rows ?? 0));
    return {
      async read(): Promise<readonly Row[] | undefined> {
        for (;;) {
          // Let the call settle with the row error first.
          const rows = await stream.read().catch(async (reason: unknown) => {
            await step;
            throw reason;
          });
          if (rows === undefined) return undefined;
          const wanted = rows.length > left ? rows.slice(0, left) : rows;
          left -= wanted.length;
          if (wanted.length > 0) return wanted;
        }
      },
      step,
      resumeAt(): SkipPosition {
        const { delivered: rows } = stream;
        return rows === undefined ? position : { ...position, delivered: rows, asked: pageSizeAt(position) };
      },
    };
  }

  function streamPage(position: SkipPosition, context: Context): RowSource<Row, SkipPosition> | undefined {
    const isStreamed = rowBatches && predictor.canStream(position);
    return isStreamed || position.delivered !== undefined ? openRows(position, context) : undefined;
  }

  /** Fetches the rest of a page of which some rows were delivered before. */
  async function fetchRest(position: SkipPosition, context: Context): Promise<Step<Row>> {
    const rest = openRows(position, context);
    const items: Row[] = [];
    for (let rows = await rest.read(); rows !== undefined; rows = await rest.read()) items.push(...rows);
    return toStep(items, await rest.step);
  }

  async function fetchWhole(start: SkipPosition, context: Context): Promise<Step<Row>> {
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
    const { ctx, envelope, items, position } = page;
    const seen = observeRows(position);
    seen.onRows(items, ctx, 0);
    const meta = finishPage(position, { ctx, envelope, rowCount: items.length }, seen, context);
    const { remaining } = position;
    return toStep(remaining === undefined ? items : items.slice(0, remaining), meta);
  }

  return createPageIterators<Row, SkipPosition>(list, {
    pageKey,
    predictNext: predictor.predictNext,
    fetchPage: (position, context) =>
      position.delivered === undefined ? fetchWhole(position, context) : fetchRest(position, context),
    streamPage,
  });
}

/** The facts about a page, apart from its rows. */
interface PageMeta extends Omit<ListPage<object>, 'items'> {
  readonly next: SkipPosition | undefined;
  /** Whether the page only proves that the previous page was the last. */
  readonly isProof: boolean;
  readonly repetition: Repetition | undefined;
}

type Step<Row> = PageStep<Row, SkipPosition>;

function toStep<Row>(
  items: Row[],
  { next, isProof, repetition, context, totalCount, continuationToken }: PageMeta,
): Step<Row> {
  const page = { items, context, ...defined({ totalCount, continuationToken }) };
  return { page, next, isProof, repetition };
}

/** The JSON pointer of a part of the envelope, in this answer's spelling. */
function pointerTo(part: 'nextLink' | 'totalCount' | 'rows', { body }: Envelope, ctx: DecodeContext): string {
  const names = { nextLink: linkKeys, totalCount: ['TotalCount'], rows: rowKeys }[part];
  return `/${findKey(body, names, ctx)}`;
}

function readLink(
  { body }: Envelope,
  expectation: LinkExpectation,
  ctx: DecodeContext,
): NextLink | null | undefined {
  const key = findKey(body, linkKeys, ctx);
  if (key === undefined) return undefined;
  const link = body[key];
  if (link === null || link === '') return null;
  if (typeof link !== 'string') return ctx.failAt(`/${key}`, 'a link or null', kindOf(link));
  return readNextLink(link, expectation);
}
