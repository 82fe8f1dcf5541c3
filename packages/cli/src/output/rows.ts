import type { Paint } from './paint.ts';

export type Cell = string | number | null;

/** One row of output: a value for each column, `null` if it is unknown. */
export type OutputRow = Readonly<Record<string, Cell>>;

/** Rows, one page at a time. No more than a page is held in memory. */
export type Pages = AsyncIterable<readonly OutputRow[]>;

export interface Column {
  /** The name of the value in a row, and of the column in formats for programs. */
  readonly name: string;
  /** The heading in formats for people. */
  readonly title: string;
  /** Left out of tables: it repeats another column, or is too long for a terminal. */
  readonly isDetail?: true;
  /** The number of decimals in formats for people. */
  readonly decimals?: number;
  /** Its values are percentages, which get bars in a table if there is room. */
  readonly hasBar?: true;
  /** Its values are ISO 8601 dates, which become dates in spreadsheets. */
  readonly isDay?: true;
  /** If a table is too wide, columns of a lower rank are dropped first. Default: 0. */
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

/** A piece of output: text, or the bytes of a binary file. */
export type Chunk = string | Uint8Array;

/** Turns pages into text, or into a file, as they arrive. */
export type Format = (
  pages: Pages,
  columns: readonly Column[],
  options?: FormatOptions,
) => AsyncIterable<Chunk>;
