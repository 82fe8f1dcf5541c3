import { VirtualClock } from '@licenses-usage/testing/virtual-clock';

/** A clock that runs many times as fast, for real connections, which don't wait for a virtual clock. */
export class FastClock extends VirtualClock {
  readonly #speed: number;
  readonly #startedAt = performance.now();
  #pending = 0;

  constructor(seed: number, speed: number) {
    super(seed);
    this.#speed = speed;
  }

  override now(): number {
    return super.now() + (performance.now() - this.#startedAt) * this.#speed;
  }

  override monotonic(): number {
    return this.now();
  }

  override schedule(callback: () => void, delayInMs: number): () => void {
    let isPending = true;
    this.#pending += 1;
    const end = () => {
      if (isPending) this.#pending -= 1;
      isPending = false;
    };
    const timer = setTimeout(
      () => {
        end();
        callback();
      },
      // A timer may fire a millisecond early, which is long for this clock.
      Math.ceil(delayInMs / this.#speed) + 1,
    );
    return () => {
      end();
      clearTimeout(timer);
    };
  }

  override get pendingTimers(): number {
    return this.#pending;
  }

  override run<Value>(promise: Promise<Value>): Promise<Value> {
    return promise;
  }
}
