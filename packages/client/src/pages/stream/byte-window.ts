/**
 * The bytes of a document that are added at its end and taken from its start. All are kept: what was taken may have to be
 * looked at again. A byte before the first and one behind the last are spare.
 */
export class ByteWindow {
  #buffer: Uint8Array<ArrayBuffer>;
  #start = 1;
  #end = 1;

  /** `expected`: how many bytes are likely to come. */
  constructor(expected = 0) {
    this.#buffer = new Uint8Array(expected + 2);
  }

  /** What was added and not yet taken. */
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

  /** Makes room for another document. */
  empty(): void {
    this.#start = 1;
    this.#end = 1;
  }

  /** Reads the first bytes with one put before and one behind them: cheaper than doing that to the text made of them. */
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
