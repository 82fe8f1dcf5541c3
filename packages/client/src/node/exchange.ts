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
    return new Promise((resolve, reject) => {
      dispatching.dispatch(outgoing.options, new Exchange(outgoing, resolve, reject, finish));
    });
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

/** One request and its answer, with the behaviour of `fetch`. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #outgoing: Outgoing;
  readonly #resolve: (response: NodeResponse) => void;
  readonly #reject: (error: unknown) => void;
  readonly #onEnd: () => void;
  #controller: Dispatcher.DispatchController | undefined;
  #body: BodyQueue | undefined;
  #isOver = false;
  #release = () => {};

  constructor(
    outgoing: Outgoing,
    resolve: (response: NodeResponse) => void,
    reject: (error: unknown) => void,
    onEnd: () => void,
  ) {
    this.#outgoing = outgoing;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onEnd = onEnd;
    const { signal } = outgoing;
    if (signal !== undefined) this.#release = onAbort(signal, () => this.#abort(abortReason(signal)));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) this.#stop();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: RawHeaders,
    statusText = '',
  ): void {
    // An informational response, such as 103 Early Hints, comes before the answer.
    if (status < 200) return;
    const { isRedirectAnAnswer, options, url } = this.#outgoing;
    if (redirectStatuses.has(status) && headers['location'] !== undefined && !isRedirectAnAnswer) {
      this.#abort(new TypeError('fetch failed', { cause: new Error('unexpected redirect') }));
      return;
    }
    const queue = createBodyQueue(controller, () => {
      this.#end();
      this.#stop();
    });
    const body = options.method === 'HEAD' || bodilessStatuses.has(status) ? undefined : queue;
    try {
      const response = new NodeResponse({ url, status, statusText, headers, body });
      this.#body = queue;
      this.#resolve(response);
    } catch (error) {
      this.#abort(error);
    }
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#body?.push(chunk);
  }

  onResponseEnd(): void {
    this.#end();
    this.#body?.complete();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(new TypeError(this.#body === undefined ? 'fetch failed' : 'terminated', { cause: error }));
  }

  #abort(reason: unknown): void {
    this.#fail(reason);
    this.#stop();
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.#end();
    if (this.#body === undefined) this.#reject(error);
    else this.#body.fail(error);
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    this.#onEnd();
  }

  #stop(): void {
    this.#controller?.abort(new Error('nobody waits for the answer'));
  }
}
