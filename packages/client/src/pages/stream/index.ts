/*
 * The stream decoder: delivers the rows of a page while its body is still arriving.
 *
 * How it works. `PageStream` reads the body as fast as it arrives into a byte window. When rows are requested,
 * `RowDecoder` passes as many whole rows as the window holds to `JSON.parse`, and `RowReader` checks and normalises
 * them.
 *
 * What it promises. The rows are exactly those that `JSON.parse` of the whole body would give, each once and in
 * order. It holds one page in memory. A body below 64 KiB, or one without a list of rows, is returned as text and
 * read whole. When the connection breaks, the page is requested again. If it starts with the delivered bytes, the
 * remaining rows follow. Otherwise the page fails, and `delivered` says where to continue.
 */
import { abortable } from '../../call/abort.ts';
import { headersOf, openBody, type BodyReader, BodyProblem, decodeBody } from '../../call/response.ts';
import type { DecodeContext } from '../../decode/decode-context.ts';
import { WindowPool, type ByteWindow } from './byte-window.ts';
import { RowReader, type DeliveredRows, type PageEnd, type RowReaderOptions } from './row-reader.ts';

export { isDeliveredRows, type DeliveredRows, type PageEnd } from './row-reader.ts';

export interface PageStreamOptions<Row> extends RowReaderOptions<Row> {
  readonly maxSizeInBytes: number;
  /** The client. Each has windows of its own, so that partners never share memory. */
  readonly owner: object;
  /** The rows that were delivered when this page was read before. */
  readonly delivered: DeliveredRows | undefined;
}

const poolOf = new WeakMap<object, WindowPool>();

/** A smaller body is read whole. */
const smallInBytes = 64 * 1024;

/** One page whose rows are delivered while its body arrives. */
export class PageStream<Row> {
  /** Settles when the last row and the envelope have been read. */
  readonly end: Promise<PageEnd>;
  readonly #options: PageStreamOptions<Row>;
  readonly #pool: WindowPool;
  #resolve: (end: PageEnd) => void = () => {};
  #reject: (reason: unknown) => void = () => {};
  #state: 'open' | 'ended' | 'failed' = 'open';
  #reason: unknown;
  #wake = () => {};
  #delivered: DeliveredRows | undefined;
  #reader: RowReader<Row> | undefined;
  #window: ByteWindow | undefined;
  #isComplete = false;
  #whole: readonly Row[] | undefined;
  #hasJustRead = false;

  constructor(options: PageStreamOptions<Row>) {
    const { delivered, owner } = options;
    this.#options = options;
    this.#delivered = delivered;
    this.#pool = poolOf.get(owner) ?? new WindowPool();
    poolOf.set(owner, this.#pool);
    this.end = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // `read` rejects with the same reason.
    this.end.catch(() => {});
  }

  /** The rows of a failed page that were delivered, or `undefined` when there are none. */
  get delivered(): DeliveredRows | undefined {
    return this.#reader === undefined ? this.#delivered : this.#reader.delivered;
  }

  /**
   * Reads a body as it arrives. Called once for each attempt.
   * @returns The text of a body that is small or has no list of rows; `undefined` if the rows were streamed.
   */
  async streamBody(
    response: Response,
    ctx: DecodeContext,
    abortSignal: AbortSignal,
  ): Promise<string | undefined> {
    this.#delivered = this.delivered;
    this.#reader = undefined;
    this.releaseWindow();
    const body = openBody(response);
    if (body === undefined) return '';
    this.#window = this.#pool.take(expectedSize(response, this.#options.maxSizeInBytes));
    try {
      // `end` comes first when rows are refused before the body is complete.
      const ended = this.end.then(() => undefined);
      return await abortable(Promise.race([this.#receive(body, ctx, abortSignal), ended]), abortSignal);
    } catch (error) {
      body.cancel(error).catch(() => {});
      throw error;
    }
  }

  /** Frees the window for another page. Called when `delivered` is no longer needed. */
  releaseWindow(): void {
    if (this.#window !== undefined) this.#pool.giveBack(this.#window);
    this.#window = undefined;
  }

  /** Delivers the rows of a page that was not streamed. */
  settleWhole(rows: readonly Row[]): void {
    this.#whole = rows;
    this.#wake();
  }

  /** Makes `read` and `end` reject. */
  fail(reason: unknown): void {
    if (this.#state !== 'open') return;
    this.#state = 'failed';
    this.#reason = reason;
    this.#reject(reason);
    this.#wake();
  }

  /** The next rows, or `undefined` after the last. */
  async read(): Promise<readonly Row[] | undefined> {
    // Yield to the event loop between batches.
    if (this.#hasJustRead && this.#state === 'open') await nextTask();
    for (;;) {
      if (this.#state === 'failed') throw this.#reason;
      if (this.#state === 'ended') return undefined;
      const rows = this.#next();
      this.#hasJustRead = rows !== undefined;
      if (rows !== undefined) return rows;
      if (this.#state !== 'open') continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #next(): readonly Row[] | undefined {
    if (this.#whole !== undefined) {
      this.#state = 'ended';
      return this.#whole;
    }
    if (this.#reader === undefined) return undefined;
    try {
      const rows = this.#reader.read(this.#isComplete);
      if (rows === undefined && this.#isComplete) {
        this.#resolve(this.#reader.finish());
        this.#state = 'ended';
      }
      return rows;
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  async #receive(
    body: BodyReader,
    ctx: DecodeContext,
    abortSignal: AbortSignal,
  ): Promise<string | undefined> {
    const { maxSizeInBytes } = this.#options;
    const rows = new RowReader(ctx, this.#options, this.#delivered, this.#window);
    const pieces: Uint8Array[] = [];
    let sizeInBytes = 0;
    for (;;) {
      const { done, value } = await body.read();
      // A cancelled body looks like a complete one.
      abortSignal.throwIfAborted();
      if (done || value === undefined) break;
      sizeInBytes += value.byteLength;
      if (sizeInBytes > maxSizeInBytes)
        throw new BodyProblem(`at most ${maxSizeInBytes} bytes (maxBodySizeInBytes)`, 'more');
      rows.add(value);
      if (this.#reader === undefined) {
        pieces.push(value);
        const isWorthStreaming = sizeInBytes >= smallInBytes || this.#delivered !== undefined;
        if (isWorthStreaming && rows.findRows()) this.#reader = rows;
      }
      this.#wake();
    }
    if (this.#reader === undefined) {
      if (this.#delivered !== undefined) rows.refuseChangedRows();
      return decodeBody(pieces);
    }
    this.#isComplete = true;
    this.#wake();
    return undefined;
  }
}

/** `Content-Length`, unless the body is compressed and will be longer. */
function expectedSize(response: Response, maxSizeInBytes: number): number {
  const headers = headersOf(response);
  const length = headers.get('content-encoding') === null ? Number(headers.get('content-length')) : 0;
  return Number.isSafeInteger(length) && length > 0 ? Math.min(length, maxSizeInBytes) : 0;
}

/** Resolves in a later task, so that timers and I/O can run. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof globalThis.setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    // Browsers have no `setImmediate`, and delay nested timers by four milliseconds.
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
