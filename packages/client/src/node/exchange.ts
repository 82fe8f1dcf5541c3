import type { Dispatcher } from 'undici';
import { abortReason, onAbort } from '../call/abort.ts';
import { NodeResponse, type RawHeaders } from './node-response.ts';
import type { Outgoing } from './outgoing-request.ts';
import { BodyQueue } from './response-body.ts';

/** The methods of undici's dispatchers that are used. */
export type Dispatching = Pick<Dispatcher, 'destroy' | 'dispatch'>;

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const bodilessStatuses: ReadonlySet<number> = new Set([204, 205, 304]);

/** One request and its answer, with the behaviour of `fetch`. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly options: Dispatcher.DispatchOptions;
  readonly #outgoing: Outgoing;
  readonly #resolve: (response: NodeResponse) => void;
  readonly #reject: (error: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #body: BodyQueue | undefined;
  #isOver = false;
  #release = () => {};
  readonly #onEnd: () => void;

  constructor(
    outgoing: Outgoing,
    resolve: (response: NodeResponse) => void,
    reject: (error: unknown) => void,
    onEnd: () => void,
  ) {
    const { origin, path, method, headers, body } = outgoing;
    this.options = { origin, path, method, headers, body };
    this.#outgoing = outgoing;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onEnd = onEnd;
    const { signal } = outgoing;
    if (signal !== undefined) this.#release = onAbort(signal, () => this.#abort(abortReason(signal)));
  }

  #abort(reason: unknown): void {
    this.#fail(reason);
    this.#stop();
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
    const { isRedirectAnAnswer, method, url } = this.#outgoing;
    if (redirectStatuses.has(status) && headers['location'] !== undefined && !isRedirectAnAnswer) {
      this.#fail(new TypeError('fetch failed', { cause: new Error('unexpected redirect') }));
      this.#stop();
      return;
    }
    const body = new BodyQueue({
      pause: () => controller.pause(),
      resume: () => controller.resume(),
      stop: () => {
        this.#end();
        this.#stop();
      },
    });
    const isBodiless = method === 'HEAD' || bodilessStatuses.has(status);
    try {
      const response = new NodeResponse({
        url,
        status,
        statusText,
        headers,
        body: isBodiless ? undefined : body,
      });
      this.#body = body;
      this.#resolve(response);
    } catch (error) {
      this.#fail(error);
      this.#stop();
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
