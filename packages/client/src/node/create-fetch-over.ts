import { Exchange, type Dispatching } from './exchange.ts';
import { toOutgoing } from './outgoing.ts';

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

/** A `fetch` over connections that are opened with the first request. */
export function createFetchOver(open: () => Promise<Dispatching>): NodeFetch {
  let opening: Promise<Dispatching> | undefined;
  let opened: Dispatching | undefined;

  async function start(): Promise<Dispatching> {
    opening ??= open();
    opened = await opening;
    return opened;
  }

  const nodeFetch: typeof globalThis.fetch = async (input, init) => {
    const prepared = toOutgoing(input, init);
    const outgoing = prepared instanceof Promise ? await prepared : prepared;
    outgoing.signal?.throwIfAborted();
    const dispatching = opened ?? (await start());
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(outgoing, resolve, reject);
      dispatching.dispatch(exchange.options, exchange);
    });
  };

  const close = async () => {
    opening ??= open();
    await (await opening).close();
  };
  return Object.assign(nodeFetch, { close, [Symbol.asyncDispose]: close });
}
