import type { Dispatcher } from 'undici';
import { BodyQueue } from './body-queue.ts';
import { NodeResponse } from './node-response.ts';
import type { Outgoing } from './outgoing.ts';

/** What of undici's dispatchers is used here. */
export type Dispatching = Pick<Dispatcher, 'close' | 'dispatch'>;

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const bodilessStatuses: ReadonlySet<number> = new Set([204, 205, 304]);

/** One request and its answer, told the way `fetch` tells it. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly options: Dispatcher.DispatchOptions;
  readonly #outgoing: Outgoing;
  readonly #resolve: (response: NodeResponse) => void;
  readonly #reject: (error: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #body: BodyQueue | undefined;
  #isOver = false;

  constructor(
    outgoing: Outgoing,
    resolve: (response: NodeResponse) => void,
    reject: (error: unknown) => void,
  ) {
    const { origin, path, method, headers, body } = outgoing;
    this.options = { origin, path, method, headers, body };
    this.#outgoing = outgoing;
    this.#resolve = resolve;
    this.#reject = reject;
    outgoing.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  readonly #abort = (): void => {
    this.#fail(this.#outgoing.signal?.reason);
    this.#stop();
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) this.#stop();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: NodeResponse['rawHeaders'],
    statusText = '',
  ): void {
    // What comes before the answer, such as 103 Early Hints.
    if (status < 200) return;
    const { isRedirectAnAnswer, method, url } = this.#outgoing;
    if (redirectStatuses.has(status) && headers['location'] !== undefined && !isRedirectAnAnswer) {
      this.#fail(new TypeError('fetch failed', { cause: new Error('unexpected redirect') }));
      this.#stop();
      return;
    }
    this.#body = new BodyQueue({
      pause: () => controller.pause(),
      resume: () => controller.resume(),
      stop: () => {
        this.#end();
        this.#stop();
      },
    });
    const isBodiless = method === 'HEAD' || bodilessStatuses.has(status);
    this.#resolve(
      new NodeResponse({ url, status, statusText, headers, body: isBodiless ? undefined : this.#body }),
    );
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

  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.#end();
    if (this.#body === undefined) this.#reject(error);
    else this.#body.fail(error);
  }

  #end(): void {
    this.#isOver = true;
    this.#outgoing.signal?.removeEventListener('abort', this.#abort);
  }

  #stop(): void {
    this.#controller?.abort(new Error('nobody waits for the answer'));
  }
}
