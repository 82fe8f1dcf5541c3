import type { Paint } from './paint.ts';

export type Cell = string | number | null;

/** What is printed of one row: a value for each column, `null` for what is not known. */
export type OutputRow = Readonly<Record<string, Cell>>;

/** Rows, one page at a time: no more than a page is held. */
export type Pages = AsyncIterable<readonly OutputRow[]>;

export interface Column {
  /** The name of the value in a row, and of the column where programs read it. */
  readonly name: string;
  /** The heading where people read it. */
  readonly title: string;
  /** Left out of tables: it repeats another column, or is too long for a terminal. */
  readonly isDetail?: true;
  /** How many decimals numbers have where people read them. */
  readonly decimals?: number;
  /** Its values are percentages, beside which a table has bars where there is room. */
  readonly hasBar?: true;
  /** Its values are ISO 8601 dates, which spreadsheets take for dates. */
  readonly isDay?: true;
  /** Where a table is too wide, columns of a lower rank go first. Default: 0. */
  readonly rank?: number;
}

export interface FormatOptions {
  /** How many columns of a terminal a table may take. Default: as many as it needs. */
  readonly width?: number | undefined;
  /** Colours of a terminal. Default: none, and no bars. */
  readonly paint?: Paint | undefined;
  /** The name of the sheet in a workbook. */
  readonly sheetName?: string | undefined;
  /** The line above a table. Called when there are rows to show. */
  readonly heading?: (() => Promise<string | undefined>) | undefined;
  /** Called with the titles of columns that did not fit. */
  readonly onDropped?: ((titles: readonly string[]) => void) | undefined;
}

/** What is written: text, or the bytes of a file that is no text. */
export type Chunk = string | Uint8Array;

/** Turns pages into text, or into a file, as they come. */
export type Format = (
  pages: Pages,
  columns: readonly Column[],
  options?: FormatOptions,
) => AsyncIterable<Chunk>;
