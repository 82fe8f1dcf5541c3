import { createWalkAbort, type WalkAbort } from './walk-abort.ts';

/** What a walk gives each of its requests. */
export interface PageContext<Position> {
  readonly abortSignal: AbortSignal;
  /** Whether the walk has been at a place by now: a link back there would never end. */
  readonly wasAt: (position: Position) => boolean;
}

/** A page under way. */
interface OpenedPage<Position> {
  /** Where the next page starts, as soon as that can be told or guessed; nothing where it can't. Never rejects. */
  readonly foreseen: Promise<Position | undefined>;
}

export interface Route<Page, Position> {
  /** How many pages to open ahead of the one in hand. */
  readonly prefetchPages: number;
  readonly open: (position: Position, context: PageContext<Position>) => Page;
  /** Names the place of a page. */
  readonly placeOf: (position: Position) => string;
  readonly isSame: (left: Position, right: Position) => boolean;
}

interface Stop<Page, Position> {
  readonly number: number;
  readonly position: Position;
  readonly abort: WalkAbort;
  readonly page: Page;
}

/** The pages of a walk in order: the one in hand, and those that were opened ahead of it. */
export class Itinerary<Page extends OpenedPage<Position>, Position> {
  readonly #route: Route<Page, Position>;
  readonly #abortSignal: AbortSignal;
  /** The number of the page at each place. */
  readonly #places = new Map<string, number>();
  #current: Stop<Page, Position> | undefined;
  #ahead: Stop<Page, Position>[] = [];
  #isLookingAhead = false;

  constructor(route: Route<Page, Position>, abortSignal: AbortSignal) {
    this.#route = route;
    this.#abortSignal = abortSignal;
  }

  /** Takes the next page in hand. What was opened ahead of it by a wrong guess is dropped. */
  goTo(position: Position): Page {
    this.#current?.abort.end();
    const [next, ...later] = this.#ahead;
    const isForeseen = next !== undefined && this.#route.isSame(next.position, position);
    if (!isForeseen) for (const stop of this.#ahead) this.#drop(stop);
    this.#ahead = isForeseen ? later : [];
    this.#current = isForeseen ? next : this.#open(position);
    void this.#lookAhead();
    return this.#current.page;
  }

  get #last(): Stop<Page, Position> | undefined {
    return this.#ahead.at(-1) ?? this.#current;
  }

  #open(position: Position): Stop<Page, Position> {
    const number = (this.#last?.number ?? 0) + 1;
    const place = this.#route.placeOf(position);
    if (!this.#places.has(place)) this.#places.set(place, number);
    const abort = createWalkAbort(this.#abortSignal);
    const wasAt = (later: Position) => (this.#places.get(this.#route.placeOf(later)) ?? Infinity) <= number;
    const page = this.#route.open(position, { abortSignal: abort.abortSignal, wasAt });
    return { number, position, abort, page };
  }

  #drop({ abort, position, number }: Stop<Page, Position>): void {
    abort.end();
    const place = this.#route.placeOf(position);
    if (this.#places.get(place) === number) this.#places.delete(place);
  }

  async #lookAhead(): Promise<void> {
    if (this.#isLookingAhead) return;
    this.#isLookingAhead = true;
    while (this.#ahead.length < this.#route.prefetchPages) {
      const last = this.#last;
      const position = await last?.page.foreseen;
      if (last !== this.#last) continue;
      if (position === undefined || this.#abortSignal.aborted) break;
      this.#ahead.push(this.#open(position));
    }
    this.#isLookingAhead = false;
  }
}
