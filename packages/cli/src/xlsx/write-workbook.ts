import { Zip, ZipDeflate } from 'fflate';
import { type Sheet, type SheetCell, type SheetColumn, renderHeader, renderRow, sheetEnds } from './sheet.ts';
import { workbookParts } from './workbook-parts.ts';

/** The limit of Excel: 2^20 rows, including the header. */
const mostRows = 1_048_575;

/** How many rows are compressed at once. */
const rowsAtOnce = 500;

/** The limits of a column's width, which otherwise follows the first rows. */
const [narrowest, widest] = [8, 48];

export interface WorkbookOptions {
  /** The most rows in a sheet; further rows go to another sheet. Default: the limit of Excel. */
  readonly rowsPerSheet?: number;
}

/**
 * Streams an Office Open XML workbook: rows are compressed as they are read and never held. Rows beyond the limit of
 * a sheet go to another one with the same name and a number.
 */
export async function* writeWorkbook(
  sheets: Iterable<Sheet>,
  { rowsPerSheet = mostRows }: WorkbookOptions = {},
): AsyncGenerator<Uint8Array> {
  const archive = new Archive();
  const names: string[] = [];
  for (const { name, columns, rows } of sheets) {
    const cursor = new RowCursor(rows);
    let number = 1;
    do {
      names.push(number === 1 ? name : `${name} ${number}`);
      yield* writeSheet(archive, {
        file: `xl/worksheets/sheet${names.length}.xml`,
        columns,
        cursor,
        rowsPerSheet,
      });
      number += 1;
    } while (!cursor.isDone);
  }
  for (const [file, xml] of workbookParts(names)) {
    const write = archive.begin(file);
    yield* write(xml, true);
  }
  yield* archive.end();
}

interface SheetPart {
  readonly file: string;
  readonly columns: readonly SheetColumn[];
  readonly cursor: RowCursor;
  readonly rowsPerSheet: number;
}

async function* writeSheet(
  archive: Archive,
  { file, columns, cursor, rowsPerSheet }: SheetPart,
): AsyncGenerator<Uint8Array> {
  const write = archive.begin(file);
  let rows = await cursor.take(Math.min(rowsAtOnce, rowsPerSheet));
  const { start, end } = sheetEnds(columns, widthsOf(columns, rows));
  yield* write(start + renderHeader(columns), false);
  let total = 0;
  while (rows.length > 0) {
    yield* write(rows.map((row) => renderRow(row, columns)).join(''), false);
    total += rows.length;
    rows = await cursor.take(Math.min(rowsAtOnce, rowsPerSheet - total));
  }
  yield* write(end(total), true);
}

function widthsOf(columns: readonly SheetColumn[], rows: readonly (readonly SheetCell[])[]): number[] {
  return columns.map(({ title, type }, index) => {
    // The arrow of the filter covers the end of a title.
    const least = type === 'day' ? 12 : title.length + 3;
    const longest = rows.reduce((width, row) => Math.max(width, String(row[index] ?? '').length + 1), least);
    return Math.min(widest, Math.max(narrowest, type === undefined ? longest : least));
  });
}

/** Reads rows a few at a time, and knows whether there are more. */
class RowCursor {
  readonly #rows: AsyncIterator<readonly SheetCell[]> | Iterator<readonly SheetCell[]>;
  #next: readonly SheetCell[] | undefined;
  #hasBegun = false;

  constructor(rows: Sheet['rows']) {
    this.#rows = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  }

  get isDone(): boolean {
    return this.#next === undefined;
  }

  async take(count: number): Promise<(readonly SheetCell[])[]> {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      await this.#advance();
    }
    const taken: (readonly SheetCell[])[] = [];
    while (taken.length < count && this.#next !== undefined) {
      taken.push(this.#next);
      await this.#advance();
    }
    return taken;
  }

  async #advance(): Promise<void> {
    const { done, value } = await this.#rows.next();
    this.#next = done === true ? undefined : value;
  }
}

type Write = (text: string, isLast: boolean) => Generator<Uint8Array>;

/** A streamed ZIP file. */
class Archive {
  #chunks: Uint8Array[] = [];
  readonly #zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.#chunks.push(chunk);
  });
  readonly #encoder = new TextEncoder();

  /** Begins a file, which must be complete before the next one begins. */
  begin(name: string): Write {
    const file = new ZipDeflate(name, { level: 6 });
    this.#zip.add(file);
    const [encoder, take] = [this.#encoder, () => this.#take()];
    return function* write(text, isLast) {
      file.push(encoder.encode(text), isLast);
      yield* take();
    };
  }

  *end(): Generator<Uint8Array> {
    this.#zip.end();
    yield* this.#take();
  }

  #take(): readonly Uint8Array[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }
}
