/** Where and how a walk over pages starts. */
export interface PageSettings {
  /** The `continuationToken` of a page from an earlier walk over the same query: the walk starts after that page. */
  readonly continuationToken?: string | undefined;
  /** How many rows a page holds at most. */
  readonly maxPageSize?: number | undefined;
}

/**
 * Rows one by one with `for await`, or whole pages with `byPage`. Nothing is requested before the first row or page is.
 * The shape is that of the Azure SDK's paged iterators.
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

export interface Walk<Page, Position> {
  /** Reads the settings. Throws a `ConfigurationError` before anything is sent. */
  start(settings: PageSettings): Position;
  fetchPage(position: Position): Promise<PageStep<Page, Position>>;
}

export function createPagedIterator<Row, Page extends { readonly items: readonly Row[] }, Position>(
  walk: Walk<Page, Position>,
): PagedAsyncIterableIterator<Row, Page> {
  const rows = walkRows(walkPages(walk, walk.start({})));
  return {
    next: () => rows.next(),
    return: () => rows.return(undefined),
    [Symbol.asyncIterator]() {
      return this;
    },
    byPage: (settings = {}) => walkPages(walk, walk.start(settings)),
  };
}

async function* walkPages<Page, Position>(
  walk: Walk<Page, Position>,
  start: Position,
): AsyncGenerator<Page, undefined, undefined> {
  let position: Position | undefined = start;
  while (position !== undefined) {
    const step: PageStep<Page, Position> = await walk.fetchPage(position);
    yield step.page;
    position = step.next;
  }
}

async function* walkRows<Row>(
  pages: AsyncGenerator<{ readonly items: readonly Row[] }>,
): AsyncGenerator<Row, undefined, undefined> {
  for await (const page of pages) yield* page.items;
}
