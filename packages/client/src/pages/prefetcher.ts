import { createLinkedAbort, type LinkedAbort } from '../call/abort.ts';

/** The context that each request for a page gets. */
export interface PageContext<Position> {
  readonly abortSignal: AbortSignal;
  /** Whether the iteration is or was at this position: a link to it would lead in a circle. */
  readonly hasVisited: (position: Position) => boolean;
}

/** A page that was requested. */
interface RequestedPage<Position> {
  /** Where the next page starts, known or predicted; `undefined` when it is neither. Never rejects. */
  readonly nextPosition: Promise<Position | undefined>;
}

export interface PrefetcherOptions<Page, Position> {
  /** How many pages to request ahead of the current one. */
  readonly prefetchPages: number;
  readonly request: (position: Position, context: PageContext<Position>) => Page;
  /** Identifies the page at a position. */
  readonly pageKey: (position: Position) => string;
  /** The same for equal positions only. */
  readonly tokenOf: (position: Position) => string;
}

interface Entry<Page, Position> {
  readonly number: number;
  readonly position: Position;
  readonly abort: LinkedAbort;
  readonly page: Page;
}

/** Requests the pages of an iteration in order, some of them ahead of time. */
export class Prefetcher<Page extends RequestedPage<Position>, Position> {
  readonly #options: PrefetcherOptions<Page, Position>;
  readonly #abortSignal: AbortSignal;
  /** The number of the page with each key. */
  readonly #visited = new Map<string, number>();
  #current: Entry<Page, Position> | undefined;
  #ahead: Entry<Page, Position>[] = [];
  #isFilling = false;

  constructor(options: PrefetcherOptions<Page, Position>, abortSignal: AbortSignal) {
    this.#options = options;
    this.#abortSignal = abortSignal;
  }

  /** Moves to a page. After a wrong prediction, the pages requested ahead are dropped and their requests aborted. */
  goTo(position: Position): Page {
    this.#current?.abort.end();
    const [next, ...later] = this.#ahead;
    const { tokenOf } = this.#options;
    const isPredicted = next !== undefined && tokenOf(next.position) === tokenOf(position);
    if (!isPredicted) for (const entry of this.#ahead) this.#drop(entry);
    this.#ahead = isPredicted ? later : [];
    this.#current = isPredicted ? next : this.#request(position);
    void this.#fill();
    return this.#current.page;
  }

  get #last(): Entry<Page, Position> | undefined {
    return this.#ahead.at(-1) ?? this.#current;
  }

  #request(position: Position): Entry<Page, Position> {
    const { pageKey, request } = this.#options;
    const number = (this.#last?.number ?? 0) + 1;
    const key = pageKey(position);
    if (!this.#visited.has(key)) this.#visited.set(key, number);
    const abort = createLinkedAbort(this.#abortSignal);
    // A page requested ahead by a prediction is not yet visited.
    const hasVisited = (other: Position) => (this.#visited.get(pageKey(other)) ?? Infinity) <= number;
    return {
      number,
      position,
      abort,
      page: request(position, { abortSignal: abort.abortSignal, hasVisited }),
    };
  }

  #drop({ abort, position, number }: Entry<Page, Position>): void {
    abort.end();
    const key = this.#options.pageKey(position);
    if (this.#visited.get(key) === number) this.#visited.delete(key);
  }

  async #fill(): Promise<void> {
    if (this.#isFilling) return;
    this.#isFilling = true;
    while (this.#ahead.length < this.#options.prefetchPages) {
      const last = this.#last;
      const position = await last?.page.nextPosition;
      if (last !== this.#last) continue;
      if (position === undefined || this.#abortSignal.aborted) break;
      this.#ahead.push(this.#request(position));
    }
    this.#isFilling = false;
  }
}
