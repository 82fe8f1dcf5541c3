import { byteOf } from './structure-scanner.ts';

/**
 * The bytes of one document, added at the end and taken from the start. Taken bytes stay readable, because a failed
 * page has to say which bytes it delivered. There is a spare byte on each side, so that a list can be wrapped in
 * brackets in place.
 */
export class ByteWindow {
  #buffer: Uint8Array<ArrayBuffer>;
  #start = 1;
  #end = 1;

  /** @param expected The likely size in bytes. */
  constructor(expected = 0) {
    this.#buffer = new Uint8Array(expected + 2);
  }

  /** The bytes that were added and not yet taken. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  get length(): number {
    return this.#end - this.#start;
  }

  get takenBytes(): Uint8Array {
    return this.#buffer.subarray(1, this.#start);
  }

  add(bytes: Uint8Array): void {
    if (this.#end + bytes.length >= this.#buffer.length) this.#grow(this.#end + bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  take(count: number): void {
    this.#start += count;
  }

  /** Drops the document and keeps the memory for the next one. */
  empty(): void {
    this.#start = 1;
    this.#end = 1;
  }

  /** Temporarily wraps the first bytes in brackets, which is cheaper than adding them to the decoded text. */
  readInBrackets<Result>(length: number, read: (bytes: Uint8Array) => Result): Result {
    const [first, end] = [this.#start - 1, this.#start + length];
    const covered = [this.#buffer[first] ?? 0, this.#buffer[end] ?? 0] as const;
    this.#buffer[first] = byteOf.openBracket;
    this.#buffer[end] = byteOf.closeBracket;
    try {
      return read(this.#buffer.subarray(first, end + 1));
    } finally {
      [this.#buffer[first], this.#buffer[end]] = covered;
    }
  }

  #grow(size: number): void {
    const bytes = this.#buffer.subarray(0, this.#end);
    this.#buffer = new Uint8Array(size * 2);
    this.#buffer.set(bytes);
  }
}

/**
 * Reuses windows from page to page. A window that held one page is large enough for the next, and windows are garbage
 * of the most expensive size. Idle windows are held weakly.
 */
export class WindowPool {
  readonly #idle: WeakRef<ByteWindow>[] = [];

  /** @param expected The likely size in bytes, for a new window. */
  take(expected: number): ByteWindow {
    let window: ByteWindow | undefined;
    while (window === undefined && this.#idle.length > 0) window = this.#idle.pop()?.deref();
    return window ?? new ByteWindow(expected);
  }

  /** Returns a window to the pool. The caller must not use it any more. */
  giveBack(window: ByteWindow): void {
    window.empty();
    this.#idle.push(new WeakRef(window));
  }
}
