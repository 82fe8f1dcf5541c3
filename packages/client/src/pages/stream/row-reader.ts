import { BodyProblem } from '../../call/response.ts';
import { readEnvelope, type Envelope } from '../../decode/collection.ts';
import type { DecodeContext } from '../../decode/decode-context.ts';
import { isRecord } from '../../input/values.ts';
import { Fingerprint } from '../continuation-token.ts';
import type { ByteWindow } from './byte-window.ts';
import { MalformedProblem, RowDecoder } from './row-decoder.ts';

/** The rows of a failed page that the caller already has, and the proof that a repeated page is unchanged. */
export interface DeliveredRows {
  readonly rows: number;
  /** The offset in the body after the last of these rows, in bytes. */
  readonly bytes: number;
  /** The fingerprint of those bytes. */
  readonly fingerprint: string;
}

/** Whether a value from a continuation token has the shape of `DeliveredRows`. */
export function isDeliveredRows(value: unknown): value is DeliveredRows {
  if (!isRecord(value)) return false;
  const { rows, bytes, fingerprint } = value;
  return Number.isSafeInteger(rows) && Number.isSafeInteger(bytes) && typeof fingerprint === 'string';
}

/** The end of a page: its envelope, after all rows have been read. */
export interface PageEnd {
  readonly ctx: DecodeContext;
  readonly envelope: Envelope;
}

export interface RowReaderOptions<Row> {
  /** The names of the list of rows. */
  readonly rowKeys: readonly string[];
  readonly readRow: (row: unknown, ctx: DecodeContext) => Row;
  /** Inspects rows before they are delivered. Throws to refuse them. */
  readonly onRows: (rows: readonly Row[], ctx: DecodeContext, firstIndex: number) => void;
}

/**
 * Reads the rows of one body as it arrives. Skips the rows that were delivered before, and requires the bytes up to
 * their end to be unchanged.
 */
export class RowReader<Row> {
  readonly #ctx: DecodeContext;
  readonly #options: RowReaderOptions<Row>;
  readonly #delivered: DeliveredRows | undefined;
  readonly #decoder: RowDecoder;
  readonly #fingerprint = new Fingerprint();
  #rowCount = 0;

  /** @param window An empty window. It holds the page until `delivered` is no longer needed. */
  constructor(
    ctx: DecodeContext,
    options: RowReaderOptions<Row>,
    delivered: DeliveredRows | undefined,
    window?: ByteWindow,
  ) {
    this.#ctx = ctx;
    this.#options = options;
    this.#delivered = delivered;
    const rowKeys = new Set(options.rowKeys.map((key) => key.toLowerCase()));
    this.#decoder = new RowDecoder(rowKeys, undefined, window);
  }

  /** The rows delivered so far, or `undefined` when there are none. */
  get delivered(): DeliveredRows | undefined {
    if (this.#rowCount <= (this.#delivered?.rows ?? 0)) return this.#delivered;
    const { decodedBytes } = this.#decoder;
    const fingerprint = new Fingerprint().add(decodedBytes).value;
    return { rows: this.#rowCount, bytes: decodedBytes.length, fingerprint };
  }

  /** @throws {ResponseFormatError} when the bytes differ from those delivered before. */
  add(piece: Uint8Array): void {
    const { bytes = 0, fingerprint } = this.#delivered ?? {};
    const missing = bytes - this.#fingerprint.length;
    if (missing > 0) {
      this.#fingerprint.add(piece.subarray(0, missing));
      if (missing <= piece.length && this.#fingerprint.value !== fingerprint) this.refuseChangedRows();
    }
    this.#decoder.add(piece);
  }

  /** Whether the list of rows has begun. */
  findRows(): boolean {
    return this.#decode(() => this.#decoder.findRows());
  }

  /**
   * The next rows, or `undefined` until another whole row has arrived.
   * @throws {ResponseFormatError}
   */
  read(isComplete: boolean): readonly Row[] | undefined {
    for (;;) {
      const rows = this.#decode(() => this.#decoder.read());
      if (rows !== undefined) {
        const fresh = this.#readRows(rows);
        if (fresh.length > 0) return fresh;
        continue;
      }
      if (!isComplete || this.#decoder.isEnded) return undefined;
      this.#decoder.isEnded = true;
    }
  }

  /** Reads the envelope, after the last row. */
  finish(): PageEnd {
    const { rowKeys } = this.#options;
    const ctx = this.#ctx;
    const { body, behindRows } = this.#decode(() => this.#decoder.parseEnvelope());
    const envelope = readEnvelope(body, rowKeys, ctx);
    // `JSON.parse` keeps the second of two lists; the rows of the first are already delivered.
    const pointer = ctx.parent;
    if (isRecord(behindRows) && Object.hasOwn(behindRows, pointer.slice(1)))
      return ctx.failAt(pointer, 'one list of rows', 'a second one');
    if (this.#fingerprint.length < (this.#delivered?.bytes ?? 0)) this.refuseChangedRows();
    ctx.rowCount = this.#rowCount;
    return { ctx, envelope };
  }

  refuseChangedRows(): never {
    return this.#ctx.failAt('', 'the rows that were delivered before, unchanged and in order', 'others');
  }

  #readRows(rows: readonly unknown[]): readonly Row[] {
    const { rowKeys, readRow, onRows } = this.#options;
    const ctx = this.#ctx;
    const firstIndex = this.#rowCount;
    if (firstIndex === 0) readEnvelope(this.#decoder.parseHead(), rowKeys, ctx);
    const read = rows.map((row, index) => {
      ctx.key = firstIndex + index;
      return readRow(row, ctx);
    });
    ctx.key = undefined;
    onRows(read, ctx, firstIndex);
    this.#rowCount += read.length;
    const again = (this.#delivered?.rows ?? 0) - firstIndex;
    return again > 0 ? read.slice(again) : read;
  }

  #decode<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      const received = `text that starts like JSON and is malformed after ${this.#rowCount} rows`;
      if (error instanceof MalformedProblem)
        return this.#ctx.failAt('', 'a complete JSON document', received);
      if (error instanceof BodyProblem) return this.#ctx.failAt('', error.expected, error.received);
      throw error;
    }
  }
}
