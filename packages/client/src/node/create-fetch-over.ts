import { Exchange, type Dispatching } from './exchange.ts';
import type { NodeFetch } from './node-fetch.ts';
import { toOutgoing } from './outgoing.ts';

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
