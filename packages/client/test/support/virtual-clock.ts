import type { FullClock } from '../../src/call/clock.ts';

/** Friday, 20 November 2026, noon UTC. */
export const startInMs = Date.UTC(2026, 10, 20, 12);

interface Timer {
  readonly callback: () => void;
  readonly dueAt: number;
}

/**
 * Time that passes only when a test says so. Timers fire in the order they are due, each at its own moment, and
 * whatever a timer sets going comes to rest before the next one fires.
 */
export class VirtualClock implements FullClock {
  #now = startInMs;
  readonly #timers = new Set<Timer>();
  /** What chance says. */
  chance = 0.5;

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  random(): number {
    return this.chance;
  }

  schedule(callback: () => void, delayInMs: number): () => void {
    const timer: Timer = { callback, dueAt: this.#now + Math.max(0, delayInMs) };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers wait. A test that has ended leaves none. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Since the clock was made, in milliseconds. */
  get elapsedInMs(): number {
    return this.#now - startInMs;
  }

  /** Lets `durationInMs` pass. */
  async advance(durationInMs: number): Promise<void> {
    const end = this.#now + durationInMs;
    await settled();
    for (let timer = this.#next(); timer !== undefined && timer.dueAt <= end; timer = this.#next()) {
      await this.#fire(timer);
    }
    this.#now = end;
  }

  /** Lets as much time pass as `promise` needs, and returns what it comes to. */
  async run<Value>(promise: Promise<Value>): Promise<Value> {
    const ended = new Set<unknown>();
    const end = () => ended.add(promise);
    promise.then(end, end);
    await settled();
    while (ended.size === 0) {
      const timer = this.#next();
      if (timer === undefined) throw new Error('The promise waits for something other than time.');
      await this.#fire(timer);
    }
    return promise;
  }

  /** As {@link run}, for a promise that is to be rejected: returns the reason. */
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
    let next: Timer | undefined;
    for (const timer of this.#timers) if (next === undefined || timer.dueAt < next.dueAt) next = timer;
    return next;
  }

  async #fire(timer: Timer): Promise<void> {
    this.#timers.delete(timer);
    this.#now = timer.dueAt;
    timer.callback();
    await settled();
  }
}

/** Resolves when nothing is left to do but to wait: the queue of microtasks is empty. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
