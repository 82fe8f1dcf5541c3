import type { Dispatcher } from 'undici';
import type { AsyncDisposing } from '../async-disposing.ts';
import { abortReason, onAbort, throwIfAborted } from '../time/abort.ts';
import { refuse } from '../errors/configuration-error.ts';
import { NodeResponse, type RawHeaders } from './node-response.ts';
import { toOutgoing, type Outgoing } from './outgoing-request.ts';
import { createBodyQueue, type BodyQueue } from './response-body.ts';

/** The methods of undici's dispatchers that are used. */
export type Dispatching = Pick<Dispatcher, 'destroy' | 'dispatch'>;

/** A `fetch` with connections of its own. `await using` closes them. */
export type NodeFetch = typeof globalThis.fetch &
  AsyncDisposing & {
    /**
     * Waits for the requests in flight, then closes the connections. Later requests reject with a
     * `ConfigurationError`. Closing again does nothing.
     */
    close(): Promise<void>;
  };

/** Creates a `fetch` whose connections are opened with the first request. */
export function createFetchOver(open: () => Promise<Dispatching>): NodeFetch {
  let opening: Promise<Dispatching> | undefined;
  let closing: Promise<void> | undefined;
  let inFlight = 0;
  let onIdle = () => {};

  function finish(): void {
    inFlight -= 1;
    if (inFlight === 0) onIdle();
  }

  const nodeFetch: typeof globalThis.fetch = async (input, init) => {
    const outgoing = await toOutgoing(input, init);
    throwIfAborted(outgoing.signal);
    if (closing !== undefined) {
      // An error of this package, which the client does not retry: a retry would fail in the same way.
      return refuse('fetch', 'a transport that is open', 'one that was closed', 'createNodeFetch()');
    }
    inFlight += 1;
    opening ??= open();
    const dispatching = await opening.catch((error: unknown) => {
      finish();
      throw error;
    });
    return exchange(dispatching, outgoing, finish);
  };

  async function closeOpened(): Promise<void> {
    const idle = new Promise<void>((resolve) => (onIdle = resolve));
    if (inFlight > 0) await idle;
    const dispatching = await opening?.catch(() => undefined);
    // Its own `close` would also wait for connections that are being opened, even through a proxy that never answers.
    await dispatching?.destroy();
  }
  const close = () => (closing ??= closeOpened());
  return Object.assign(nodeFetch, { close, [Symbol.asyncDispose]: close });
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const bodilessStatuses: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Sends a request, and resolves as `fetch` does.
 * @param onEnd Called once, when nothing more will arrive.
 */
function exchange(dispatching: Dispatching, outgoing: Outgoing, onEnd: () => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    let connection: Dispatcher.DispatchController | undefined;
    let queue: BodyQueue | undefined;
    let isOver = false;
    let release = () => {};

    function end(): void {
      if (isOver) return;
      isOver = true;
      release();
      onEnd();
    }

    function fail(error: unknown): void {
      if (isOver) return;
      end();
      if (queue === undefined) reject(error);
      else queue.fail(error);
    }

    function stop(): void {
      connection?.abort(new Error('nobody waits for the answer'));
    }

    function abort(reason: unknown): void {
      fail(reason);
      stop();
    }

    const { signal } = outgoing;
    if (signal !== undefined) release = onAbort(signal, () => abort(abortReason(signal)));

    dispatching.dispatch(outgoing.options, {
      onRequestStart(controller) {
        connection = controller;
        if (isOver) stop();
      },
      onResponseStart(controller, status, headers: RawHeaders, statusText = '') {
        // An informational response, such as 103 Early Hints, comes before the answer.
        if (status < 200) return;
        const { isRedirectAnAnswer, options, url } = outgoing;
        if (redirectStatuses.has(status) && headers['location'] !== undefined && !isRedirectAnAnswer) {
          abort(new TypeError('fetch failed', { cause: new Error('unexpected redirect') }));
          return;
        }
        const begun = createBodyQueue(controller, () => {
          end();
          stop();
        });
        const body = options.method === 'HEAD' || bodilessStatuses.has(status) ? undefined : begun;
        try {
          const response = new NodeResponse({ url, status, statusText, headers, body });
          queue = begun;
          resolve(response);
        } catch (error) {
          abort(error);
        }
      },
      onResponseData(_, chunk) {
        queue?.push(chunk);
      },
      onResponseEnd() {
        end();
        queue?.complete();
      },
      onResponseError(_, error) {
        fail(new TypeError(queue === undefined ? 'fetch failed' : 'terminated', { cause: error }));
      },
    });
  });
}
