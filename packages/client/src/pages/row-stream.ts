/** A page and where the one after it starts. */
export interface PageStep<Page, Position> {
  readonly page: Page;
  readonly next: Position | undefined;
}

export interface PageOfRows<Row> {
  readonly items: readonly Row[];
}

/** A page that is read some rows at a time. */
export interface RowStream<Row, Position> {
  /** The next rows, or nothing after the last. */
  read(): Promise<readonly Row[] | undefined>;
  /** Where the next page starts, after the last rows. */
  readonly step: Promise<{ readonly next: Position | undefined }>;
  /** Where to go on if the page fails: after the rows that were read. */
  resumeAt(): Position;
}

/** Reads a page that comes whole. */
export function readWhole<Row, Position>(
  position: Position,
  step: Promise<PageStep<PageOfRows<Row>, Position>>,
): RowStream<Row, Position> {
  let isRead = false;
  return {
    async read() {
      if (isRead) return undefined;
      const { page } = await step;
      isRead = true;
      return page.items;
    },
    step,
    resumeAt: () => position,
  };
}
