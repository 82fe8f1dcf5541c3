/** Where an iteration over a list starts, and how large its pages are. */
export interface PageSettings {
  /**
   * The `continuationToken` of a page, or of an error's `resume`, to continue from. It must come from the same
   * service, partner, operation and query; any other is a `ConfigurationError`.
   */
  readonly continuationToken?: string | undefined;
  /**
   * The page size: how many rows one request asks for at most, from 1 to the service's largest page. Overrides the
   * `maxPageSize` of the list's options.
   */
  readonly maxPageSize?: number | undefined;
}

/**
 * The rows of a list: one by one with `for await`, in batches with `byBatch`, in pages with `byPage`, or all at once
 * with `toArray`. Each of these reads the list from its start, except that a `for await` after `next()` continues
 * where `next()` stopped.
 *
 * Nothing is requested before the first `next()`. From then on `prefetchPages` pages are requested ahead. Bad input
 * makes the first `next()` reject with a `ConfigurationError`; nothing throws before.
 *
 * When a page fails, `error.resume` says how many rows were delivered and holds a token that continues after them.
 */
export interface PagedAsyncIterableIterator<Row, Page> extends AsyncIterableIterator<Row> {
  /** Resolves to the next row. Rejects with the error of the page that it would be on. */
  next(): Promise<IteratorResult<Row, undefined>>;
  /** Ends the iteration and aborts the requests in flight. */
  return(): Promise<IteratorResult<Row, undefined>>;
  /** Returns this iterator, which `for await` reads. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Row>;
  /** Reads all rows into memory. */
  toArray(): Promise<Row[]>;
  /** Reads page by page. */
  byPage(settings?: PageSettings): AsyncIterableIterator<Page>;
  /** Reads all rows that have arrived at a time: the fastest way to read many rows. */
  byBatch(settings?: PageSettings): AsyncIterableIterator<readonly Row[]>;
}

/** Starts iterations over one list. Bad settings make the first `next()` reject with a `ConfigurationError`. */
export interface PageIterators<Row, Page> {
  rows(settings: PageSettings): AsyncIterator<Row, undefined>;
  batches(settings: PageSettings): AsyncIterator<readonly Row[], undefined>;
  pages(settings: PageSettings): AsyncIterator<Page, undefined>;
}

/** @param load Loads the code for lists, which a program without lists never needs, and checks the input. */
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
  const over: AsyncIterator<Item, undefined> = { next: () => Promise.resolve(ended) };
  let items: AsyncIterator<Item, undefined> | undefined;
  let opening: Promise<AsyncIterator<Item, undefined>> | undefined;

  async function openOnce(): Promise<AsyncIterator<Item, undefined>> {
    try {
      return (items = open(await load()));
    } catch (error) {
      items = over;
      throw error;
    }
  }

  return {
    next() {
      if (items !== undefined) return items.next();
      opening ??= openOnce();
      return opening.then((opened) => opened.next());
    },
    async return() {
      if (opening === undefined) items = over;
      // Only `next()` reports that a list could not be opened.
      const opened = await opening?.catch(() => undefined);
      await opened?.return?.();
      return ended;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
