/** The first `limit` of many in the order of `compare`, without holding the others. */
export class Best<Item> {
  readonly #limit: number;
  readonly #compare: (one: Item, other: Item) => number;
  readonly #items: Item[] = [];
  #total = 0;

  constructor(limit: number, compare: (one: Item, other: Item) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  add(item: Item): void {
    this.#total += 1;
    const last = this.#items.at(-1);
    if (this.#items.length === this.#limit && last !== undefined && this.#compare(item, last) >= 0) return;
    const place = this.#items.findIndex((other) => this.#compare(item, other) < 0);
    this.#items.splice(place === -1 ? this.#items.length : place, 0, item);
    if (this.#items.length > this.#limit) this.#items.pop();
  }

  /** How many were added. */
  get total(): number {
    return this.#total;
  }

  get items(): readonly Item[] {
    return this.#items;
  }
}
