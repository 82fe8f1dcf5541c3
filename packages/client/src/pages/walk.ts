import type { CallerSignal } from '../call/caller-signal.ts';
import { isLicensesUsageError } from '../errors/is-licenses-usage-error.ts';
import { withResume } from '../errors/licenses-usage-error.ts';
import { Itinerary, type PageContext } from './itinerary.ts';
import type { Walks } from './paged-iterator.ts';
import { createRowIterator } from './row-iterator.ts';
import { readWhole, type PageOfRows, type PageStep, type RowStream } from './row-stream.ts';
import { createWalkAbort } from './walk-abort.ts';

/** How to get the pages of one list. */
export interface Walk<Row, Page extends PageOfRows<Row>, Position> {
  readonly abortSignal: CallerSignal | undefined;
  /** How many pages are requested ahead. */
  readonly prefetchPages: number;
  readonly fetchPage: (
    position: Position,
    context: PageContext<Position>,
  ) => Promise<PageStep<Page, Position>>;
  /** Opens a page to be read rows by rows; nothing where it has to be fetched whole. */
  readonly openPage?: (
    position: Position,
    context: PageContext<Position>,
  ) => RowStream<Row, Position> | undefined;
  /** Where the next page starts, where that can be told before a page has come. */
  readonly foresee?: (position: Position) => Position | undefined;
  /** Names the place of a page. */
  readonly placeOf: (position: Position) => string;
  /** The token that a walk from this position resumes with. */
  readonly tokenOf: (position: Position) => string;
}

export function createWalks<Row, Page extends PageOfRows<Row>, Position>(
  walk: Walk<Row, Page, Position>,
): Walks<Row, Page, Position> {
  return {
    rows: (start) => createRowIterator(walkBatches(walk, start), walk.abortSignal),
    batches: (start) => walkBatches(walk, start),
    pages: (start) => walkPages(walk, start),
  };
}

async function* walkPages<Row, Page extends PageOfRows<Row>, Position>(
  walk: Walk<Row, Page, Position>,
  start: Position,
): AsyncGenerator<Page, undefined, undefined> {
  const abort = createWalkAbort(walk.abortSignal);
  const itinerary = createItinerary(walk, abort.abortSignal, (position, context) => {
    const step = walk.fetchPage(position, context);
    return { step, foreseen: foreseeAfter(walk, position, step) };
  });
  let rowsDelivered = 0;
  let position: Position | undefined = start;
  try {
    while (position !== undefined) {
      const { page, next }: PageStep<Page, Position> = await itinerary.goTo(position).step;
      // The page may have come before the abort.
      abort.abortSignal.throwIfAborted();
      rowsDelivered += page.items.length;
      yield page;
      position = next;
    }
  } catch (error) {
    abort.abortSignal.throwIfAborted();
    throw position === undefined ? error : ofWalk(error, rowsDelivered, walk.tokenOf(position));
  } finally {
    abort.end();
  }
}

async function* walkBatches<Row, Page extends PageOfRows<Row>, Position>(
  walk: Walk<Row, Page, Position>,
  start: Position,
): AsyncGenerator<readonly Row[], undefined, undefined> {
  const abort = createWalkAbort(walk.abortSignal);
  const itinerary = createItinerary(walk, abort.abortSignal, (position, context) => {
    const opened =
      walk.openPage?.(position, context) ??
      readWhole<Row, Position>(position, walk.fetchPage(position, context));
    return { opened, foreseen: foreseeAfter(walk, position, opened.step) };
  });
  let rowsDelivered = 0;
  let position: Position | undefined = start;
  /** The page in hand. */
  let stream: RowStream<Row, Position> | undefined;
  try {
    while (position !== undefined) {
      stream = itinerary.goTo(position).opened;
      for (let rows = await stream.read(); rows !== undefined; rows = await stream.read()) {
        // The rows may have come before the abort.
        abort.abortSignal.throwIfAborted();
        rowsDelivered += rows.length;
        if (rows.length > 0) yield rows;
      }
      position = (await stream.step).next;
      stream = undefined;
    }
  } catch (error) {
    // The reason of an abort is the caller's own, even where it is an error of ours.
    abort.abortSignal.throwIfAborted();
    const resumeAt = stream?.resumeAt() ?? position;
    throw resumeAt === undefined ? error : ofWalk(error, rowsDelivered, walk.tokenOf(resumeAt));
  } finally {
    abort.end();
  }
}

function createItinerary<Opened extends { readonly foreseen: Promise<Position | undefined> }, Position>(
  walk: Pick<Walk<unknown, PageOfRows<unknown>, Position>, 'prefetchPages' | 'placeOf' | 'tokenOf'>,
  abortSignal: AbortSignal,
  open: (position: Position, context: PageContext<Position>) => Opened,
): Itinerary<Opened, Position> {
  const isSame = (left: Position, right: Position) => walk.tokenOf(left) === walk.tokenOf(right);
  const { prefetchPages, placeOf } = walk;
  return new Itinerary({ prefetchPages, open, placeOf, isSame }, abortSignal);
}

/** Whoever stops on the way never awaits the pages ahead: that they failed is no one's concern. */
async function foreseeAfter<Position>(
  walk: Pick<Walk<unknown, PageOfRows<unknown>, Position>, 'foresee'>,
  position: Position,
  step: Promise<{ readonly next: Position | undefined }>,
): Promise<Position | undefined> {
  try {
    const foreseen = walk.foresee?.(position);
    if (foreseen === undefined) return (await step).next;
    step.catch(() => {});
    return foreseen;
  } catch {
    return undefined;
  }
}

function ofWalk(error: unknown, rowsDelivered: number, continuationToken: string): unknown {
  // Bad input, such as a credential without a token, is no page that failed.
  if (!isLicensesUsageError(error) || error.name === 'ConfigurationError') return error;
  return withResume(error, { rowsDelivered, continuationToken });
}
