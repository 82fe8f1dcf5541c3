import type { ThrottleDecision, ThrottleOutcome } from './throttle-store.ts';

/** The wait that the service asked for is longer than the time that the call has left. */
export class CoolDownProblem extends Error {
  readonly waitInMs: number;

  constructor(waitInMs: number) {
    super();
    this.waitInMs = waitInMs;
  }
}

export type Refusal = Extract<ThrottleDecision, { granted: false }>;

export interface ThrottleWait {
  readonly remainingInMs: () => number;
  readonly abortSignal: AbortSignal;
  /** Called when the request can't be sent at once, and when the service asks for a cool-down meanwhile. */
  readonly onWait: (refusal: Refusal) => void;
}

/** Lets one request be sent. */
export interface Permit {
  /** Reports how the request ended. Only the first call counts. */
  release(outcome: ThrottleOutcome): void;
}

/** A call in line. */
export interface Waiter {
  readonly wait: ThrottleWait;
  /** The reason for waiting that the call was last told. */
  told: Refusal['reason'] | undefined;
  /** Whether the store is being asked on its behalf. */
  isAsking: boolean;
  readonly grant: (permit: Permit) => void;
  readonly reject: (reason: unknown) => void;
}

/** What can be held back. */
export interface Blockable {
  block: Block | undefined;
}

/** The calls that wait under one specific key, in order of arrival. */
export interface Line extends Blockable {
  readonly keys: readonly string[];
  readonly waiters: Queue<Waiter>;
}

/** The reason why nothing can be sent for now. `lift` ends it early. */
export interface Block {
  readonly refusal: Refusal;
  readonly endsAt: number;
  readonly lift: () => void;
}

/** The specific key, by which lines are named. */
export function nameOf(keys: readonly string[]): string {
  return keys.at(-1) ?? '';
}

/** The first in line for which the store is not being asked. */
export function firstToAskFor(line: Line): Waiter | undefined {
  for (const waiter of line.waiters) if (!waiter.isAsking) return waiter;
  return undefined;
}

/** Ends the wait of a call that has less time left than the service asked for. */
export function tell(waiter: Waiter, refusal: Refusal): void {
  const { reason, waitInMs } = refusal;
  const isTooLong = reason === 'cool-down' && waitInMs >= waiter.wait.remainingInMs();
  if (isTooLong) waiter.reject(new CoolDownProblem(waitInMs));
  else if (waiter.told === undefined || (reason === 'cool-down' && waiter.told !== reason)) {
    waiter.told = reason;
    waiter.wait.onWait(refusal);
  }
}

/** First in, first out. Every operation takes constant time, including the removal of an item from the middle. */
export interface Queue<Item> extends Iterable<Item> {
  readonly size: number;
  first(): Item | undefined;
  /** Does nothing if the item is already in the queue. */
  push(item: Item): void;
  /** Returns whether the item was there. */
  remove(item: Item): boolean;
}

export function createQueue<Item>(): Queue<Item> {
  const items = new Set<Item>();
  /** Kept, because a new one would pass all the gaps that removed items leave in the set. */
  const rest = items.values();
  /** What `rest` has passed. */
  let head: Item | undefined;
  return {
    get size() {
      return items.size;
    },
    first() {
      if (head === undefined && items.size > 0) head = rest.next().value;
      return head;
    },
    push: (item) => void items.add(item),
    remove(item) {
      if (item === head) head = undefined;
      return items.delete(item);
    },
    [Symbol.iterator]: () => items.values(),
  };
}
