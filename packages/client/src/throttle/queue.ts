/** First in, first out. Every operation takes constant time, also taking an item out of the middle. */
export interface Queue<Item> extends Iterable<Item> {
  readonly size: number;
  first(): Item | undefined;
  /** Nothing happens where the item is in the queue already. */
  push(item: Item, end?: 'front' | 'back'): void;
  /** Returns whether the item was there. */
  remove(item: Item): boolean;
}

interface Link<Item> {
  readonly item: Item;
  before: Link<Item> | undefined;
  after: Link<Item> | undefined;
}

export function createQueue<Item>(): Queue<Item> {
  const links = new Map<Item, Link<Item>>();
  let [front, back]: [Link<Item> | undefined, Link<Item> | undefined] = [undefined, undefined];

  function connect(before: Link<Item> | undefined, after: Link<Item> | undefined): void {
    if (before === undefined) front = after;
    else before.after = after;
    if (after === undefined) back = before;
    else after.before = before;
  }

  return {
    get size() {
      return links.size;
    },
    first: () => front?.item,
    push(item, end = 'back') {
      if (links.has(item)) return;
      const link: Link<Item> = { item, before: undefined, after: undefined };
      links.set(item, link);
      const [before, after] = end === 'back' ? [back, undefined] : [undefined, front];
      connect(before, link);
      connect(link, after);
    },
    remove(item) {
      const link = links.get(item);
      if (link === undefined) return false;
      connect(link.before, link.after);
      return links.delete(item);
    },
    *[Symbol.iterator]() {
      for (let link = front; link !== undefined; link = link.after) yield link.item;
    },
  };
}
