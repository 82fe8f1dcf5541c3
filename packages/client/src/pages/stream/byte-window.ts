/**
 * The bytes of one document: added at the end, taken from the start. Taken bytes stay readable, because a page that
 * fails has to say which bytes it delivered. One byte on each side is spare, so that a list can be put in brackets in place.
 */
export class ByteWindow {
  #buffer: Uint8Array<ArrayBuffer>;
  #start = 1;
  #end = 1;

  /** @param expected How many bytes are likely to come. */
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

  /** Forgets the document; the memory is kept for the next one. */
  empty(): void {
    this.#start = 1;
    this.#end = 1;
  }

  /** Temporarily wraps the first bytes in two delimiters. Cheaper than adding them to the decoded text. */
  readBetween<Result>(
    before: number,
    length: number,
    behind: number,
    read: (bytes: Uint8Array) => Result,
  ): Result {
    const [first, end] = [this.#start - 1, this.#start + length];
    const covered = [this.#buffer[first] ?? 0, this.#buffer[end] ?? 0] as const;
    this.#buffer[first] = before;
    this.#buffer[end] = behind;
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
 * Reuses windows from page to page: a window that held one page is large enough for the next, and a new one for each
 * page would be garbage of the size that costs the collector most. Idle windows are held weakly.
 */
export class WindowPool {
  readonly #idle: WeakRef<ByteWindow>[] = [];

  /** @param expected How many bytes are likely to come; used when a new window is made. */
  take(expected: number): ByteWindow {
    let window: ByteWindow | undefined;
    while (window === undefined && this.#idle.length > 0) window = this.#idle.pop()?.deref();
    return window ?? new ByteWindow(expected);
  }

  /** The caller must not use the window any more. */
  giveBack(window: ByteWindow): void {
    window.empty();
    this.#idle.push(new WeakRef(window));
  }
}
