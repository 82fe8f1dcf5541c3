/** `Symbol.asyncDispose`, for the compilers and runtimes that know it: `await using` closes the connections. */
type AsyncDisposing = typeof Symbol extends { readonly asyncDispose: infer Key extends symbol }
  ? { readonly [Name in Key]: () => Promise<void> }
  : unknown;

/** A `fetch` with connections of its own. */
export type NodeFetch = typeof globalThis.fetch &
  AsyncDisposing & {
    /** Waits for the requests that are under way, then closes the connections. Later requests are refused. */
    close(): Promise<void>;
  };
