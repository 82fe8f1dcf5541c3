import type { ResumePoint } from '../errors/licenses-usage-error.ts';
import type { CallerSignal } from '../call/caller-signal.ts';
import { createLinkedAbort } from '../call/linked-abort.ts';
import { isLicensesUsageError } from '../errors/is-licenses-usage-error.ts';
import type { PageIterators, PageSettings } from './paged-iterator.ts';
import { Prefetcher, type PageContext } from './prefetcher.ts';
import { createRowIterator } from './row-iterator.ts';

/** A page, and where the next one starts. */
export interface PageStep<Page, Position> {
  readonly page: Page;
  readonly next: Position | undefined;
  /** Whether the page is empty and only proves that the previous page was the last. */
  readonly isProof?: boolean;
}

export interface PageOfRows<Row> {
  readonly items: readonly Row[];
}

/** The rows of one page. */
export interface RowSource<Row, Position> {
  /** The next rows, or `undefined` after the last. */
  read(): Promise<readonly Row[] | undefined>;
  /** Where the next page starts. Settles after the last row. */
  readonly step: Promise<{ readonly next: Position | undefined }>;
  /** Where to continue if the page fails: after the rows that were read. */
  resumeAt(): Position;
}

/** The source of a list's pages. */
export interface PageSource<Row, Page extends PageOfRows<Row>, Position> {
  readonly abortSignal: CallerSignal | undefined;
  /** How many pages are requested ahead. */
  readonly prefetchPages: number;
  /** The position that the settings ask for. Throws a `ConfigurationError`. */
  readonly start: (settings: PageSettings) => Position;
  readonly fetchPage: (
    position: Position,
    context: PageContext<Position>,
  ) => Promise<PageStep<Page, Position>>;
  /** Requests a page whose rows are delivered while it arrives; `undefined` when it has to be fetched whole. */
  readonly streamPage?: (
    position: Position,
    context: PageContext<Position>,
  ) => RowSource<Row, Position> | undefined;
  /** Where the next page starts, if that can be predicted before the page has arrived. */
  readonly predictNext?: (position: Position) => Position | undefined;
  /** Identifies the page at a position. */
  readonly pageKey: (position: Position) => string;
  /** The continuation token of a position. */
  readonly tokenOf: (position: Position) => string;
}

export function createPageIterators<Row, Page extends PageOfRows<Row>, Position>(
  source: PageSource<Row, Page, Position>,
): PageIterators<Row, Page> {
  const { abortSignal, start } = source;
  return {
    rows: (settings) => createRowIterator(readBatches(source, start(settings)), abortSignal),
    batches: (settings) => readBatches(source, start(settings)),
    pages: (settings) => readPages(source, start(settings)),
  };
}

async function* readPages<Row, Page extends PageOfRows<Row>, Position>(
  source: PageSource<Row, Page, Position>,
  start: Position,
): AsyncGenerator<Page, undefined, undefined> {
  const abort = createLinkedAbort(source.abortSignal);
  const pages = createPrefetcher(source, abort.abortSignal, (position, context) => {
    const step = source.fetchPage(position, context);
    return { step, nextPosition: positionAfter(source, position, step) };
  });
  let rowsDelivered = 0;
  let position: Position | undefined = start;
  try {
    while (position !== undefined) {
      const { page, next, isProof }: PageStep<Page, Position> = await pages.goTo(position).step;
      // The page may have arrived before the abort.
      abort.abortSignal.throwIfAborted();
      rowsDelivered += page.items.length;
      if (isProof !== true || position === start) yield page;
      position = next;
    }
  } catch (error) {
    abort.abortSignal.throwIfAborted();
    throw position === undefined ? error : resumable(error, rowsDelivered, source.tokenOf(position));
  } finally {
    abort.end();
  }
}

async function* readBatches<Row, Page extends PageOfRows<Row>, Position>(
  source: PageSource<Row, Page, Position>,
  start: Position,
): AsyncGenerator<readonly Row[], undefined, undefined> {
  const abort = createLinkedAbort(source.abortSignal);
  const pages = createPrefetcher(source, abort.abortSignal, (position, context) => {
    const rows =
      source.streamPage?.(position, context) ??
      wholePage<Row, Position>(position, source.fetchPage(position, context));
    return { rows, nextPosition: positionAfter(source, position, rows.step) };
  });
  let rowsDelivered = 0;
  let position: Position | undefined = start;
  /** The current page. */
  let current: RowSource<Row, Position> | undefined;
  try {
    while (position !== undefined) {
      current = pages.goTo(position).rows;
      for (let rows = await current.read(); rows !== undefined; rows = await current.read()) {
        // The rows may have arrived before the abort.
        abort.abortSignal.throwIfAborted();
        rowsDelivered += rows.length;
        if (rows.length > 0) yield rows;
      }
      position = (await current.step).next;
      current = undefined;
    }
  } catch (error) {
    // An abort rejects with the caller's own reason, even if that is an error of this package.
    abort.abortSignal.throwIfAborted();
    const resumeAt = current?.resumeAt() ?? position;
    throw resumeAt === undefined ? error : resumable(error, rowsDelivered, source.tokenOf(resumeAt));
  } finally {
    abort.end();
  }
}

function createPrefetcher<
  Requested extends { readonly nextPosition: Promise<Position | undefined> },
  Position,
>(
  source: Pick<PageSource<unknown, PageOfRows<unknown>, Position>, 'prefetchPages' | 'pageKey' | 'tokenOf'>,
  abortSignal: AbortSignal,
  request: (position: Position, context: PageContext<Position>) => Requested,
): Prefetcher<Requested, Position> {
  const { prefetchPages, pageKey, tokenOf } = source;
  const isSame = (left: Position, right: Position) => tokenOf(left) === tokenOf(right);
  return new Prefetcher({ prefetchPages, request, pageKey, isSame }, abortSignal);
}

/** The rows of a page that is fetched whole. */
function wholePage<Row, Position>(
  position: Position,
  step: Promise<PageStep<PageOfRows<Row>, Position>>,
): RowSource<Row, Position> {
  let isRead = false;
  return {
    async read() {
      if (isRead) return undefined;
      const { page } = await step;
      isRead = true;
      return page.items;
    },
    step,
    resumeAt: () => position,
  };
}

/** Never rejects. A caller that stops early never awaits the pages ahead, so their rejections are swallowed here. */
async function positionAfter<Position>(
  source: Pick<PageSource<unknown, PageOfRows<unknown>, Position>, 'predictNext'>,
  position: Position,
  step: Promise<{ readonly next: Position | undefined }>,
): Promise<Position | undefined> {
  try {
    const predicted = source.predictNext?.(position);
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
