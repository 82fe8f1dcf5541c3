/*
 * The stream decoder: delivers the rows of a page while its body is still arriving.
 *
 * How it works. A page stream reads the body as fast as it arrives into a byte window. When rows are requested, the
 * row decoder passes as many whole rows as the window holds to `JSON.parse`, and the row reader checks and normalises
 * them.
 *
 * What it promises. The rows are exactly those that `JSON.parse` of the whole body would give, each once and in
 * order. It holds one page in memory. A body below 64 KiB, or one without a list of rows, is returned as text and
 * read whole. When the connection breaks, the page is requested again. If it starts with the delivered bytes, the
 * remaining rows follow. Otherwise the page fails, and `delivered` says where to continue.
 */
import { abortable } from '../../time/abort.ts';
import { headersOf, openBody, type BodyReader, BodyProblem, decodeBody } from '../../call/response.ts';
import type { DecodeContext } from '../../decode/decode-context.ts';
import { WindowPool, type ByteWindow } from './byte-window.ts';
import {
  createRowReader,
  type DeliveredRows,
  type PageEnd,
  type RowReader,
  type RowReaderOptions,
} from './row-reader.ts';

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

export type PageStream<Row> = ReturnType<typeof createPageStream<Row>>;

/** One page whose rows are delivered while its body arrives. */
export function createPageStream<Row>(options: PageStreamOptions<Row>) {
  const { maxSizeInBytes, owner } = options;
  const pool = poolOf.get(owner) ?? new WindowPool();
  poolOf.set(owner, pool);
  let state: 'open' | 'ended' | 'failed' = 'open';
  let failure: unknown;
  let resolveEnd: (end: PageEnd) => void = () => {};
  let rejectEnd: (reason: unknown) => void = () => {};
  const end = new Promise<PageEnd>((resolve, reject) => {
    resolveEnd = resolve;
    rejectEnd = reject;
  });
  // `read` rejects with the same reason.
  end.catch(() => {});
  /** Continues a `read` that waits for rows. */
  let wake = () => {};
  /** The rows that were delivered before this attempt. */
  let before = options.delivered;
  let reader: RowReader<Row> | undefined;
  let window: ByteWindow | undefined;
  let isComplete = false;
  let whole: readonly Row[] | undefined;
  let hasJustRead = false;

  const delivered = () => (reader === undefined ? before : reader.delivered);

  function fail(reason: unknown): void {
    if (state !== 'open') return;
    state = 'failed';
    failure = reason;
    rejectEnd(reason);
    wake();
  }

  function releaseWindow(): void {
    if (window !== undefined) pool.giveBack(window);
    window = undefined;
  }

  async function receive(
    body: BodyReader,
    rows: RowReader<Row>,
    abortSignal: AbortSignal,
  ): Promise<string | undefined> {
    const pieces: Uint8Array[] = [];
    let sizeInBytes = 0;
    for (;;) {
      const { done, value } = await body.read();
      // A cancelled body looks like a complete one.
      abortSignal.throwIfAborted();
      if (done || value === undefined) break;
      sizeInBytes += value.byteLength;
      // Not a number when a piece is not made of bytes.
      if (!(sizeInBytes <= maxSizeInBytes))
        throw new BodyProblem(`at most ${maxSizeInBytes} bytes (maxBodySizeInBytes)`, 'more');
      rows.add(value);
      if (reader === undefined) {
        pieces.push(value);
        const isWorthStreaming = sizeInBytes >= smallInBytes || before !== undefined;
        if (isWorthStreaming && rows.findRows()) reader = rows;
      }
      wake();
    }
    if (reader === undefined) {
      if (before !== undefined) rows.refuseChangedRows();
      return decodeBody(pieces);
    }
    isComplete = true;
    wake();
    return undefined;
  }

  /**
   * Reads a body as it arrives. Called once for each attempt.
   * @returns The text of a body that is small or has no list of rows; `undefined` if the rows were streamed.
   */
  async function streamBody(
    response: Response,
    ctx: DecodeContext,
    abortSignal: AbortSignal,
  ): Promise<string | undefined> {
    before = delivered();
    reader = undefined;
    releaseWindow();
    const body = openBody(response);
    if (body === undefined) return '';
    window = pool.take(expectedSize(response, maxSizeInBytes));
    const rows = createRowReader(ctx, options, before, window);
    try {
      // `end` comes first when rows are refused before the body is complete.
      const ended = end.then(() => undefined);
      return await abortable(Promise.race([receive(body, rows, abortSignal), ended]), abortSignal);
    } catch (error) {
      body.cancel(error).catch(() => {});
      throw error;
    }
  }

  function next(): readonly Row[] | undefined {
    if (whole !== undefined) {
      state = 'ended';
      return whole;
    }
    if (reader === undefined) return undefined;
    try {
      const rows = reader.read(isComplete);
      if (rows === undefined && isComplete) {
        resolveEnd(reader.finish());
        state = 'ended';
      }
      return rows;
    } catch (error) {
      fail(error);
      throw error;
    }
  }

  return {
    /** Settles when the last row and the envelope have been read. */
    end,

    /** The rows of a failed page that were delivered, or `undefined` when there are none. */
    delivered,

    streamBody,

    /** Frees the window for another page. Called when `delivered` is no longer needed. */
    releaseWindow,

    /** Delivers the rows of a page that was not streamed. */
    settleWhole(rows: readonly Row[]): void {
      whole = rows;
      wake();
    },

    /** Makes `read` and `end` reject. */
    fail,

    /** The next rows, or `undefined` after the last. */
    async read(): Promise<readonly Row[] | undefined> {
      // Yield to the event loop between batches.
      if (hasJustRead && state === 'open') await nextTask();
      for (;;) {
        if (state === 'failed') throw failure;
        if (state === 'ended') return undefined;
        const rows = next();
        hasJustRead = rows !== undefined;
        if (rows !== undefined) return rows;
        if (state !== 'open') continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
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
