import { ConfigurationError } from '../errors/configuration-error.ts';
import { LicensesUsageError } from '../errors/licenses-usage-error.ts';
import { createWalkAbort } from './walk-abort.ts';

/** Where and how a walk over pages starts. */
export interface PageSettings {
  /** The `continuationToken` of a page from an earlier walk over the same query: the walk starts after that page. */
  readonly continuationToken?: string | undefined;
  /** How many rows a page holds at most. */
  readonly maxPageSize?: number | undefined;
}

/**
 * Rows one by one with `for await`, or whole pages with `byPage`. Nothing is requested before the first row or page is;
 * from then on the next page is requested while the current one is used, and no more than that one.
 * The shape is that of the Azure SDK's paged iterators.
 *
 * When a page fails, `walk` of the error says how many rows were delivered and where to resume.
 */
export interface PagedAsyncIterableIterator<Row, Page> extends AsyncIterableIterator<Row> {
  next(): Promise<IteratorResult<Row, undefined>>;
  return(): Promise<IteratorResult<Row, undefined>>;
  [Symbol.asyncIterator](): PagedAsyncIterableIterator<Row, Page>;
  /** Starts a walk of its own, page by page. */
  byPage(settings?: PageSettings): AsyncIterableIterator<Page>;
}

/** A page and where the one after it starts. */
export interface PageStep<Page, Position> {
  readonly page: Page;
  readonly next: Position | undefined;
}

/** What a walk gives each of its requests. */
export interface WalkContext {
  readonly abortSignal: AbortSignal;
  /** The places of the pages so far: a link back to one of them would never end. */
  readonly visited: Set<string>;
}

export interface Walk<Page, Position> {
  readonly abortSignal: AbortSignal | undefined;
  /** Reads the settings. Throws a `ConfigurationError` before anything is sent. */
  start(settings: PageSettings): Position;
  fetchPage(position: Position, context: WalkContext): Promise<PageStep<Page, Position>>;
  /** The token that a walk from this position resumes with. */
  tokenOf(position: Position): string;
}

interface PageOfRows<Row> {
  readonly items: readonly Row[];
}

export function createPagedIterator<Row, Page extends PageOfRows<Row>, Position>(
  walk: Walk<Page, Position>,
): PagedAsyncIterableIterator<Row, Page> {
  const rows = walkRows(walkPages(walk, walk.start({})), walk.abortSignal);
  return {
    next: () => rows.next(),
    return: () => rows.return(undefined),
    [Symbol.asyncIterator]() {
      return this;
    },
    byPage: (settings = {}) => walkPages(walk, walk.start(settings)),
  };
}

async function* walkPages<Page extends PageOfRows<unknown>, Position>(
  walk: Walk<Page, Position>,
  start: Position,
): AsyncGenerator<Page, undefined, undefined> {
  const abort = createWalkAbort(walk.abortSignal);
  const context = { abortSignal: abort.abortSignal, visited: new Set<string>() };
  let rowsDelivered = 0;

  async function fetchPage(position: Position): Promise<PageStep<Page, Position>> {
    try {
      return await walk.fetchPage(position, context);
    } catch (error) {
      // The reason of an abort is the caller's own, even where it is an error of ours.
      context.abortSignal.throwIfAborted();
      // Bad input, such as a credential without a token, is no page that failed.
      if (!(error instanceof LicensesUsageError) || error instanceof ConfigurationError) throw error;
      throw error.ofWalk({ rowsDelivered, continuationToken: walk.tokenOf(position) });
    }
  }

  try {
    let upcoming: Promise<PageStep<Page, Position>> | undefined = fetchPage(start);
    while (upcoming !== undefined) {
      const { page, next }: PageStep<Page, Position> = await upcoming;
      // The page may have come before the abort.
      context.abortSignal.throwIfAborted();
      rowsDelivered += page.items.length;
      upcoming = next === undefined ? undefined : fetchPage(next);
      // Whoever stops here never awaits the page ahead.
      upcoming?.catch(() => {});
      yield page;
    }
  } finally {
    abort.end();
  }
}

async function* walkRows<Row>(
  pages: AsyncGenerator<PageOfRows<Row>, undefined, undefined>,
  abortSignal: AbortSignal | undefined,
): AsyncGenerator<Row, undefined, undefined> {
  for await (const page of pages) {
    for (const row of page.items) {
      abortSignal?.throwIfAborted();
      yield row;
    }
  }
}
