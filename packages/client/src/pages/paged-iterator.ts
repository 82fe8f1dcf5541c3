/** Where a walk over the pages of a list starts, and how large its pages are. */
export interface PageSettings {
  /**
   * The `continuationToken` of a page, or of an error's `resume`. Continues there. The token belongs to the same service,
   * partner, operation and query; any other is a `ConfigurationError`.
   */
  readonly continuationToken?: string | undefined;
  /** How many rows one request asks for at most, 1 to the largest page of the service. Overrides the `maxPageSize` of the list's options. */
  readonly maxPageSize?: number | undefined;
}

/**
 * The rows of a list: one by one with `for await`, in batches with `byBatch`, in pages with `byPage`, all at once with
 * `toArray`. Each of these reads the list from its start; a `for await` after `next()` continues where `next()` stopped.
 *
 * Nothing is requested before the first row, batch or page is asked for. From then on `prefetchPages` pages are requested
 * ahead. Bad input rejects that first `next()` with a `ConfigurationError`; nothing is thrown before.
 *
 * When a page fails, `error.resume` says how many rows were delivered and holds a token that continues after them.
 */
export interface PagedAsyncIterableIterator<Row, Page> extends AsyncIterableIterator<Row> {
  /** Resolves to the next row. Rejects with the error of the page that it would be on. */
  next(): Promise<IteratorResult<Row, undefined>>;
  /** Ends the walk and aborts what was requested ahead. */
  return(): Promise<IteratorResult<Row, undefined>>;
  /** Returns this iterator, which `for await` reads. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Row>;
  /** Reads all rows into memory. */
  toArray(): Promise<Row[]>;
  /** Reads page by page. */
  byPage(settings?: PageSettings): AsyncIterableIterator<Page>;
  /** Reads as many rows at a time as have arrived: the fastest way over many rows. */
  byBatch(settings?: PageSettings): AsyncIterableIterator<readonly Row[]>;
}

/** Starts walks over one list. Each throws a `ConfigurationError` on bad settings. */
export interface PageIterators<Row, Page> {
  rows(settings: PageSettings): AsyncIterator<Row, undefined>;
  batches(settings: PageSettings): AsyncIterator<readonly Row[], undefined>;
  pages(settings: PageSettings): AsyncIterator<Page, undefined>;
}

/** @param load Loads the list machinery, which a program without lists never needs, and checks the input. */
export function createPagedIterator<Row, Page>(
  load: () => Promise<PageIterators<Row, Page>>,
): PagedAsyncIterableIterator<Row, Page> {
  const openRows = () => openLater(load, (iterators) => iterators.rows({}));
  const first = openRows();
  let isTaken = false;
  const byBatch = (settings: PageSettings = {}) =>
    openLater(load, (iterators) => iterators.batches(settings));
  return {
    next: () => first.next(),
    return: () => first.return(),
    [Symbol.asyncIterator]() {
      // A second loop over the list must not find it empty.
      if (isTaken) return openRows();
      isTaken = true;
      return first;
    },
    async toArray() {
      const all: Row[] = [];
      for await (const rows of byBatch()) for (const row of rows) all.push(row);
      return all;
    },
    byPage: (settings = {}) => openLater(load, (iterators) => iterators.pages(settings)),
    byBatch,
  };
}

const ended = { done: true, value: undefined } as const;

interface Closable<Item> extends AsyncIterableIterator<Item, undefined> {
  next(): Promise<IteratorResult<Item, undefined>>;
  return(): Promise<IteratorResult<Item, undefined>>;
}

/** An iterator that is opened by the first `next()`. */
function openLater<Item, Loaded>(
  load: () => Promise<Loaded>,
  open: (loaded: Loaded) => AsyncIterator<Item, undefined>,
): Closable<Item> {
  let items: AsyncIterator<Item, undefined> | undefined;
  let opening: Promise<AsyncIterator<Item, undefined>> | undefined;
  let isOver = false;

  async function openOnce(): Promise<AsyncIterator<Item, undefined>> {
    try {
      items = open(await load());
      return items;
    } catch (error) {
      isOver = true;
      throw error;
    }
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
      // The error of a list that could not be opened belongs to `next()`.
      const opened = await opening?.catch(() => undefined);
      await opened?.return?.();
      return ended;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
