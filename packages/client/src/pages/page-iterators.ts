import type { ResumePoint } from '../errors/licenses-usage-error.ts';
import { createLinkedAbort } from '../time/linked-abort.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import { isLicensesUsageError } from '../errors/is-licenses-usage-error.ts';
import { defined } from '../input/values.ts';
import type { List, ListPage } from './list.ts';
import type { PageIterators, PageSettings } from './paged-iterator.ts';
import { createPrefetcher, type PageContext } from './prefetcher.ts';
import { createRowIterator } from './row-iterator.ts';

/** What is known at the end of a page. */
export interface PageStep<Position> {
  /** The answer, for errors about the page. */
  readonly ctx: DecodeContext;
  /** Where the next page starts. */
  readonly next: Position | undefined;
  readonly totalCount: number | undefined;
  /** Whether the page is empty and only proves that the previous page was the last. */
  readonly isProof?: boolean;
  /** The same for a page that repeats this one. `undefined` when the rows say too little. */
  readonly fingerprint: string | undefined;
}

/** A page that was read whole. */
export interface WholePage<Row, Position> extends PageStep<Position> {
  readonly items: Row[];
}

/** What one page gives a walk: batches of rows, or the page itself. */
interface PageParts<Part, Position> {
  readonly parts: AsyncIterable<Part>;
  /** Settles after the last part, or before the first one of a page that is read whole. */
  readonly step: Promise<PageStep<Position>>;
  /** Whether the page is read before its first part, so that a repeated page delivers nothing. */
  readonly isWhole?: boolean;
  /** Where to continue if the page fails: after the parts that were read. */
  resumeAt(): Position;
}

/** The rows of one page, one or more at a time. */
export type RowSource<Row, Position> = PageParts<readonly Row[], Position>;

/** The source of a list's pages. */
export interface PageSource<Row, Position> {
  readonly fetchPage: (
    position: Position,
    context: PageContext<Position>,
  ) => Promise<WholePage<Row, Position>>;
  /** Requests a page whose rows are delivered while it arrives; `undefined` when it has to be fetched whole. */
  readonly streamPage?: (
    position: Position,
    context: PageContext<Position>,
  ) => RowSource<Row, Position> | undefined;
  /** Where the next page starts, if that can be predicted before the page has arrived. */
  readonly predictNext?: (position: Position) => Position | undefined;
  /** Identifies the page at a position. */
  readonly pageKey: (position: Position) => string;
}

export function createPageIterators<Row, Position>(
  list: List<Position>,
  source: PageSource<Row, Position>,
): PageIterators<Row, ListPage<Row>> {
  const { fetchPage, streamPage } = source;

  function batches(settings: PageSettings) {
    const open = (position: Position, context: PageContext<Position>) =>
      streamPage?.(position, context) ??
      wholePage(position, fetchPage(position, context), context, ({ items }) =>
        items.length === 0 ? undefined : items,
      );
    return walk<readonly Row[], Position>(list, source, settings, open, (rows) => rows.length);
  }

  function pages(settings: PageSettings) {
    let isFirst = true;
    const toPage = ({ items, ctx, totalCount, next }: WholePage<Row, Position>): ListPage<Row> => {
      const continuationToken = next && list.tokenOf(next);
      return { items, context: ctx.context, ...defined({ totalCount, continuationToken }) };
    };
    const open = (position: Position, context: PageContext<Position>) =>
      wholePage(position, fetchPage(position, context), context, (page) => {
        // The only page of a list is delivered, even when it is empty.
        if (page.isProof === true && !isFirst) return undefined;
        isFirst = false;
        return toPage(page);
      });
    return walk<ListPage<Row>, Position>(list, source, settings, open, ({ items }) => items.length);
  }

  const { abortSignal } = list.options;
  return { rows: (settings) => createRowIterator(batches(settings), abortSignal), batches, pages };
}

