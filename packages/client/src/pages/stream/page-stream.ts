import type { ByteWindow } from './byte-window.ts';
import type { ByteWindows } from './byte-windows.ts';
import type { DecodeContext } from '../../decode/decode-context.ts';
import { abortable } from '../../call/abortable.ts';
import { headersOf, openBody, type BodyReader } from '../../call/direct-response.ts';
import { BodyProblem, decodeBody } from '../../call/read-body.ts';
import type { DeliveredRows } from './delivered-rows.ts';
import { giveWay } from './give-way.ts';
import { RowReader, type PageEnd, type RowReaderOptions } from './row-reader.ts';

export interface PageStreamOptions<Row> extends RowReaderOptions<Row> {
  readonly maxSizeInBytes: number;
  readonly windows: ByteWindows;
  /** The rows that were handed out when this page was read before. */
  readonly delivered: DeliveredRows | undefined;
  readonly abortSignal: AbortSignal;
}

/** A body below this size is read whole. */
const smallInBytes = 64 * 1024;

/**
 * One page whose rows are handed out while its body is still coming in. The body is read as fast as it comes, whatever
 * the reader of the rows does: bytes wait here, and are parsed when rows are asked for.
 *
 * When the connection breaks the call is tried again, and the page begins anew. Rows that were handed out must not be
 * again: the bytes up to them have to come as they came before, and the rows behind them follow. Others are an error.
 */
export class PageStream<Row> {
  /** Settles when the last row, and what stands behind it, was read. */
  readonly end: Promise<PageEnd>;
  readonly #options: PageStreamOptions<Row>;
  #resolve: (end: PageEnd) => void = () => {};
  #reject: (reason: unknown) => void = () => {};
  #state: 'open' | 'ended' | 'failed' = 'open';
  #reason: unknown;
  #wake = () => {};
  #release: () => void;
  #delivered: DeliveredRows | undefined;
  #reader: RowReader<Row> | undefined;
  #window: ByteWindow | undefined;
  #isComplete = false;
  #whole: readonly Row[] | undefined;
  #hasJustRead = false;

  constructor(options: PageStreamOptions<Row>) {
    this.#options = options;
    this.#delivered = options.delivered;
    this.end = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { abortSignal } = options;
    const onAbort = () => this.fail(abortSignal.reason);
    abortSignal.addEventListener('abort', onAbort, { once: true });
    this.#release = () => abortSignal.removeEventListener('abort', onAbort);
    this.end.then(this.#release, this.#release);
  }

  /** What was handed out so far of a page that failed; nothing when nothing was. */
  get delivered(): DeliveredRows | undefined {
    return this.#reader === undefined ? this.#delivered : this.#reader.delivered;
  }

  /** Takes a body while it comes in, or returns its text where it is small or has no list of rows. */
  async takeBody(
    response: Response,
    ctx: DecodeContext,
    abortSignal: AbortSignal,
  ): Promise<string | undefined> {
    this.#delivered = this.delivered;
    this.#reader = undefined;
    this.release();
    const reader = openBody(response);
    if (reader === undefined) return '';
    this.#window = this.#options.windows.take(expectedSize(response, this.#options.maxSizeInBytes));
    try {
      // The end comes first where rows are refused before the body is complete.
      const ended = this.end.then(() => undefined);
      return await abortable(Promise.race([this.#receive(reader, ctx, abortSignal), ended]), abortSignal);
    } catch (error) {
      reader.cancel(error).catch(() => {});
      throw error;
    }
  }

  /** Nobody asks any more what was delivered: the page has come to its end, or comes again. */
  release(): void {
    if (this.#window !== undefined) this.#options.windows.giveBack(this.#window);
    this.#window = undefined;
  }

  /** The page came whole. */
  settleWhole(rows: readonly Row[]): void {
    this.#whole = rows;
    this.#release();
    this.#wake();
  }

  /** The page can't be had. */
  fail(reason: unknown): void {
    if (this.#state !== 'open') return;
    this.#state = 'failed';
    this.#reason = reason;
    this.#reject(reason);
    this.#wake();
  }

  /** The next rows, or nothing after the last. */
  async read(): Promise<readonly Row[] | undefined> {
    // Batch after batch without a wait for bytes would keep the program from everything else.
    if (this.#hasJustRead && this.#state === 'open') await giveWay();
    for (;;) {
      if (this.#state === 'failed') throw this.#reason;
      if (this.#state === 'ended') return undefined;
      const rows = this.#next();
      this.#hasJustRead = rows !== undefined;
      if (rows !== undefined) return rows;
      await this.#news();
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

  /** Resolves when there may be more to read. */
  async #news(): Promise<void> {
    if (this.#state !== 'open') return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
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
      // A body that was given up looks as if it had ended.
      abortSignal.throwIfAborted();
      if (done || value === undefined) break;
      sizeInBytes += value.byteLength;
      if (sizeInBytes > maxSizeInBytes)
        throw new BodyProblem(`at most ${maxSizeInBytes} bytes (maxBodySizeInBytes)`, 'more');
      rows.add(value);
      if (this.#reader === undefined) {
        pieces.push(value);
        const isWorthIt = sizeInBytes >= smallInBytes || this.#delivered !== undefined;
        if (isWorthIt && rows.findRows()) this.#reader = rows;
      }
      this.#wake();
    }
    if (this.#reader === undefined) {
      if (this.#delivered !== undefined) rows.refuseOthers();
      return decodeBody(pieces);
    }
    this.#isComplete = true;
    this.#wake();
    return undefined;
  }
}

/** What `Content-Length` says, where it speaks of the bytes that will be read. */
function expectedSize(response: Response, maxSizeInBytes: number): number {
  const headers = headersOf(response);
  const length = headers.get('content-encoding') === null ? Number(headers.get('content-length')) : 0;
  return Number.isSafeInteger(length) && length > 0 ? Math.min(length, maxSizeInBytes) : 0;
}
