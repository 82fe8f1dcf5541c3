import type { Dispatcher } from 'undici';
import { createFetchOver } from '../../src/node/exchange.ts';

type Fetch = typeof globalThis.fetch;

/** The transport for Node.js over a handler in place of undici, in virtual time. */
export function overNodeTransport(answer: Fetch): Fetch {
  return createFetchOver(async () => ({
    destroy: async () => {},
    dispatch(options, handler) {
      void exchange(answer, options, handler);
      return true;
    },
  }));
}

async function exchange(
  answer: Fetch,
  { origin, path, method, headers, body }: Dispatcher.DispatchOptions,
  handler: Dispatcher.DispatchHandler,
): Promise<void> {
  const abort = new AbortController();
  let resumed = Promise.resolve();
  let resume = () => {};
  const controller = {
    aborted: false,
    paused: false,
    reason: null,
    rawHeaders: null,
    rawTrailers: null,
    abort: (reason: Error) => abort.abort(reason),
    pause() {
      resumed = new Promise((resolve) => {
        resume = resolve;
      });
    },
    resume: () => resume(),
  };
  handler.onRequestStart?.(controller, {});
  try {
    const request = new Request(`${String(origin)}${path}`, {
      method,
      headers: pairsOf(headers),
      body: body instanceof Uint8Array ? Uint8Array.from(body) : null,
      redirect: 'manual',
      signal: abort.signal,
    });
    const response = await answer(request);
    if (abort.signal.aborted) {
      await response.body?.cancel();
      return;
    }
    const told = Object.fromEntries(response.headers);
    handler.onResponseStart?.(controller, response.status, told, response.statusText);
    const reader = response.body?.getReader();
    abort.signal.addEventListener('abort', () => void reader?.cancel(abort.signal.reason).catch(() => {}));
    for (;;) {
      await resumed;
      const piece = await reader?.read();
      if (abort.signal.aborted) return;
      if (piece?.value === undefined) break;
      handler.onResponseData?.(controller, Buffer.from(piece.value));
    }
    handler.onResponseEnd?.(controller, {});
  } catch (error) {
    handler.onResponseError?.(controller, isError(error) ? error : new Error(String(error)));
  }
}

/** Also recognises an error of another realm, which is no instance of this one's `Error`. */
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === '[object Error]';
}

/** Alternating names and values, as pairs. */
function pairsOf(headers: Dispatcher.DispatchOptions['headers']): [string, string][] {
  const list = Array.isArray(headers) ? headers : [];
  return list.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, list[index + 1] ?? '']] : [],
  );
}
