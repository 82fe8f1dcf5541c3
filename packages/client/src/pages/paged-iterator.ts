/** Where and how a walk over pages starts. */
export interface PageSettings {
  /** The `continuationToken` of a page or an error of an earlier walk over the same query: the walk goes on there. */
  readonly continuationToken?: string | undefined;
  /** How many rows a page holds at most. */
  readonly maxPageSize?: number | undefined;
}

/**
 * Rows one by one with `for await`, many at a time with `byBatch`, or whole pages with `byPage`. Nothing is requested
 * before the first row, batch or page is; from then on as many pages are requested ahead as `prefetchPages` says.
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
  /** Starts a walk of its own, with as many rows at a time as have come: the quickest way over many rows. */
  byBatch(settings?: PageSettings): AsyncIterableIterator<readonly Row[]>;
}

/** Begins walks over the same query. */
export interface Walks<Row, Page, Position> {
  rows(start: Position): AsyncIterator<Row, undefined>;
  batches(start: Position): AsyncIterator<readonly Row[], undefined>;
  pages(start: Position): AsyncIterator<Page, undefined>;
}

export interface WalkSource<Row, Page, Position> {
  /** Reads the settings. Throws a `ConfigurationError` before anything is sent. */
  readonly start: (settings: PageSettings) => Position;
  /** Fetches the code that walks, which a program that lists nothing never loads. */
  readonly load: () => Promise<Walks<Row, Page, Position>>;
}

export function createPagedIterator<Row, Page, Position>({
  start,
  load,
}: WalkSource<Row, Page, Position>): PagedAsyncIterableIterator<Row, Page> {
  const first = start({});
  const rows = openLater(load, (walks) => walks.rows(first));
  return {
    next: () => rows.next(),
    return: () => rows.return(),
    [Symbol.asyncIterator]() {
      return this;
    },
    byPage(settings = {}) {
      const position = start(settings);
      return openLater(load, (walks) => walks.pages(position));
    },
    byBatch(settings = {}) {
      const position = start(settings);
      return openLater(load, (walks) => walks.batches(position));
    },
  };
}

const ended = { done: true, value: undefined } as const;

type Closable<Item> = Required<Pick<AsyncIterableIterator<Item, undefined>, 'next' | 'return'>> &
  AsyncIterableIterator<Item, undefined>;

function openLater<Item, Loaded>(
  load: () => Promise<Loaded>,
  open: (loaded: Loaded) => AsyncIterator<Item, undefined>,
): Closable<Item> {
  let items: AsyncIterator<Item, undefined> | undefined;
  let opening: Promise<AsyncIterator<Item, undefined>> | undefined;
  let isOver = false;

  async function openOnce(): Promise<AsyncIterator<Item, undefined>> {
    items = open(await load());
    return items;
  }

  return {
    next() {
      if (items !== undefined) return items.next();
      if (isOver) return Promise.resolve(ended);
      opening ??= openOnce();
      return opening.then((opened) => opened.next());
    },
    async return() {
      isOver = true;
      await (await opening)?.return?.();
      return ended;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
