import type { Clock } from '../../../src/call/clock.ts';

/** Time that passes only when told to. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Map<symbol, { readonly callback: () => void; readonly at: number }>();

  constructor(now: number) {
    this.#now = now;
  }

  /** How many timers wait. */
  get timers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return 0.5;
  }

  schedule(callback: () => void, delayInMs: number): () => void {
    const timer = Symbol('timer');
    this.#timers.set(timer, { callback, at: this.#now + delayInMs });
    return () => this.#timers.delete(timer);
  }

  advance(durationInMs: number): void {
    this.#now += durationInMs;
    for (const [timer, { callback, at }] of this.#timers) {
      if (at <= this.#now && this.#timers.delete(timer)) callback();
    }
  }
}
