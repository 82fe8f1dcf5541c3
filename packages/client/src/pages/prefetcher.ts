import { createLinkedAbort, type LinkedAbort } from '../time/linked-abort.ts';

/** The context that each request for a page gets. */
export interface PageContext<Position> {
  readonly abortSignal: AbortSignal;
  /** Whether the iteration is or was at this position: a link to it would lead in a circle. */
  readonly hasVisited: (position: Position) => boolean;
}

export interface PrefetcherOptions<Page, Position> {
  /** How many pages to request ahead of the current one. */
  readonly prefetchPages: number;
  readonly request: (position: Position, context: PageContext<Position>) => Page;
  /** Where the page after this one starts, known or predicted; `undefined` when it is neither. Never rejects. */
  readonly nextOf: (page: Page, position: Position) => Promise<Position | undefined>;
  /** Identifies the page at a position. */
  readonly pageKey: (position: Position) => string;
  /** The same for equal positions only. */
  readonly tokenOf: (position: Position) => string;
  readonly abortSignal: AbortSignal;
}

/** A page that was requested. */
interface Entry<Page, Position> {
  readonly number: number;
  readonly position: Position;
  readonly abort: LinkedAbort;
  readonly page: Page;
  readonly next: Promise<Position | undefined>;
}

/**
 * Requests the pages of an iteration in order, some of them ahead of time. The function it returns moves to a page.
 * After a wrong prediction, the pages requested ahead are dropped and their requests aborted.
 */
export function createPrefetcher<Page, Position>(
  options: PrefetcherOptions<Page, Position>,
): (position: Position) => Page {
  const { prefetchPages, request, nextOf, pageKey, tokenOf, abortSignal } = options;
  /** The number of the page with each key. */
  const visited = new Map<string, number>();
  let current: Entry<Page, Position> | undefined;
  let ahead: Entry<Page, Position>[] = [];
  let isFilling = false;

  const last = () => ahead.at(-1) ?? current;

  function open(position: Position): Entry<Page, Position> {
    const number = (last()?.number ?? 0) + 1;
    const key = pageKey(position);
    if (!visited.has(key)) visited.set(key, number);
    const abort = createLinkedAbort(abortSignal);
    // A page requested ahead by a prediction is not yet visited.
    const hasVisited = (other: Position) => (visited.get(pageKey(other)) ?? Infinity) <= number;
    const page = request(position, { abortSignal: abort.abortSignal, hasVisited });
    return { number, position, abort, page, next: nextOf(page, position) };
  }

  function drop({ abort, position, number }: Entry<Page, Position>): void {
    abort.end();
    const key = pageKey(position);
    if (visited.get(key) === number) visited.delete(key);
  }

  async function fill(): Promise<void> {
    if (isFilling) return;
    isFilling = true;
    while (ahead.length < prefetchPages) {
      const entry = last();
      const position = await entry?.next;
      if (entry !== last()) continue;
      if (position === undefined || abortSignal.aborted) break;
      ahead.push(open(position));
    }
    isFilling = false;
  }

  return (position) => {
    current?.abort.end();
    const [next, ...later] = ahead;
    const isPredicted = next !== undefined && tokenOf(next.position) === tokenOf(position);
    if (!isPredicted) ahead.forEach(drop);
    ahead = isPredicted ? later : [];
    current = isPredicted ? next : open(position);
    void fill();
    return current.page;
  };
}