/** Delivers the parts of page after page. */
async function* walk<Part, Position>(
  { options: { abortSignal, prefetchPages }, start, tokenOf }: List<Position>,
  { pageKey, predictNext }: Pick<PageSource<unknown, Position>, 'pageKey' | 'predictNext'>,
  settings: PageSettings,
  open: (position: Position, context: PageContext<Position>) => PageParts<Part, Position>,
  countRows: (part: Part) => number,
): AsyncGenerator<Part, undefined, undefined> {
  let position: Position | undefined = await start(settings);
  const abort = createLinkedAbort(abortSignal);
  const goTo = createPrefetcher<PageParts<Part, Position>, Position>({
    prefetchPages,
    request: open,
    nextOf: ({ step }, at) => positionAfter(at, step, predictNext),
    pageKey,
    tokenOf,
    abortSignal: abort.abortSignal,
  });
  let rowsDelivered = 0;
  let fingerprint: string | undefined;
  let current: PageParts<Part, Position> | undefined;
  try {
    while (position !== undefined) {
      current = goTo(position);
      if (current.isWhole === true) requireOther(await current.step, fingerprint);
      for await (const part of current.parts) {
        // The part may have arrived before the abort.
        abort.abortSignal.throwIfAborted();
        rowsDelivered += countRows(part);
        yield part;
      }
      const step: PageStep<Position> = await current.step;
      requireOther(step, fingerprint);
      ({ next: position, fingerprint } = step);
      current = undefined;
    }
  } catch (error) {
    // An abort rejects with the caller's own reason, even if that is an error of this package.
    abort.abortSignal.throwIfAborted();
    const resumeAt = current?.resumeAt() ?? position;
    throw resumeAt === undefined ? error : resumable(error, rowsDelivered, tokenOf(resumeAt));
  } finally {
    abort.end();
  }
}

/** A service may repeat a page under a new link or token, without an end. */
function requireOther({ ctx, fingerprint }: PageStep<unknown>, previous: string | undefined): void {
  if (fingerprint === undefined || fingerprint !== previous) return;
  const received = 'a page that begins and ends with the rows of the previous page';
  ctx.failAt(ctx.parent, 'rows that follow those of the previous page', received);
}

/** A page that is fetched whole, and has one part. */
function wholePage<Row, Position, Part>(
  position: Position,
  step: Promise<WholePage<Row, Position>>,
  { abortSignal }: PageContext<Position>,
  toPart: (page: WholePage<Row, Position>) => Part | undefined,
): PageParts<Part, Position> {
  async function* read() {
    const part = toPart(await step);
    abortSignal.throwIfAborted();
    if (part !== undefined) yield part;
  }
  return { parts: read(), step, isWhole: true, resumeAt: () => position };
}

/** Never rejects. A caller that stops early never awaits the pages ahead, so their rejections are swallowed here. */
async function positionAfter<Position>(
  position: Position,
  step: Promise<{ readonly next: Position | undefined }>,
  predictNext: PageSource<unknown, Position>['predictNext'],
): Promise<Position | undefined> {
  try {
    const predicted = predictNext?.(position);
    if (predicted === undefined) return (await step).next;
    step.catch(() => {});
    return predicted;
  } catch {
    return undefined;
  }
}

/**
 * A copy of a page's error that says where to resume. Bad input, such as a credential without a token, is not a
 * failed page.
 */
function resumable(error: unknown, rowsDelivered: number, continuationToken: string): unknown {
  if (!isLicensesUsageError(error) || error.name === 'ConfigurationError') return error;
  return withResume(error, { rowsDelivered, continuationToken });
}

/**
 * A copy of the error that says where its list can be resumed. Lists that fail for one cause, such as a refused
 * token, get the same error, and each has a resume point of its own.
 */
export function withResume(error: Error, resume: ResumePoint): Error {
  const { rowsDelivered } = resume;
  const delivered = ` Rows delivered before: ${rowsDelivered}; continue with error.resume.continuationToken.`;
  const message = rowsDelivered === 0 ? error.message : `${error.message}${delivered}`;
  const copy = new Error(message);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
  const { message: _, stack: __, ...own } = Object.getOwnPropertyDescriptors(error);
  Object.defineProperties(copy, { ...own, resume: { value: resume, enumerable: true, configurable: true } });
  if (error.stack !== undefined) copy.stack = error.stack.replace(error.message, () => message);
  return copy;
}
