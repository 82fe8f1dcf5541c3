/** Friday, 20 November 2026, noon UTC. */
export const startInMs = Date.UTC(2026, 10, 20, 12);

interface Timer {
  readonly callback: () => void;
  readonly dueAt: number;
  readonly number: number;
  isCancelled: boolean;
}

/**
 * Time that passes only when a test says so. Timers fire in the order in which they are due, each at its own time,
 * and the work that a timer starts completes before the next one fires.
 */
export class VirtualClock {
  #now = startInMs;
  /** A heap, with the next timer first. Cancelled timers stay until they are due. */
  readonly #timers: Timer[] = [];
  #pending = 0;
  #count = 0;
  /** The random number, unless the clock was created with a seed. */
  chance = 0.5;
  #seed: number | undefined;
  readonly #atRest: () => Promise<void>;

  /**
   * @param seed - For pseudo-random numbers that are the same in every run.
   * @param atRest - Resolves when there is nothing left to do but wait. Default: {@link settled}.
   */
  constructor(seed?: number, atRest: () => Promise<void> = settled) {
    this.#seed = seed;
    this.#atRest = atRest;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  random(): number {
    if (this.#seed === undefined) return this.chance;
    // A linear congruential generator: enough to spread delays, and the same on every machine.
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32;
  }

  schedule(callback: () => void, delayInMs: number): () => void {
    this.#count += 1;
    this.#pending += 1;
    const dueAt = this.#now + Math.max(0, delayInMs);
    const timer: Timer = { callback, dueAt, number: this.#count, isCancelled: false };
    this.#push(timer);
    return () => {
      if (!timer.isCancelled) this.#pending -= 1;
      timer.isCancelled = true;
    };
  }

  /** The number of pending timers. A finished test leaves none. */
  get pendingTimers(): number {
    return this.#pending;
  }

  /** The time since the clock was created, in milliseconds. */
  get elapsedInMs(): number {
    return this.#now - startInMs;
  }

  /** Lets `durationInMs` pass. */
  async advance(durationInMs: number): Promise<void> {
    const end = this.#now + durationInMs;
    await this.#atRest();
    for (let timer = this.#next(); timer !== undefined && timer.dueAt <= end; timer = this.#next()) {
      await this.#fire(timer);
    }
    this.#now = end;
  }

  /** Lets as much time pass as `promise` needs, and returns its value. */
  async run<Value>(promise: Promise<Value>): Promise<Value> {
    const ended = new Set<unknown>();
    const end = () => ended.add(promise);
    promise.then(end, end);
    await this.#atRest();
    while (ended.size === 0) {
      const timer = this.#next();
      if (timer === undefined) throw new Error('The promise waits for something other than time.');
      await this.#fire(timer);
    }
    return promise;
  }

  /** Like {@link run}, for a promise that should reject: returns the reason. */
  async runToRejection(promise: Promise<unknown>): Promise<unknown> {
    const rejection = promise.then(
      () => {
        throw new Error('Expected a rejection, but the promise was fulfilled.');
      },
      (reason: unknown) => reason,
    );
    return this.run(rejection);
  }

  #next(): Timer | undefined {
    while (this.#timers[0]?.isCancelled === true) this.#pop();
    return this.#timers[0];
  }

  async #fire(timer: Timer): Promise<void> {
    this.#pop();
    timer.isCancelled = true;
    this.#pending -= 1;
    this.#now = timer.dueAt;
    timer.callback();
    await this.#atRest();
  }

  #push(timer: Timer): void {
    const timers = this.#timers;
    let at = timers.length;
    for (;;) {
      const parentAt = (at - 1) >> 1;
      const parent = timers[parentAt];
      if (at === 0 || parent === undefined || isBefore(parent, timer)) break;
      timers[at] = parent;
      at = parentAt;
    }
    timers[at] = timer;
  }

  #pop(): void {
    const timers = this.#timers;
    const last = timers.pop();
    if (last === undefined || timers.length === 0) return;
    let at = 0;
    for (;;) {
      const [left, right] = [timers[2 * at + 1], timers[2 * at + 2]];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (child === undefined || isBefore(last, child)) break;
      timers[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    timers[at] = last;
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.dueAt < other.dueAt || (one.dueAt === other.dueAt && one.number < other.number);
}

/** Resolves when there is nothing left to do but wait: the queue of microtasks is empty. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
