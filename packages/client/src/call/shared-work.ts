import { abortable, type CallerSignal } from '../time/abort.ts';

/** Work that several callers wait for. It is aborted when the last of them leaves. */
export class SharedWork<Value> {
  /** When it was started, in monotonic milliseconds. */
  readonly startedAt: number;
  /** Resolves when the work has ended, whether or not a caller still waits. */
  readonly finished: Promise<void>;
  readonly #controller = new AbortController();
  readonly #result: Promise<Value>;
  #isSettled = false;
  #waiting = 0;
  #wasLeft = false;
  #next: SharedWork<Value> | undefined;
  #provide = (_value: Value) => {};
  #fail = (_error: unknown) => {};

  constructor(startedAt: number, work: (abortSignal: AbortSignal) => Promise<Value>) {
    this.startedAt = startedAt;
    this.#result = new Promise((resolve, reject) => {
      this.#provide = resolve;
      this.#fail = reject;
    });
    const settle = () => {
      this.#isSettled = true;
    };
    this.#result.then(settle, settle);
    this.finished = work(this.#controller.signal).then(this.#provide, (error: unknown) => {
      if (this.#next === undefined) this.#fail(error);
    });
  }

  /** Whether no caller waits. */
  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  /** Whether it was aborted. */
  get isAbandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Whether a caller left without a result: a sign that the work hangs. */
  get wasLeft(): boolean {
    return this.#wasLeft;
  }

  /** Waits for the result, or until the signal aborts. */
  async wait(abortSignal: CallerSignal | undefined): Promise<Value> {
    this.#waiting += 1;
    try {
      return await (abortSignal === undefined ? this.#result : abortable(this.#result, abortSignal));
    } finally {
      this.#waiting -= 1;
      this.#wasLeft ||= !this.#isSettled;
      if (this.isIdle) this.abandon();
    }
  }

  /**
   * Settles the callers with the result of this or the other work, whichever comes first, and then aborts this work.
   */
  follow(next: SharedWork<Value>): void {
    this.#next = next;
    next
      .wait(this.#controller.signal)
      .then(this.#provide, this.#fail)
      .finally(() => this.#controller.abort());
  }

  /** Aborts the work. */
  abandon(): void {
    if (!this.#isSettled) this.#controller.abort();
  }
}
