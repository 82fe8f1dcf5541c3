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

export type RowReader<Row> = ReturnType<typeof createRowReader<Row>>;

/**
 * Reads the rows of one body as it arrives. Skips the rows that were delivered before, and requires the bytes up to
 * their end to be unchanged.
 *
 * @param before The rows that were delivered before.
 * @param window An empty window. It holds the page until `delivered` is no longer needed.
 */
export function createRowReader<Row>(
  ctx: DecodeContext,
  { rowKeys, readRow, onRows }: RowReaderOptions<Row>,
  before: DeliveredRows | undefined,
  window: ByteWindow,
) {
  const decoder = new RowDecoder(new Set(rowKeys.map((key) => key.toLowerCase())), undefined, window);
  const fingerprint = new Fingerprint();
  let rowCount = 0;

  function refuseChangedRows(): never {
    return ctx.failAt('', 'the rows that were delivered before, unchanged and in order', 'others');
  }

  function decode<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      const received = `text that starts like JSON and is malformed after ${rowCount} rows`;
      if (error instanceof MalformedProblem) return ctx.failAt('', 'a complete JSON document', received);
      if (error instanceof BodyProblem) return ctx.failAt('', error.expected, error.received);
      throw error;
    }
  }

  /** Checks rows and normalises them. Returns those that were not delivered before. */
  function readRows(rows: readonly unknown[]): readonly Row[] {
    const firstIndex = rowCount;
    if (firstIndex === 0) readEnvelope(decoder.parseHead(), rowKeys, ctx);
    const read = rows.map((row, index) => {
      ctx.key = firstIndex + index;
      return readRow(row, ctx);
    });
    ctx.key = undefined;
    onRows(read, ctx, firstIndex);
    rowCount += read.length;
    const again = (before?.rows ?? 0) - firstIndex;
    return again > 0 ? read.slice(again) : read;
  }

  return {
    refuseChangedRows,

    /** The rows delivered so far, or `undefined` when there are none. */
    get delivered(): DeliveredRows | undefined {
      if (rowCount <= (before?.rows ?? 0)) return before;
      const { decodedBytes } = decoder;
      const { value } = new Fingerprint().add(decodedBytes);
      return { rows: rowCount, bytes: decodedBytes.length, fingerprint: value };
    },

    /** @throws {ResponseFormatError} when the bytes differ from those delivered before. */
    add(piece: Uint8Array): void {
      const missing = (before?.bytes ?? 0) - fingerprint.length;
      if (missing > 0) {
        fingerprint.add(piece.subarray(0, missing));
        if (missing <= piece.length && fingerprint.value !== before?.fingerprint) refuseChangedRows();
      }
      decoder.add(piece);
    },

    /** Whether the list of rows has begun. */
    findRows: (): boolean => decode(() => decoder.findRows()),

    /**
     * The next rows, or `undefined` until another whole row has arrived.
     * @throws {ResponseFormatError}
     */
    read(isComplete: boolean): readonly Row[] | undefined {
      for (;;) {
        const rows = decode(() => decoder.read());
        if (rows !== undefined) {
          const fresh = readRows(rows);
          if (fresh.length > 0) return fresh;
          continue;
        }
        if (!isComplete || decoder.isEnded) return undefined;
        decoder.isEnded = true;
      }
    },

    /** Reads the envelope, after the last row. */
    finish(): PageEnd {
      const { body, behindRows } = decode(() => decoder.parseEnvelope());
      const envelope = readEnvelope(body, rowKeys, ctx);
      // `JSON.parse` keeps the second of two lists; the rows of the first are already delivered.
      const pointer = ctx.parent;
      if (isRecord(behindRows) && Object.hasOwn(behindRows, pointer.slice(1)))
        return ctx.failAt(pointer, 'one list of rows', 'a second one');
      if (fingerprint.length < (before?.bytes ?? 0)) refuseChangedRows();
      ctx.rowCount = rowCount;
      return { ctx, envelope };
    },
  };
}
