import { readEnvelope, type Envelope } from '../../decode/envelope.ts';
import type { DecodeContext } from '../../decode/decode-context.ts';
import type { ByteWindow } from './byte-window.ts';
import { isRecord } from '../../decode/is-record.ts';
import { EncodingProblem, MalformedProblem, RowDecoder } from './row-decoder.ts';
import { Fingerprint, fingerprintOf, type DeliveredRows } from './delivered-rows.ts';

/** A page that was read to its end. */
export interface PageEnd {
  readonly ctx: DecodeContext;
  readonly envelope: Envelope;
  /** All rows of the page, also those that were delivered before. */
  readonly rowCount: number;
}

export interface RowReaderOptions<Row> {
  /** The names of the list of rows. */
  readonly rowKeys: readonly string[];
  readonly readRow: (row: unknown, ctx: DecodeContext) => Row;
  /** Told of rows before they are handed out; may refuse them. */
  readonly onRows: (rows: readonly Row[], ctx: DecodeContext, firstIndex: number) => void;
}

/**
 * Reads the rows of one body while it comes in. Those that were delivered before are left out: the bytes up to their end
 * have to come as they came then.
 */
export class RowReader<Row> {
  readonly #ctx: DecodeContext;
  readonly #options: RowReaderOptions<Row>;
  readonly #delivered: DeliveredRows | undefined;
  readonly #decoder: RowDecoder;
  readonly #fingerprint = new Fingerprint();
  #hasBegun = false;
  #rowCount = 0;

  /** `window`: an empty one. It holds the page until nobody asks for `delivered` any more. */
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
    ctx.rowsDelivered = delivered?.rows ?? 0;
  }

  /** What was handed out of the page so far; nothing when nothing was. */
  get delivered(): DeliveredRows | undefined {
    if (this.#rowCount <= (this.#delivered?.rows ?? 0)) return this.#delivered;
    const { decodedBytes } = this.#decoder;
    return {
      rows: this.#rowCount,
      bytes: decodedBytes.length,
      fingerprint: fingerprintOf([decodedBytes], decodedBytes.length),
    };
  }

  /** @throws {ResponseFormatError} when the bytes are not those that were delivered before. */
  add(piece: Uint8Array): void {
    const { bytes = 0, fingerprint } = this.#delivered ?? {};
    const missing = bytes - this.#fingerprint.length;
    if (missing > 0) {
      this.#fingerprint.add(piece.subarray(0, missing));
      if (missing <= piece.length && this.#fingerprint.value !== fingerprint) this.refuseOthers();
    }
    this.#decoder.add(piece);
  }

  /** Whether there is a list of rows in what has come. */
  findRows(): boolean {
    return this.#decode(() => this.#decoder.findRows());
  }

  /**
   * The next rows; nothing when what has come holds no further whole row.
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
      this.#decoder.end();
    }
  }

  /** What stands around the rows, after the last of them. */
  finish(): PageEnd {
    const { rowKeys } = this.#options;
    const { body, behindRows } = this.#decode(() => this.#decoder.parseEnvelope());
    const envelope = readEnvelope(body, rowKeys, this.#ctx);
    // `JSON.parse` would have taken the second list and forgotten the first, whose rows are out.
    const pointer = this.#ctx.parent;
    if (isRecord(behindRows) && Object.hasOwn(behindRows, pointer.slice(1)))
      return this.#ctx.failAt(pointer, 'one list of rows', 'a second one');
    if (this.#fingerprint.length < (this.#delivered?.bytes ?? 0)) this.refuseOthers();
    return { ctx: this.#ctx, envelope, rowCount: this.#rowCount };
  }

  /** What comes is not what was delivered before. */
  refuseOthers(): never {
    return this.#ctx.failAt(
      '',
      'the rows that were delivered before, the same and in the same order',
      'others',
    );
  }

  #readRows(rows: readonly unknown[]): readonly Row[] {
    const { readRow, onRows } = this.#options;
    const ctx = this.#ctx;
    const firstIndex = this.#rowCount;
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      readEnvelope(this.#decoder.parseHead(), this.#options.rowKeys, ctx);
    }
    const read = rows.map((row, index) => {
      ctx.key = firstIndex + index;
      return readRow(row, ctx);
    });
    ctx.key = undefined;
    onRows(read, ctx, firstIndex);
    this.#rowCount += read.length;
    const again = (this.#delivered?.rows ?? 0) - firstIndex;
    ctx.rowsDelivered = Math.max(ctx.rowsDelivered, this.#rowCount);
    return again > 0 ? read.slice(again) : read;
  }

  #decode<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      const rows = `text that starts like JSON and goes wrong after ${this.#rowCount} rows`;
      if (error instanceof MalformedProblem) return this.#ctx.failAt('', 'a complete JSON document', rows);
      if (error instanceof EncodingProblem) return this.#ctx.failAt('', 'UTF-8 text', 'other bytes');
      throw error;
    }
  }
}
