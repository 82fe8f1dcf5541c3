export type Cell = string | number | null;

/** What is printed of one row: a value for each column, `null` for what is not known. */
export type OutputRow = Readonly<Record<string, Cell>>;

/** Rows a page at a time, so that no more than a page is held. */
export type Pages = AsyncIterable<readonly OutputRow[]>;

export interface Column {
  /** The name of the value in a row, and of the column where programs read it. */
  readonly name: string;
  /** The heading where people read it. */
  readonly title: string;
  /** Left out where people read: it repeats another column, or is too long for a terminal. */
  readonly isDetail?: true;
  /** How many decimals numbers have where people read them. */
  readonly decimals?: number;
}

/** Turns pages into text, as they come. */
export type Format = (pages: Pages, columns: readonly Column[]) => AsyncIterable<string>;
