import type { ClientOptions } from '@licenses-usage/client';

type Clock = NonNullable<ClientOptions['clock']>;

interface Timer {
  readonly callback: () => void;
  readonly dueAt: number;
}

/** Time that leaps to the next timer as soon as nothing else is left to do, and chance that is the same in every run. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 10, 20, 12);
  #chance: number;
  readonly #timers = new Set<Timer>();

  constructor(seed: number) {
    this.#chance = seed;
  }

  now(): number {
    return this.#now;
  }

  /** A linear congruential generator: enough to spread delays, and the same on every machine. */
  random(): number {
    this.#chance = (Math.imul(this.#chance, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#chance / 2 ** 32;
  }

  schedule(callback: () => void, delayInMs: number): () => void {
    const timer: Timer = { callback, dueAt: this.#now + Math.max(0, delayInMs) };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Lets time pass until the promise is settled. */
  async run<Value>(promise: Promise<Value>): Promise<Value> {
    const settled = new Set<unknown>();
    const settle = () => settled.add(promise);
    promise.then(settle, settle);
    await idle();
    while (settled.size === 0) {
      this.#fireNext();
      await idle();
    }
    return promise;
  }

  #fireNext(): void {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (next === undefined || timer.dueAt < next.dueAt) next = timer;
    if (next === undefined) throw new Error('Everything waits, and nothing for time: a call hangs.');
    this.#timers.delete(next);
    this.#now = next.dueAt;
    next.callback();
  }
}

/** Everything in process goes by microtasks, which are done before the next round of the event loop. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
