import type { BodyReader } from '../call/direct-response.ts';

type Piece = Awaited<ReturnType<BodyReader['read']>>;

/** What the connection has to do for a body. */
export interface Flow {
  pause(): void;
  resume(): void;
  /** Ends the connection: nobody reads on. */
  stop(): void;
}

/** How many bytes wait for a reader before the connection is told to pause. */
const mostBytesAhead = 256 * 1024;
const end: Piece = { done: true };

/** Holds the pieces of a body between the connection, which brings them, and the one reader. */
export class BodyQueue implements BodyReader {
  readonly heedsAbort = true;
  readonly #flow: Flow;
  #pieces: Uint8Array[] = [];
  #bytesAhead = 0;
  #isPaused = false;
  #isComplete = false;
  #failure: { readonly error: unknown } | undefined;
  #reader: { resolve(piece: Piece): void; reject(error: unknown): void } | undefined;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  push(value: Uint8Array): void {
    const reader = this.#reader;
    if (reader !== undefined) {
      this.#reader = undefined;
      reader.resolve({ done: false, value });
      return;
    }
    this.#pieces.push(value);
    this.#bytesAhead += value.byteLength;
    if (this.#bytesAhead < mostBytesAhead || this.#isPaused) return;
    this.#isPaused = true;
    this.#flow.pause();
  }

  complete(): void {
    this.#isComplete = true;
    this.#reader?.resolve(end);
    this.#reader = undefined;
  }

  fail(error: unknown): void {
    if (this.#isComplete) return;
    this.#failure ??= { error };
    this.#pieces = [];
    this.#reader?.reject(error);
    this.#reader = undefined;
  }

  read(): Promise<Piece> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error);
    const value = this.#pieces.shift();
    if (value !== undefined) {
      this.#bytesAhead -= value.byteLength;
      if (this.#isPaused && this.#bytesAhead === 0) {
        this.#isPaused = false;
        this.#flow.resume();
      }
      return Promise.resolve({ done: false, value });
    }
    if (this.#isComplete) return Promise.resolve(end);
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }

  cancel(): Promise<void> {
    this.#pieces = [];
    if (this.#isComplete || this.#failure !== undefined) return Promise.resolve();
    this.complete();
    this.#flow.stop();
    return Promise.resolve();
  }
}
